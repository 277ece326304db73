/**
 * Spoilers in every language and both styles: in a server and in private, from somewhere in the story, nothing later is told, in the
 * words of the packs or of their translations, on cards, in ordinary messages, in files and in the words for pictures.
 */

import { Locale } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildPost } from '../../src/lines/message.ts';
import { chooseLine, loadFrozenLine } from '../../src/posting/choose-line.ts';
import { planFollowUps } from '../../src/posting/follow-up.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { buildDefaultSettings, type ServerSettings } from '../../src/state/types.ts';
import { buildDaily, buildDelivery, buildSuggestion } from '../state/suite/build.ts';
import { createBot, DRAMA, FILM, languages, loadTestContent, readReply } from '../support/bot.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { askEverything, type Exchange } from '../support/replies.ts';
import { isWhole, shareOf } from '../support/share.ts';
import { findLeaks } from './leaks.ts';

const TELLING = ['cast', 'awards', 'season2', 'quote', 'about', 'episodes', 'ost', 'sources', 'quiz', 'progress'];
const STYLES = ['card', 'plain'] as const;
const reachedAt = (episode: number) => ({ [DRAMA]: episode, [FILM]: episode % 2 });
const TURNING_POINTS = [1, 6, 12, 13, 15];
const PARTS = 8;
const LIMITS = Array.from({ length: 15 }, (_, index) => index + 1);
const codes = z.array(z.enum(Locale)).parse(languages.codes);

/**
 * Everything together takes many minutes, so `npm run proofs` does that; here each language is walked once where all see it, every other privately,
 * by some of the commands. */
const walks = codes.flatMap((locale, index) =>
  STYLES.flatMap((replyStyle, style) =>
    TURNING_POINTS.flatMap((episode, turn) =>
      (['all', 'one'] as const)
        .filter((who) => {
          const isTurn = (index + turn) % TURNING_POINTS.length === 0;
          const isStyle = (index + style + (who === 'all' ? 0 : 1)) % STYLES.length === 0;
          return isWhole || (isTurn && isStyle && (who === 'all' || index % 2 === 1));
        })
        .map((who) => ({ locale, replyStyle, episode, who, only: shareOf(TELLING, index + turn + style, PARTS) })),
    ),
  ),
);

it.each(walks)('in $locale at episode $episode, as $replyStyle, nothing later is told where $who can see it', async (walk) => {
  const { locale, replyStyle, episode, who, only } = walk;
  const reached = reachedAt(episode);
  const isForAll = ({ type, reply }: Exchange) => type !== 4 && reply.form === undefined && !reply.isPrivate;
  const content = loadTestContent();
  const asked = { brief: true, only, stays: !isWhole, surroundings: { locale } } as const;
  if (who === 'all') {
    const bot = createBot({ settings: { ceilings: reached, replyStyle, locale }, progress: reachedAt(15) });
    const seen = (await askEverything(bot, content, { ...asked, follow: 'public' })).filter(isForAll);
    expect(seen.length).toBeGreaterThan(isWhole ? 200 : 5);
    expect(findLeaks(seen, content, reached, 'open', locale)).toEqual([]);
  } else {
    const bot = createBot({ settings: { ceilings: reachedAt(15), replyStyle }, progress: reached });
    const seen = (await askEverything(bot, content, asked)).filter((exchange) => !isForAll(exchange));
    expect(seen.length).toBeGreaterThan(isWhole ? 500 : 5);
    expect(findLeaks(seen, content, reached, 'anywhere', locale)).toEqual([]);
  }
});

it.each(codes.filter((code) => code !== 'en-US'))('what is told late is recognized in the words of %s', async (locale) => {
  const bot = createBot({ settings: { ceilings: reachedAt(15), locale }, progress: reachedAt(15) });
  const exchanges = await askEverything(bot, loadTestContent(), { brief: true, only: ['episodes'], surroundings: { locale } });
  const leaks = findLeaks(exchanges, loadTestContent(), reachedAt(1), 'open', locale);
  expect(leaks.filter(({ from }) => from.startsWith(`${locale} `)).length).toBeGreaterThan(3);
});

describe.each(codes)('the daily post in %s, with lines of the community', (locale) => {
  it.each(STYLES)(
    'tells nothing later than the server’s limit, in its words, its picture’s and its thread’s, as %s',
    async (replyStyle) => {
      const content = loadTestContent();
      const state = openSqliteState(':memory:');
      const episodes = [...Array.from({ length: 16 }, (_, index) => index + 1), null];
      await state.saveChanges(
        episodes.map((episode) => ({
          kind: 'add-suggestion',
          suggestion: buildSuggestion({
            id: `9${episode ?? 0}`,
            titleId: DRAMA,
            text: `What a member wrote of episode ${episode ?? 16}.`,
            episode,
            state: 'approved',
            tone: 'gentle',
          }),
        })),
        1,
      );
      const ports = {
        state,
        content: () => content,
        poster: { postMessage: neverPosted },
        buildPost,
        now: () => 0,
        log: createRecordingLog(),
      };
      let fromMembers = 0;
      for (const episode of shareOf(LIMITS, codes.indexOf(locale) + STYLES.indexOf(replyStyle), 5)) {
        const settings: ServerSettings = {
          ...buildDefaultSettings('1'),
          ceilings: reachedAt(episode),
          locale,
          replyStyle,
          daily: buildDaily({ opensThread: true, tone: 'all' }),
        };
        const posts: Exchange[] = [];
        for (let day = 1; day <= 21; day += 1) {
          const localDate = `2027-02-${String(day).padStart(2, '0')}`;
          const chosen = await chooseLine({ ...ports, buildPost: () => ({}) }, settings, localDate);
          if (typeof chosen === 'string') throw new Error(chosen);
          const parts = await loadFrozenLine(ports, settings, chosen);
          if (parts === null) throw new Error('the chosen line is gone');
          const bodies = [null, 'quote.png'].map((picture) => buildPost(content, languages, { ...parts, settings, localDate }, picture));
          const [thread] = planFollowUps(settings, buildDelivery({ state: 'confirmed', messageId: '9', localDate }));
          const wire = JSON.parse(JSON.stringify({ type: 4, data: { ...bodies[0], second: bodies[1], title: thread?.threadName ?? '' } }));
          posts.push({ call: `${localDate} ${chosen.quoteId}`, type: 2, response: wire, reply: readReply(wire) });
        }
        expect(findLeaks(posts, content, reachedAt(episode), 'open', locale)).toEqual([]);
        const members = posts.flatMap(({ reply }) =>
          [...reply.text.matchAll(/wrote of episode (\d+)/g)].map(([, number]) => Number(number)),
        );
        expect(members.filter((number) => number > episode)).toEqual([]);
        fromMembers += members.length;
      }
      expect(fromMembers).toBeGreaterThan(isWhole ? 10 : 3);
    },
  );
});

async function neverPosted(): Promise<never> {
  throw new Error('nothing is posted here');
}
