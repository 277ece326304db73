/** What a question asks for, as a press, as a name, and as the answer of its command. */

import { buildAgainId } from '../../src/answer/again.ts';
import type { Intent } from '../../src/ask/intents.ts';
import type { Target } from '../../src/ask/target.ts';
import { topicsOf } from '../../src/ask/topics.ts';
import { given } from '../../src/bot/given.ts';
import { Options } from '../../src/bot/options.ts';
import { isOfFacts } from '../../src/bot/privately.ts';
import { titleOfServer, withTitle } from '../../src/bot/titles.ts';
import type { Command, CommandResult, Context, Title } from '../../src/bot/types.ts';
import { showCommand } from '../../src/language/show.ts';
import { buildCustomId, fitsCustomId } from '../../src/message/custom-id.ts';
import { buildNotice } from '../../src/message/reply.ts';
import { joinFilled } from '../../src/text/text.ts';
import { nameTopics } from '../about.ts';

const SAID_ONLY = { progress: 'help.progress', privacy: 'help.privacy' } as const;

/** Runs the command, or where it rests on more than a question loads says which one it is. */
export function runTarget(context: Context, commands: readonly Command[], target: Target): CommandResult {
  const { say, commandIds } = context;
  const { intent, command: name, subcommand, options, view } = target;
  if (intent === 'progress' || intent === 'privacy')
    return buildNotice(say(SAID_ONLY[intent], { command: showCommand(say, commandIds, name) }));
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) return buildNotice(say('error.gone'));
  const answer = () => command.answer({ ...context, options: new Options({ values: new Map(Object.entries(options)), subcommand }) });
  if (view === undefined) return answer();
  const typed = options.title === undefined ? undefined : String(options.title);
  return withTitle<CommandResult>(context, typed, pressForTitle(target), (title) => {
    const [action = '', ...args] = listArguments(context, target, title, view);
    const open = command.presses?.[action];
    return open === undefined ? answer() : open(context, args, []);
  });
}

/** The press that asks the same of a title that is chosen; without what led the page, where all of it is too long for an id. */
function pressForTitle({ view, ...rest }: Target): (title: Title) => string {
  return ({ id }) => {
    const plain: Target = { ...rest, options: { ...rest.options, title: id } };
    const whole: Target = view === undefined ? plain : { ...plain, view };
    return pressFor(fitsPress(whole) ? whole : plain);
  };
}

/** The action behind a button of the command's answer and what it is told; none for somebody whom only words name. */
function listArguments({ content }: Context, { command, options: { name = '' } }: Target, { id }: Title, view: string): readonly string[] {
  if (command !== 'cast') return command === 'season2' ? [view, id] : ['page', id, view];
  const who = String(name);
  const kind =
    content.get('cast', id, who) !== undefined ? 'character' : content.get('people', id, who) !== undefined ? 'person' : undefined;
  return kind === undefined ? [] : ['card', id, kind, who, view];
}

const argumentsOf = ({ intent, command, subcommand = '', view = '', options }: Target): readonly string[] => [
  ...[intent, command, subcommand, view],
  ...Object.entries(options).map(([name, value]) => `${name}=${value}`),
];

/** Whether a target fits into a custom_id, so that a press can ask for it. */
export const fitsPress = (target: Target): boolean => fitsCustomId('ask', 'open', ...argumentsOf(target));

/** The press that answers as if it had been asked for. */
export const pressFor = (target: Target): string => buildCustomId('ask', 'open', ...argumentsOf(target));

/** The press that shows the same to all in the channel, as the command would; undefined where it is not facts, or too long. */
export function nameShared(context: Context, commands: readonly Command[], target: Target): string | undefined {
  const { command: name, subcommand, options, view } = target;
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined || !isOfFacts(command)) return undefined;
  const title = titleOf(context, target);
  const behind = view === undefined || title === undefined ? [] : listArguments(context, target, title, view);
  if (behind.length > 0) return buildAgainId('all', [name, ...behind]);
  const typed = joinFilled([`/${name}`, subcommand], ' ');
  return buildAgainId('all', [typed, ...Object.entries(options).map(([option, value]) => `${option}=${value}`)]);
}

function titleOf(context: Context, { options }: Pick<Target, 'options'>) {
  return options.title === undefined ? titleOfServer(context) : context.content.title(String(options.title));
}

const INTENTS: ReadonlySet<string> = new Set<Intent>([
  ...(['card', 'cast', 'awards', 'season2', 'about', 'places', 'section', 'episode', 'episodes', 'ost'] as const),
  ...(['quoteToday', 'quoteRandom', 'quoteFind', 'quiz', 'sources', 'progress', 'privacy', 'help'] as const),
]);
const isIntent = (text: string): text is Intent => INTENTS.has(text);

/** What a press asks for; a forged one asks for help. */
export function readTarget([intent = '', command = '', subcommand = '', view = '', ...typed]: readonly string[]): Target {
  if (!isIntent(intent)) return { intent: 'help', command: 'help', options: {} };
  const options = typed.map((one): [string, string | number] => {
    const [name = '', ...rest] = one.split('=');
    const value = rest.join('=');
    return [name, name === 'number' || name === 'episode' ? Number(value) : value];
  });
  return {
    intent,
    command,
    options: Object.fromEntries(options),
    ...given({ subcommand: subcommand || undefined, view: view || undefined }),
  };
}

/** In the asker's language, as a name or the name of a kind: "Moon Gang-tae", "Awards". */
export function nameTarget(context: Context, { intent, options, view }: Target): string {
  const { say, content } = context;
  const named = (typed: string | number | undefined): readonly string[] =>
    typed === undefined ? [] : [nameOf(context, options.title, String(typed))];
  switch (intent) {
    case 'card':
      return say('ask.card', { name: named(options.name).join('') });
    case 'awards': {
      const names = [...named(options.who), ...named(options.ceremony)];
      if (names.length > 0) return say('ask.awardsOf', { name: names.join(' · ') });
      return say(options.result === 'nominated' ? 'ask.nominated' : 'ask.awards');
    }
    case 'episode':
      return say('ask.episode', { number: options.number ?? 1 });
    case 'ost':
      return options.artist === undefined ? say('ask.ost') : say('ask.ostBy', { name: options.artist });
    case 'quoteFind':
      return options.words === undefined
        ? say('ask.quotesBy', { name: named(options.speaker).join('') })
        : say('ask.quotesWith', { words: options.words });
    case 'about': {
      const title = titleOf(context, { options });
      return (title && nameTopics(context, title, topicsOf(view ?? ''))) ?? say('ask.about');
    }
    case 'section': {
      const title = content.title(String(options.title ?? '')) ?? content.titles()[0];
      const section = title?.sections.find(({ id }) => id === view);
      return section?.heading ?? say(view === 'details' ? 'about.details' : 'ask.about');
    }
    case 'season2':
      return say(view === undefined ? 'ask.season2' : 'season.remake');
    default:
      return say(`ask.${intent}`);
  }
}

/** The name of an id, in the reader's script; what was typed where it is none. */
function nameOf({ content }: Context, titleId: string | number | undefined, id: string): string {
  const title = String(titleId ?? '');
  const titles = content.title(title) === undefined ? content.titles().map(({ id: one }) => one) : [title];
  const record = titles.flatMap(
    (one) => content.get('cast', one, id) ?? content.get('people', one, id) ?? content.get('ceremonies', one, id) ?? [],
  )[0];
  return record?.name ?? id;
}
