/** The next episode of a rewatch: the limit goes up in the state, and with it goes what is said about it, to be sent once. */
import type { UnpostedReason } from '../bot/reasons.ts';
import { inLanguage } from '../content/in-language.ts';
import { chooseAmong, chooseServerLocale } from '../language/locale.ts';
import { accentOf } from '../language/show.ts';
import { advance } from '../lines/rewatch.ts';
import { dressMessage } from '../message/plain.ts';
import { buildMessage } from '../message/reply.ts';
import type { SeasonNotice } from '../state/notices.ts';
import type { Rewatch } from '../state/rewatch.ts';
import { escapeMarkdown } from '../text/text.ts';
import { buildWaiting } from './outbox.ts';
import { guardRequest, postOnce, SEND_DEADLINE_MS } from './send.ts';
import type { NewsPorts, PostResult } from './types.ts';

const PAGE_SIZE = 200;
const MARK = 'rewatch';
const THREAD = 'thread';

/** Opens every episode whose time has come. Safe to repeat: of two at once one finds the other's work. Throws only when the state cannot be read or written. */
export async function advanceRewatches(ports: NewsPorts, isStopping: () => boolean = () => false): Promise<number> {
  const { state, log } = ports;
  let opened = 0;
  for (;;) {
    const page = await state.loadDueRewatches(ports.now(), PAGE_SIZE);
    let moved = 0;
    for (const rewatch of page) {
      if (isStopping()) return opened;
      if (!(await openEpisode(ports, rewatch))) continue;
      moved += 1;
      log.info({ guildId: rewatch.guildId, titleId: rewatch.titleId }, 'an episode of a rewatch was opened');
    }
    opened += moved;
    // What could not be moved on would come again for ever.
    if (page.length < PAGE_SIZE || moved === 0) return opened;
  }
}

async function openEpisode({ state, content, now }: NewsPorts, rewatch: Rewatch): Promise<boolean> {
  const nowMs = now();
  const title = content().title(rewatch.titleId);
  // Of a title that is gone nothing can be opened; it waits for the packs, as a limit would.
  const step = title === undefined ? null : advance(rewatch, title.last_episode, nowMs);
  if (step === null) return false;
  const { channelId, guildId, titleId, startDate, opensThread } = rewatch;
  const notice: SeasonNotice | null =
    channelId === null
      ? null
      : {
          guildId,
          titleId,
          newsKey: [MARK, startDate, step.episode, ...(opensThread ? [THREAD] : [])].join('>'),
          channelId,
          ...buildWaiting(nowMs),
        };
  return (await state.saveChanges([{ kind: 'advance-rewatch', read: rewatch, ...step, notice }], nowMs)) === 'saved';
}

/** Whether what waits is an episode of a rewatch rather than news of a season. */
export function isOfRewatch({ newsKey }: Pick<SeasonNotice, 'newsKey'>): boolean {
  return newsKey.startsWith(`${MARK}>`);
}

/** The post that says so, and its thread where one is wanted; or why there is none. */
export async function prepareEpisode(ports: NewsPorts, notice: SeasonNotice): Promise<(() => Promise<PostResult>) | UnpostedReason> {
  const { guildId, titleId, newsKey, channelId } = notice;
  const [, startDate = '', number = '', thread] = newsKey.split('>');
  const settings = await ports.state.loadSettings(guildId);
  const locale = chooseAmong(ports.languages.codes, chooseServerLocale(settings));
  const say = ports.languages.say(locale);
  const content = inLanguage(ports.content(), locale);
  const title = content.title(titleId);
  if (title === undefined) return 'title-missing';
  const episode = Number(number);
  const name = content.episode(titleId, episode)?.title;
  const heading = name === undefined ? say('progress.episode', { episode }) : say('progress.episodeNamed', { episode, name });
  const about = { title: escapeMarkdown(title.name), episode, last: title.last_episode };
  const message = buildMessage({
    accent: accentOf(title),
    blocks: [`## ${escapeMarkdown(heading)}\n${say('rewatch.open', about)}`, episode === title.last_episode ? say('rewatch.last') : ''],
    footnotes: [say('rewatch.limit', about)],
  });
  const shown = dressMessage(message, settings.replyStyle);
  return async () => {
    const posted = await postOnce(ports, channelId, shown, MARK, guildId, titleId, startDate, number);
    const { followUps, log } = ports;
    if (!posted.ok || thread !== THREAD || followUps === undefined) return posted;
    const opened = await guardRequest(log, channelId, SEND_DEADLINE_MS, () =>
      followUps.openThread(channelId, posted.messageId, heading, SEND_DEADLINE_MS),
    );
    // The post is out; a thread is something more.
    if (!opened.ok) log.warn({ guildId, ...opened.failure }, 'no thread could be opened under an episode of a rewatch');
    return posted;
  };
}
