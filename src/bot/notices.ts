/** What the admins of a server are told, in words: in their channel for notices, or with the next private answer to one of them. */

import { showCommand } from '../language/show.ts';
import { listDailies } from '../state/dailies.ts';
import { type Notice, type NoticeCause, slotOfSubject } from '../state/notices.ts';
import { NoticeRow } from '../state/rows/notices.ts';
import type { ServerSettings } from '../state/types.ts';
import { describeReason } from './reasons.ts';
import type { Say } from './types.ts';

/** Each explains why posts were missed, so that they were is not said beside it. */
const SAY_WHY: ReadonlySet<NoticeCause> = new Set(['suspended', 'channel-gone', 'pack-removed', 'no-line']);
const SUSPENDED: ReadonlySet<NoticeCause> = new Set(['suspended']);
/** Of these `/health` shows more; the others are mended in the panel. */
const IN_HEALTH: ReadonlySet<NoticeCause> = new Set(['suspended', 'missed']);

export interface NoticeSpeaker {
  readonly say: Say;
  readonly commandIds: ReadonlyMap<string, string>;
  readonly settings: ServerSettings;
}

/** A sentence for each, what hinders most first; one for all that is over; none for what is no trouble any more. */
export function describeNotices({ say, commandIds, settings }: NoticeSpeaker, notices: readonly Notice[]): readonly string[] {
  const lasting = notices.filter(({ endedAtMs }) => endedAtMs === null);
  const isToldOf = ({ subject }: Notice, causes: ReadonlySet<NoticeCause>): boolean =>
    lasting.some((other) => other.subject === subject && causes.has(other.cause));
  const sentences = NoticeRow.shape.cause.options
    .flatMap((cause) => lasting.filter((notice) => notice.cause === cause))
    .flatMap((notice): readonly string[] => {
      const { cause, subject } = notice;
      if (cause === 'missed' && isToldOf(notice, SAY_WHY)) return [];
      // A post is suspended because its channel is gone, and says so.
      if (cause === 'channel-gone' && isToldOf(notice, SUSPENDED)) return [];
      // Another channel was chosen since, or none.
      if (cause === 'review-channel' && settings.suggestions?.channelId !== subject) return [];
      if (cause === 'news-channel' && settings.seasonNewsChannelId !== subject) return [];
      const slot = slotOfSubject(subject);
      const suspendedFor = listDailies(settings).find((one) => one.slot === slot)?.suspendedReason ?? null;
      // Somebody has started it again; when a post comes, that is told.
      if (cause === 'suspended' && suspendedFor === null) return [];
      const reason = suspendedFor === null ? '' : describeReason(say, suspendedFor);
      const command = showCommand(say, commandIds, IN_HEALTH.has(cause) ? 'health' : 'config panel');
      const sentence = say(`notice.${cause}`, { reason, command });
      return [slot === undefined || slot === 1 ? sentence : `**${say('health.other', { slot })}** ${sentence}`];
    });
  return [...new Set(sentences), ...(notices.length > lasting.length ? [say('notice.recovered')] : [])];
}
