/**
 * When an update of the packs changes the state of a next season, each server that asked for it is told once. What was known last is
 * kept beside the settings, so an update while the bot was down is noticed at the next start; a notice is on disk before it is sent.
 */

import type { UnpostedReason } from '../bot/reasons.ts';
import { chooseServerLocale } from '../language/locale.ts';
import { accentOf, buildHeading, showCommand, showDate, showLink } from '../language/show.ts';
import { dressMessage, type PlainMessage } from '../message/plain.ts';
import { buildMessage, type Message } from '../message/reply.ts';
import type { NextSeason, Title } from '../packs/schema.ts';
import type { SeasonNotice } from '../state/notices.ts';
import { listPages } from '../state/pages.ts';
import type { ServerSettings } from '../state/types.ts';
import { escapeMarkdown, joinFilled } from '../text/text.ts';
import { isLasting, judgeFailure } from './failure.ts';
import { attemptFromOutbox, buildWaiting, type OutboxKind } from './outbox.ts';
import { isOfRewatch, prepareEpisode } from './rewatch.ts';
import { postOnce } from './send.ts';
import type { NewsPorts, PostResult } from './types.ts';

const PAGE_SIZE = 200;
/** News that could not be told for so long is told by `/season2`. */
const LATEST_MS = 3 * 24 * 60 * 60_000;

type SeasonState = NextSeason['state'];
const STATES: readonly string[] = ['none-announced', 'announced', 'in-production', 'dated', 'cancelled'] satisfies readonly SeasonState[];

/**
 * Compares the content with what was known last and puts a notice on the way to every server that asked for news. A title seen for the
 * first time is only remembered. Safe to repeat: the same news reaches a server once.
 */
export async function noteSeasonNews(ports: NewsPorts): Promise<void> {
  const { state, log } = ports;
  const content = ports.content();
  for (const title of content.titles()) {
    const next = content.nextSeason(title.id);
    if (next === undefined) continue;
    const key = `season:${title.id}`;
    const known = await state.loadMeta(key);
    if (known === next.state) continue;
    if (known !== null && isState(known)) {
      const newsKey = `${known}>${next.state}>${next.checked_on}`;
      const servers = await addNotices(ports, title, newsKey);
      log.info({ title: title.id, from: known, to: next.state, servers }, 'the state of a next season changed');
    }
    // Last, so that a crash before it repeats the notices, which are added once.
    await state.saveMeta(key, next.state);
  }
}

async function addNotices({ state, now }: NewsPorts, title: Title, newsKey: string): Promise<number> {
  let count = 0;
  for await (const page of listPages(PAGE_SIZE, state.loadSeasonSubscribers, ({ guildId }) => guildId)) {
    const nowMs = now();
    const notices = page.flatMap(({ guildId, seasonNewsChannelId }): SeasonNotice[] =>
      seasonNewsChannelId === null ? [] : [{ guildId, titleId: title.id, newsKey, channelId: seasonNewsChannelId, ...buildWaiting(nowMs) }],
    );
    await state.addSeasonNotices(notices);
    count += notices.length;
  }
  return count;
}

/** Sends what waits, one after the other: news is rare, and daily posts go first. Throws only when the state cannot be read or written. */
export async function postSeasonNews(ports: NewsPorts, isStopping: () => boolean = () => false): Promise<number> {
  const kind: OutboxKind<SeasonNotice> = {
    name: 'season news',
    latestMs: LATEST_MS,
    hasNonce: true,
    save: (next, read) => saveAndTell(ports, next, read),
    prepare: (notice) => prepareNotice(ports, notice),
    judge: judgeFailure,
  };
  let posted = 0;
  for (;;) {
    const page = await ports.state.loadWaitingNotices(ports.now(), PAGE_SIZE);
    let moved = 0;
    for (const notice of page) {
      if (isStopping()) return posted;
      const outcome = await attemptFromOutbox(ports, kind, notice);
      if (outcome === 'held') return posted;
      if (outcome !== 'left') moved += 1;
      if (outcome === 'done') posted += 1;
    }
    // What could not be moved on would come again for ever.
    if (page.length < PAGE_SIZE || moved === 0) return posted;
  }
}

/** Of a channel that took no news the server's admins are told. */
async function saveAndTell({ state, now }: NewsPorts, next: SeasonNotice, read: SeasonNotice): Promise<boolean> {
  if (!(await state.saveSeasonNotice(next, read))) return false;
  if (next.state === 'failed' && isLasting(next.reason) && !isOfRewatch(next))
    await state.noteTrouble(next.guildId, 'news-channel', next.channelId, now());
  return true;
}

async function prepareNotice(ports: NewsPorts, notice: SeasonNotice): Promise<(() => Promise<PostResult>) | UnpostedReason> {
  const { guildId, titleId, newsKey, channelId } = notice;
  if (isOfRewatch(notice)) return prepareEpisode(ports, notice);
  const settings = await ports.state.loadSettings(guildId);
  if (settings.seasonNewsChannelId !== channelId) return 'switched-off';
  const message = buildNews(ports, settings, notice);
  if (message === undefined) return 'title-missing';
  return () => postOnce(ports, channelId, message, 'season', guildId, titleId, newsKey);
}

/** One post: what it was, what it is now, what that rests on. Undefined when the title is not in the packs any more. */
function buildNews(
  { content: current, languages, commandIds }: Pick<NewsPorts, 'content' | 'languages' | 'commandIds'>,
  settings: ServerSettings,
  { titleId, newsKey }: Pick<SeasonNotice, 'titleId' | 'newsKey'>,
): Message | PlainMessage | undefined {
  const content = current();
  const title = content.title(titleId);
  const next = content.nextSeason(titleId);
  const [from = '', to = ''] = newsKey.split('>');
  if (title === undefined || next === undefined || !isState(from) || !isState(to)) return undefined;
  const locale = chooseServerLocale(settings);
  const say = languages.say(locale);
  const source = content.get('sources', titleId, next.newest_source);
  const rests =
    source === undefined || next.as_of === 'undated'
      ? ''
      : say('season.newest', { date: showDate(locale, next.as_of), source: showLink(source.publisher, source.url) });
  const message = buildMessage({
    accent: accentOf(title),
    blocks: [
      buildHeading(say('season.news.heading'), title),
      joinFilled([
        say('season.news.now', { now: say(`season.state.${next.state}`) }),
        say('season.news.before', { before: say(`season.state.${from}`) }),
        escapeMarkdown(next.statement),
        rests,
      ]),
    ],
    footnotes: [say('season.news.more', { command: showCommand(say, commandIds(), 'season2') })],
  });
  return dressMessage(message, settings.replyStyle);
}

function isState(text: string): text is SeasonState {
  return STATES.includes(text);
}
