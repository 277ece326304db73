/** The one message in a server that has just added Nabi: what it does, and the two choices that matter. Its presses are those of `/setup`. */
import { showCommand, showTitles } from '../language/show.ts';
import { buildCustomId } from '../message/custom-id.ts';
import { buildButton, buildChannelSelect, buildMessage, type Message } from '../message/reply.ts';
import { buildCeilingSelect } from './ceiling-steps.ts';
import { DAILY_CHANNEL_TYPES } from './permissions.ts';
import { titleOfServer } from './titles.ts';
import type { Context } from './types.ts';

/** @param done What has been chosen here, a line each; the choices stay, so that they can be changed. */
export function buildWelcome(
  context: Pick<Context, 'say' | 'locale' | 'content' | 'settings' | 'commandIds'>,
  done: readonly string[] = [],
): Message {
  const { say, locale, content, commandIds } = context;
  const command = (path: string) => showCommand(say, commandIds, path);
  const title = titleOfServer(context);
  const press = (action: string, ...args: readonly string[]) => buildCustomId('setup', action, ...args);
  const asked = [say('welcome.daily'), say('welcome.spoilers'), say('welcome.who')];
  return buildMessage({
    blocks: [
      `## ${say('help.heading')}`,
      [
        say('help.askMe', { list: showTitles(say, locale, content.titles()) }),
        say('welcome.try', { ask: command('ask'), help: command('help') }),
      ].join('\n'),
      (done.length === 0 ? asked : done).join('\n'),
    ],
    rows: [
      buildChannelSelect(press('channel'), say('welcome.channel'), DAILY_CHANNEL_TYPES),
      title === undefined ? undefined : buildCeilingSelect(context, title, press('ceiling', title.id)),
      [
        buildButton({ label: say('welcome.more'), id: press('panel') }),
        buildButton({ label: say(done.length === 0 ? 'welcome.notNow' : 'welcome.done'), id: press('close') }),
      ],
    ],
  });
}
