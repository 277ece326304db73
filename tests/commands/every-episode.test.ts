/**
 * Spoilers, at every episode: whatever is asked, pressed, chosen, filled in or typed, nothing later than the server's limit stands
 * openly in what all see, and nothing later than somebody's progress stands anywhere in what they alone see.
 */
import { describe, expect, it } from 'vitest';
import type { Ceilings } from '../../src/content/spoilers.ts';
import { createBot, DRAMA, FILM, loadTestContent, say } from '../support/bot.ts';
import { type Surroundings, USER_ID } from '../support/interactions.ts';
import { askEverything, type Exchange } from '../support/replies.ts';
import { isWhole, shareOf } from '../support/share.ts';
import { findLeaks, type Leak } from './leaks.ts';

/** The commands that answer from the packs. */
const TELLING = ['cast', 'awards', 'season2', 'quote', 'about', 'episodes', 'sources', 'quiz', 'progress'];
const FINISHED: Ceilings = { [DRAMA]: 16, [FILM]: 1 };
const NOT_STARTED: Ceilings = { [DRAMA]: 1, [FILM]: 0 };
/** Where the walk takes the other ways in: before, at and after what is told late. */
const TURNING_POINTS = [1, 6, 12, 13, 15];
/** Every one of them in `npm run proofs -- spoilers`. */
const EPISODES = isWhole ? Array.from({ length: 16 }, (_, index) => index + 1) : [...TURNING_POINTS, 16];
/** In the tests each way leads through one of the commands, another at each episode. */
const PARTS = TELLING.length;
const walkAt = (episode: number, way: number) => ({ stays: !isWhole, only: shareOf(TELLING, EPISODES.indexOf(episode) + way, PARTS) });
const atLeast = (replies: number): number => (isWhole ? replies : 5);

const reachedAt = (episode: number): Ceilings => ({ [DRAMA]: episode, [FILM]: episode % 2 });
const isForAll = ({ type, reply }: Exchange) => type !== 4 && reply.form === undefined && !reply.isPrivate;
const isForOne = (exchange: Exchange) => !isForAll(exchange);

/** The words that stand before what is hidden, as the replies say them now. */
const LATER = new RegExp(`${say('spoiler.fromEpisode', { episode: 'N' }).replace('N', String.raw`\d+`)}|${say('spoiler.afterFilm')}`);
const CONTENT_NOTE = String.raw`\*\*Content note:\*\* .*`;
/** How an answer begins that could not be made. */
const FAILED = say('error.bug', { reference: '' }).split('.')[0] ?? '';

const looked = { replies: 0, walks: 0 };
function look(exchanges: readonly Exchange[], reached: Ceilings, where: 'open' | 'anywhere', atLeast: number): readonly Leak[] {
  expect(exchanges.length).toBeGreaterThan(atLeast);
  looked.walks += 1;
  looked.replies += exchanges.length;
  expect(exchanges.filter(({ reply }) => reply.text.includes(FAILED)).map(({ call }) => call)).toEqual([]);
  return findLeaks(exchanges, loadTestContent(), reached, where);
}

describe.each(EPISODES)('at episode %i', (episode) => {
  const reached = reachedAt(episode);

  it('what all see goes by the server’s limit, however far the asker is', async () => {
    const bot = createBot({ settings: { ceilings: reached }, progress: episode < 9 ? FINISHED : NOT_STARTED });
    const exchanges = await askEverything(bot, loadTestContent(), { brief: true, ...walkAt(episode, 0), follow: 'public' });
    expect(look(exchanges.filter(isForAll), reached, 'open', atLeast(350))).toEqual([]);
  });

  it('what one sees in direct messages holds nothing later than their progress', async () => {
    const bot = createBot({ progress: reached });
    const exchanges = await askEverything(bot, loadTestContent(), { brief: true, ...walkAt(episode, 1), surroundings: { where: 'dm' } });
    expect(look(exchanges, reached, 'anywhere', atLeast(2000))).toEqual([]);
    expect(exchanges.filter(({ reply }) => LATER.test(reply.text)).map(({ call }) => call)).toEqual([]);
  });
});

describe.each(TURNING_POINTS)('in a server that shows everything, somebody at episode %i', (episode) => {
  const reached = reachedAt(episode);

  it('is told nothing later in private answers and choices', async () => {
    const bot = createBot({ settings: { ceilings: FINISHED }, progress: reached });
    const exchanges = await askEverything(bot, loadTestContent(), { brief: true, ...walkAt(episode, 2) });
    expect(look(exchanges.filter(isForOne), reached, 'anywhere', atLeast(1000))).toEqual([]);
  });

  it('is told nothing later by pressing under what others asked, in ordinary messages too', async () => {
    const bot = createBot({ settings: { ceilings: FINISHED, replyStyle: 'plain' }, progress: reached });
    const surroundings: Surroundings & { readonly askedBy: string } = { askedBy: `${USER_ID}9` };
    const exchanges = await askEverything(bot, loadTestContent(), { brief: true, ...walkAt(episode, 3), surroundings });
    expect(look(exchanges.filter(isForOne), reached, 'anywhere', atLeast(1500))).toEqual([]);
  });
});

describe('somebody who has not said how far they are', () => {
  it('is told later things behind marks, each with its episode beside it', async () => {
    const exchanges = await askEverything(createBot({ progress: {} }), loadTestContent(), {
      brief: true,
      only: shareOf(TELLING, 0, 2),
      surroundings: { where: 'dm' },
    });
    expect(look(exchanges, NOT_STARTED, 'open', atLeast(2000))).toEqual([]);
    const hidden = exchanges.flatMap(({ call, reply }) =>
      [...reply.text.matchAll(/(?<!\\)\|\|[\s\S]*?(?<!\\)\|\|/g)].map(({ index }) => ({
        call,
        before: reply.text.slice(0, index).slice(-400),
      })),
    );
    expect(hidden.length).toBeGreaterThan(isWhole ? 500 : 100);
    const isMarked = new RegExp(`(${LATER.source}|${CONTENT_NOTE})\\s*$`);
    expect(hidden.filter(({ before }) => !isMarked.test(before))).toEqual([]);
  });
});

describe('the walk', () => {
  it('has been to every episode, and nothing has fallen out of it', () => {
    expect(looked.walks).toBe(2 * EPISODES.length + 2 * TURNING_POINTS.length + 1);
    expect(looked.replies).toBeGreaterThan((isWhole ? 2_500 : 100) * EPISODES.length);
  });
});
