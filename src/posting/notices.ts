/** Tells the admins of a server, in the channel they chose and at most once a day, what keeps its daily post away, and that it is over. */
import { describeNotices } from '../bot/notices.ts';
import { localDateAt } from '../calendar/clock.ts';
import { chooseAmong, chooseServerLocale } from '../language/locale.ts';
import { showCommand } from '../language/show.ts';
import { dressMessage } from '../message/plain.ts';
import { buildMessage } from '../message/reply.ts';
import { NOTICE_PAUSE_MS, type Notice, type NoticeCause, subjectOfDaily } from '../state/notices.ts';
import { listPages } from '../state/pages.ts';
import { type DailyKey, type Delivery, MOST_DAILIES } from '../state/types.ts';
import { postOnce } from './send.ts';
import type { DailyPorts, NewsPorts } from './types.ts';

const PAGE_SIZE = 200;
/** An admin wanted no post on these dates, so none counts as missed. */
const WANTED: ReadonlySet<string> = new Set(['skipped-by-admin', 'switched-off']);
const CAUSE_OF: Readonly<Record<string, NoticeCause>> = {
  'no-line': 'no-line',
  'title-missing': 'pack-removed',
  'channel-missing': 'channel-gone',
};

/** Notes what a date that stayed without its post is to be told of; call it once the ledger has the date. */
export async function noteUnposted(
  { state, now }: Pick<DailyPorts, 'state' | 'now'>,
  { guildId, slot }: DailyKey,
  reason: string,
): Promise<void> {
  const cause = CAUSE_OF[reason];
  // Who is told this reason need not be told as well that a post was missed.
  if (cause !== undefined) return state.noteTrouble(guildId, cause, subjectOfDaily(slot), now());
  const isMissed = ({ state: outcome, reason: why }: Delivery) =>
    (outcome === 'missed' || outcome === 'failed' || outcome === 'unknown') && !WANTED.has(why ?? '');
  const latest = (await state.loadDeliveries(guildId, 2 * MOST_DAILIES)).filter((delivery) => delivery.slot === slot).slice(0, 2);
  if (latest.length === 2 && latest.every(isMissed)) await state.noteTrouble(guildId, 'missed', subjectOfDaily(slot), now());
}

/** Posts what waits, one server after the other: troubles are rare. Throws only when the state cannot be read or written. */
export async function postNotices(ports: NewsPorts, isStopping: () => boolean = () => false): Promise<void> {
  const { state, now, breaker } = ports;
  const load = (size: number, after?: string) => state.loadGuildsToNotify(now() - NOTICE_PAUSE_MS, size, after);
  for await (const page of listPages(PAGE_SIZE, load, (guildId) => guildId)) {
    for (const guildId of page) {
      if (isStopping() || breaker?.admits('followUp') === false) return;
      await postNoticesOf(ports, guildId);
    }
  }
}

async function postNoticesOf(ports: NewsPorts, guildId: string): Promise<void> {
  const { state, now, languages, commandIds, log } = ports;
  const settings = await state.loadSettings(guildId);
  const notices = await state.loadNotices(guildId, now() - NOTICE_PAUSE_MS);
  if (settings.noticesChannelId === null || notices.length === 0) return;
  const say = languages.say(chooseAmong(languages.codes, chooseServerLocale(settings)));
  const where = say('notice.where', { command: showCommand(say, commandIds(), 'config notices') });
  const sentences = describeNotices({ say, commandIds: commandIds(), settings }, notices);
  const noteTold = () => state.saveChanges([{ kind: 'note-told', guildId, notices }], now());
  if (sentences.length === 0) {
    await noteTold();
    return;
  }
  const message = buildMessage({ blocks: [sentences.join('\n')], footnotes: [where], isQuiet: true });
  const dressed = dressMessage(message, settings.replyStyle);
  const what = ['notice', guildId, localDateAt(now(), 'UTC'), ...notices.map(nameNotice)];
  const sent = await postOnce(ports, settings.noticesChannelId, dressed, ...what);
  // One that may have arrived counts as told: a second one would only annoy.
  if (sent.ok || sent.failure.maybeSent) await noteTold();
  else {
    log.warn({ guildId, ...sent.failure }, 'a notice to the admins was not accepted; the next of them to use a command is told');
    await state.noteNoticesTried(guildId, now());
  }
}

function nameNotice({ cause, subject, endedAtMs }: Notice): string {
  return `${cause} ${subject} ${endedAtMs ?? ''}`;
}
