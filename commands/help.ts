/** `/help`: what can be asked, by example; each command brings its own lines. */

import { mayManage } from '../src/bot/permissions.ts';
import { titleOfServer } from '../src/bot/titles.ts';
import type { Command, Context, HelpLine, Reply } from '../src/bot/types.ts';
import { listBlock, showCommand, showDate, showTitle, showTitles } from '../src/language/show.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { countPhoneLines, PHONE } from '../src/message/phone.ts';
import { buildButton, buildMessage, type Message } from '../src/message/reply.ts';
import { joinFilled } from '../src/text/text.ts';
import { pressForCast } from './cast/cast-list.ts';
import { isPaused } from './config/describe.ts';
import { pressForSeason } from './season2.ts';

/** @param commands all others, in the order in which they are explained. */
export function buildHelp(commands: readonly Command[]): Command {
  const first = (context: Context): Reply => ({ message: buildFirst(context, commands) });
  return {
    name: 'help',
    visibility: 'private',
    place: 'everywhere',
    isKept: true,
    answer: first,
    presses: { show: first, all: (context) => ({ message: buildAll(context, commands) }) },
  };
}

/** Of a phone's screen: the buttons, who sees the page, and what stands between its parts. */
const FRAME_LINES = 6;

/** Each command by its first line; before them, for those who may manage the server, how its daily post stands. */
function buildFirst(context: Context, commands: readonly Command[]): Message {
  const { content, locale, say } = context;
  const daily = describeDaily(context);
  const top = `## ${say('help.heading')}\n${say('help.askMe', { list: showTitles(say, locale, content.titles()) })}`;
  const footnote = say('help.spoilers');
  const lines = commands.flatMap((command) => listLines(context, command).slice(0, 1));
  const isFact = ({ group }: { readonly group: HelpLine['group'] }) => group === 'ask';
  const fits = () => countPhoneLines(joinFilled([top, daily, ...lines.map(({ text }) => text), footnote])) <= PHONE.lines - FRAME_LINES;
  // The last of those that tell facts give way; they are among all commands.
  while (!fits() && lines.some(isFact)) lines.splice(lines.findLastIndex(isFact), 1);
  return buildMessage({
    blocks: [top, daily, lines.map(({ text }) => text).join('\n')],
    footnotes: [footnote],
    isQuiet: true,
    rows: [[...listSetUp(context), ...listTries(context), buildButton({ label: say('help.all'), id: buildCustomId('help', 'all') })]],
  });
}

/** What people ask first, to be asked by one press. */
function listTries(context: Context) {
  const title = titleOfServer(context);
  if (title === undefined) return [];
  const ask = (label: 'cast' | 'season2' | 'today', id: string) => buildButton({ label: context.say(`help.try.${label}`), id });
  return [ask('cast', pressForCast(title)), ask('season2', pressForSeason(title)), ask('today', buildCustomId('quote', 'today', title.id))];
}

function buildAll(context: Context, commands: readonly Command[]): Message {
  const { content, say } = context;
  const lines = commands.flatMap((command) => listLines(context, command));
  const explain = (wanted: HelpLine['group']) => lines.flatMap(({ group, text }) => (group === wanted ? [text] : []));
  return buildMessage({
    blocks: [
      `## ${say('help.all')}`,
      listBlock(say('help.ask'), explain('ask')),
      listBlock(say('help.quotes'), explain('quotes')),
      listBlock(say('help.yours'), explain('yours')),
      listBlock(say('help.titles'), content.titles().map(showTitle)),
    ],
    footnotes: [...explain('small'), say('help.names'), say('help.wrong')],
    rows: [[buildButton({ label: say('page.back'), id: buildCustomId('help', 'show') })]],
  });
}

function listLines({ say, commandIds, settings }: Context, { name, help = [] }: Command) {
  return help
    .filter(({ when }) => when?.(settings) ?? true)
    .map(({ group, sentence, path = name }) => ({ group, text: say(sentence, { command: showCommand(say, commandIds, path) }) }));
}

function describeDaily({ caller, settings, commandIds, nowMs, locale, say }: Context): string {
  if (!mayManage(caller)) return '';
  const { daily } = settings;
  if (daily?.enabled !== true) return say('config.showOff');
  const ways = { panel: showCommand(say, commandIds, 'setup'), health: showCommand(say, commandIds, 'health') };
  if (daily.suspendedReason !== null) return say('help.isSuspended', ways);
  return isPaused(daily, nowMs)
    ? say('help.isPaused', { ...ways, date: showDate(locale, daily.pauseUntil ?? '') })
    : say('help.isSetUp', ways);
}

/** The next step for those who may manage a server without a daily post: the panel's select of channels. */
function listSetUp({ caller, settings, say }: Context) {
  if (!mayManage(caller) || settings.daily?.enabled === true) return [];
  return [buildButton({ label: say('help.setUp'), id: buildCustomId('config', 'view', 'daily'), style: 'primary' })];
}
