/** What servers are to be told: troubles, news of a next season, a greeting; and servers the bot has left. */
import type { z } from 'zod';
import type { CamelRow } from './rows/camel.ts';
import type { DepartureRow, NoticeRow, OutboxRow, SeasonNoticeRow } from './rows/notices.ts';

export type OutboxItem = CamelRow<z.infer<typeof OutboxRow>>;
export type SeasonNotice = CamelRow<z.infer<typeof SeasonNoticeRow>>;
export type Departure = CamelRow<z.infer<typeof DepartureRow>>;
export type Notice = CamelRow<z.infer<typeof NoticeRow>>;
export type NoticeCause = Notice['cause'];

/** The one message with which a server is greeted that has added the bot; done for a server that had it before there were any. */
export type Welcome = OutboxItem;

/** Between two times that the admins of a server are told of troubles. */
export const NOTICE_PAUSE_MS = 24 * 60 * 60_000;

/** The subject of what keeps one of the daily posts from coming. */
export function subjectOfDaily(slot: number): string {
  return `daily ${slot}`;
}

/** Undefined for what is about none of them. */
export function slotOfSubject(subject: string): number | undefined {
  const slot = /^daily (\d)$/.exec(subject)?.[1];
  return slot === undefined ? undefined : Number(slot);
}
