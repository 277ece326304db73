/** `/setup`: the settings, for those who look for them first; and the presses of the message that greets a new server. */

import { PICKED } from '../src/answer/request.ts';
import type { Command, Context, EffectResult, Reply } from '../src/bot/types.ts';
import { buildWelcome } from '../src/bot/welcome.ts';
import { showCommand } from '../src/language/show.ts';
import { buildNotice } from '../src/message/reply.ts';
import { DEFAULT_DAILY_OPTIONS } from '../src/state/types.ts';
import { saveCeiling } from './config/choices.ts';
import { pickChannel } from './config/daily.ts';
import { describeLacking, describeSetting } from './config/describe.ts';
import { withPatch } from './config/history.ts';
import { config } from './config/index.ts';
import { show } from './config/saving.ts';

export const setup: Command = {
  name: 'setup',
  visibility: 'private',
  place: 'server',
  ...(config.needs === undefined ? {} : { needs: config.needs }),
  answer: (context) => show(context, 'main'),
  presses: {
    channel: (context) => turnOver(context, pickChannel(context), sayLacking(context)),
    ceiling: (context, [titleId = ''], [episode = '']) => turnOver(context, saveCeiling(context, titleId, episode)),
    panel: (context) => ({ ...show(context, 'main'), place: 'new' }),
    close: closeGreeting,
  },
};

/** The greeting with what is chosen now, for all who see it; what could not be chosen is said to whoever pressed. */
function turnOver(context: Context, reply: Reply, note = ''): Reply {
  const change = reply.changes?.find((one) => one.kind === 'set-server');
  if (change === undefined) return { ...reply, place: 'new' };
  const { patch } = change;
  const after = withPatch(context, patch);
  const seen = { ...after, say: after.languages.say(after.publicLocale), locale: after.publicLocale };
  const done = (['daily', 'ceilings'] as const).filter((name) => patch[name] !== undefined || context.settings[name] !== null);
  return {
    ...reply,
    place: 'shared',
    message: buildWelcome(seen, [...done.map((name) => describeSetting(seen, seen.settings, name, true)), ...(note === '' ? [] : [note])]),
  };
}

/** What the bot may not do in the channel that was picked. */
function sayLacking({ options, say, settings }: Context): string {
  const channel = options.channel(PICKED);
  const use = { ...(settings.daily ?? DEFAULT_DAILY_OPTIONS), pingsClosedRole: false };
  return channel === undefined ? '' : describeLacking(say, channel, use);
}

/** Takes the greeting away. Somebody who presses a copy of it long after has nothing to take away. */
function closeGreeting(context: Context): Reply {
  const { say, commandIds, caller, messageId } = context;
  const about = { setup: showCommand(say, commandIds, 'setup') };
  const closed = buildNotice(say('welcome.closed', about));
  if (caller.channelId === null || messageId === undefined) return closed;
  return {
    ...closed,
    after: {
      effect: { kind: 'delete-message', channelId: caller.channelId, messageId },
      settle: (result: EffectResult) => (result.ok ? closed : buildNotice(say('welcome.notClosed', about))).message,
    },
  };
}
