/** What the admins of a server are told, in words: in their channel for notices, or with the next private answer to one of them. */

import { showCommand } from '../language/show.ts';
import { listDailies } from '../state/dailies.ts';
import type { Notice, NoticeCause } from '../state/notices.ts';
import type { ServerSettings } from '../state/types.ts';
import { describeReason } from './reasons.ts';
import type { Say } from './types.ts';

/** What hinders most comes first. */
const CAUSES: readonly NoticeCause[] = [
  'suspended',
  'channel-gone',
  'pack-removed',
  'no-line',
  'missed',
  'role-gone',
  'tag-gone',
  'correction-answered',
];
/** Who knows these need not be told that posts were missed as well. */
const SAY_WHY: ReadonlySet<NoticeCause> = new Set(['suspended', 'channel-gone', 'pack-removed', 'no-line']);
/** Where each is looked into, or mended. */
const COMMAND_OF: Readonly<Record<NoticeCause, string>> = {
  suspended: 'health',
  missed: 'health',
  'channel-gone': 'config panel',
  'pack-removed': 'config panel',
  'no-line': 'config panel',
  'role-gone': 'config panel',
  'tag-gone': 'config panel',
  'correction-answered': 'config panel',
};

export interface NoticeSpeaker {
  readonly say: Say;
  readonly commandIds: ReadonlyMap<string, string>;
  readonly settings: ServerSettings;
}

/** A sentence for each cause, what hinders most first; one for all that is over. */
export function describeNotices({ say, commandIds, settings }: NoticeSpeaker, notices: readonly Notice[]): readonly string[] {
  const lasting = CAUSES.filter((cause) => notices.some((notice) => notice.cause === cause && notice.endedAtMs === null));
  const knowsWhy = lasting.some((cause) => SAY_WHY.has(cause));
  // A post is suspended because its channel is gone, and says so.
  const told = lasting.filter((cause) => !(cause === 'missed' && knowsWhy) && !(cause === 'channel-gone' && lasting.includes('suspended')));
  const suspended = listDailies(settings).find(({ suspendedReason }) => suspendedReason !== null);
  const reason = describeReason(say, suspended?.suspendedReason ?? 'forbidden');
  return [
    ...told.map((cause) => say(`notice.${cause}`, { reason, command: showCommand(say, commandIds, COMMAND_OF[cause]) })),
    ...(notices.some(({ endedAtMs }) => endedAtMs !== null) ? [say('notice.recovered')] : []),
  ];
}
