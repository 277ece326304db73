/** `/config rewatch`: the server watches a title again together, and the limit of what it shows openly goes up by itself. */

import type { Context, Reply, Title } from '../../src/bot/types.ts';
import { localDateAt } from '../../src/calendar/clock.ts';
import { readDate } from '../../src/calendar/dates.ts';
import { guessZone } from '../../src/calendar/zone-guess.ts';
import { readZone } from '../../src/calendar/zones.ts';
import { showCommand, showTitle } from '../../src/language/show.ts';
import { dueOfEpisode, episodeOfDate } from '../../src/lines/rewatch.ts';
import { buildButton, buildNotice } from '../../src/message/reply.ts';
import type { Rewatch } from '../../src/state/rewatch.ts';
import { cleanTyped, escapeMarkdown, joinFilled } from '../../src/text/text.ts';
import { askDate } from './daily-asks.ts';
import { decodeSnowflake, encodeSnowflake } from './daily-code.ts';
import { canPostIn, DEFAULT_TIME, LONGEST_CLOCK } from './daily-form.ts';
import { describeLacking, describeRewatch } from './describe.ts';
import { buildPanelId } from './panel-id.ts';

export const PACES = ['daily', 'weekly', 'off'] as const;
const LONGEST_TYPED = 40;

/** Without a date it begins today; without a pace, an episode a day. */
export function answerRewatch(context: Context): Reply {
  const { options, content, say, commandIds } = context;
  const pace = PACES.find((one) => one === options.text('pace'));
  if (pace === 'off') return stopRewatch(context);
  const typed = options.text('start');
  if (typed === undefined && pace === undefined) {
    return buildNotice(describeRewatch(context) || say('config.rewatch.none', { command: showCommand(say, commandIds, 'config rewatch') }));
  }
  const title = titleOfRewatch(context);
  if (title === undefined || title.kind === 'film') {
    const shown = title ?? content.titles()[0];
    const command = showCommand(say, commandIds, 'config title');
    return buildNotice(shown === undefined ? say('config.titleUnset') : say('config.rewatch.film', { title: showTitle(shown), command }));
  }
  return startRewatch(context, title, typed, pace ?? 'daily');
}

/** From the question whether a date in words is the one that is meant; forged ids are checked like typing. */
export function startAsked(context: Context, [startDate = '', paceName, zoneName = '', channelId = '', thread]: readonly string[]): Reply {
  const { settings, locale, nowMs, say } = context;
  const title = titleOfRewatch(context);
  const pace = PACES.find((one) => one === paceName);
  const zone = readZone(zoneName, locale, nowMs).value;
  const date = readDate(startDate, locale, localDateAt(nowMs, zone ?? 'UTC')).value;
  if (title === undefined || title.kind === 'film' || pace === undefined || pace === 'off' || zone === null || date === null) {
    return buildNotice(say('error.oldButton'));
  }
  const plan = { startDate: date, pace, zone, time: settings.daily?.time ?? DEFAULT_TIME };
  return saveRewatch(context, title, {
    plan,
    channelId: channelId === '' ? null : decodeSnowflake(channelId),
    opensThread: thread === '1',
  });
}

function titleOfRewatch({ settings, content }: Context): Title | undefined {
  return settings.title === null ? content.titles().find(({ kind }) => kind === 'drama') : content.title(settings.title);
}

function startRewatch(context: Context, title: Title, typed: string | undefined, pace: Exclude<(typeof PACES)[number], 'off'>): Reply {
  const { options, settings, caller, nowMs, locale, say } = context;
  const channel = options.channel('channel');
  if (channel !== undefined && !canPostIn(channel)) return buildNotice(say('config.wrongChannelType'));
  const typedZone = cleanTyped(options.text('zone') ?? '', LONGEST_CLOCK.zone);
  const named = typedZone === '' ? undefined : readZone(typedZone, locale, nowMs).value;
  if (named === null) return buildNotice(say('config.rewatch.zone', { typed: escapeMarkdown(typedZone) }));
  const zone = named ?? settings.daily?.zone ?? guessZone(caller.userLocale)?.zone ?? 'UTC';
  const today = localDateAt(nowMs, zone);
  const start = cleanTyped(typed ?? '', LONGEST_TYPED);
  const read = typed === undefined ? { candidates: [today], isRelative: false } : readDate(start, locale, today);
  const [startDate] = read.candidates;
  if (startDate === undefined) return buildNotice(say('config.pause.unclear', { typed: escapeMarkdown(start), example: today }));
  const opensThread = options.flag('thread') ?? false;
  const channelId = channel?.id ?? (settings.daily?.place === 'channel' ? settings.daily.channelId : caller.channelId);
  const lacking =
    channel === undefined ? '' : describeLacking(say, channel, { style: 'text', opensThread, pins: false, pingsClosedRole: false });
  const idOf = (date: string) =>
    buildPanelId('rewatch', date, pace, zone, channelId === null ? '' : encodeSnowflake(channelId), opensThread ? '1' : '0');
  const wantedFrom = (date: string): Wanted => ({
    plan: { startDate: date, pace, zone, time: settings.daily?.time ?? DEFAULT_TIME },
    ...{ channelId, opensThread },
  });
  if (read.isRelative) {
    const describe = (date: string) => describeRewatch({ ...context, rewatch: buildRewatch(context, title, wantedFrom(date)) });
    const notes = lacking === '' ? [] : [lacking];
    return askDate(context, { typed: start, dates: read.candidates, idOf, backId: buildPanelId('view', 'main'), describe, notes });
  }
  return saveRewatch(context, title, wantedFrom(startDate), lacking);
}

type Wanted = Pick<Rewatch, 'channelId' | 'opensThread'> & { readonly plan: Pick<Rewatch, 'startDate' | 'pace' | 'zone' | 'time'> };

/** From the episode on whose turn it is today. */
function buildRewatch({ settings, nowMs }: Context, title: Title, { plan, channelId, opensThread }: Wanted): Rewatch {
  const current = Math.max(1, episodeOfDate(plan, localDateAt(nowMs, plan.zone)));
  const nextDueAtMs = dueOfEpisode(plan, current);
  return { ...plan, guildId: settings.guildId, titleId: title.id, channelId, opensThread, episode: 0, nextDueAtMs };
}

/** @param lacking What Nabi may not do in the channel, in words. */
function saveRewatch(context: Context, title: Title, wanted: Wanted, lacking = ''): Reply {
  const { settings, nowMs, say } = context;
  const { plan } = wanted;
  if (episodeOfDate(plan, localDateAt(nowMs, plan.zone)) > title.last_episode) return buildNotice(say('config.rewatch.over'));
  const rewatch = buildRewatch(context, title, wanted);
  const text = joinFilled([`## ${say('config.saved')}`, describeRewatch({ ...context, rewatch }), say('config.rewatch.effect'), lacking]);
  const panel = buildButton({ label: say('config.button.panel'), id: buildPanelId('view', 'main') });
  return {
    ...buildNotice(text, [[panel]]),
    changes: [{ kind: 'set-rewatch', guildId: settings.guildId, rewatch }],
  };
}

function stopRewatch({ rewatch, settings, say, commandIds }: Context): Reply {
  if (rewatch === null) return buildNotice(say('config.rewatch.none', { command: showCommand(say, commandIds, 'config rewatch') }));
  return {
    ...buildNotice(say('config.rewatch.stopped')),
    changes: [{ kind: 'set-rewatch', guildId: settings.guildId, rewatch: null }],
  };
}
