/** What must hold for every reply there is, whoever asks, wherever, and whatever they press next. */
import { Locale } from 'discord-api-types/v10';
import { beforeAll, describe, expect, it } from 'vitest';
import { findResponseProblems } from '../../src/playground/discord-rules.ts';
import { createBot, DRAMA, FILM, languages, loadTestContent, removeHidden } from '../support/bot.ts';
import { ADMIN_PERMISSIONS } from '../support/interactions.ts';
import { askEverything, type Exchange } from '../support/replies.ts';
import { findLeaks, findQuoted } from './leaks.ts';

/** Ceiling of the drama by who asks; the film's is always 0. */
const askers: readonly { readonly who: string; readonly ceiling: number; readonly ask: () => Promise<readonly Exchange[]> }[] = [
  { who: 'a fan in a server', ceiling: 1, ask: () => askEverything(createBot({ isStill: true }), loadTestContent()) },
  {
    who: 'a fan in a server that shows up to episode 12',
    ceiling: 12,
    ask: () =>
      askEverything(createBot({ isStill: true, settings: { ceilings: { [DRAMA]: 12 }, title: DRAMA } }), loadTestContent(), {
        brief: true,
      }),
  },
  {
    who: 'a fan in a server about the film',
    ceiling: 1,
    ask: () => askEverything(createBot({ isStill: true, settings: { title: FILM } }), loadTestContent(), { brief: true }),
  },
  {
    who: 'a fan in a direct message',
    ceiling: 1,
    ask: () => askEverything(createBot({ isStill: true }), loadTestContent(), { brief: true, surroundings: { where: 'dm' } }),
  },
  {
    who: 'a fan who brought the bot along',
    ceiling: 1,
    ask: () =>
      askEverything(createBot({ isStill: true }), loadTestContent(), {
        brief: true,
        follow: false,
        surroundings: { where: 'user-install' },
      }),
  },
  {
    who: 'a fan in a server that wants ordinary messages',
    ceiling: 1,
    ask: () => askEverything(createBot({ isStill: true, settings: { replyStyle: 'plain' } }), loadTestContent(), { brief: true }),
  },
  {
    who: 'an admin',
    ceiling: 1,
    ask: () =>
      askEverything(createBot({ isStill: true }), loadTestContent(), {
        only: ['config', 'health', 'help', 'quote'],
        surroundings: { memberPermissions: ADMIN_PERMISSIONS },
      }),
  },
  ...Object.values(Locale)
    .filter((locale) => locale !== Locale.EnglishUS && languages.codes.includes(locale))
    .map((locale) => ({
      who: `a fan whose Discord speaks ${locale}`,
      ceiling: 1,
      ask: () =>
        askEverything(createBot({ isStill: true, settings: { locale } }), loadTestContent(), { brief: true, surroundings: { locale } }),
    })),
];

/** What a sentence begins with in each language. */
const beginningsOf = (key: 'error.bug' | 'quote.contentNote', ...variables: readonly string[]): readonly string[] =>
  languages.codes.map((code) => {
    const sentence = languages.say(code)(key, Object.fromEntries(variables.map((name) => [name, '\u0000'])));
    return sentence.slice(0, sentence.indexOf('\u0000'));
  });
const BUG = beginningsOf('error.bug', 'reference');
const CONTENT_NOTE = beginningsOf('quote.contentNote', 'note');

describe.each(askers)('every reply to $who', ({ ceiling, ask }) => {
  let exchanges: readonly Exchange[];
  beforeAll(async () => {
    exchanges = await ask();
  });

  /** The calls whose replies have problems, with the problems. */
  const complaints = (find: (exchange: Exchange) => readonly string[]) =>
    exchanges.flatMap((exchange) => find(exchange).map((problem) => `${exchange.call}: ${problem}`));

  it('says something', () => {
    expect(exchanges.length).toBeGreaterThan(100);
    expect(
      complaints(({ type, reply }) => (type === 4 || reply.form !== undefined || reply.text.trim() !== '' ? [] : ['is empty'])),
    ).toEqual([]);
  });

  it('is one that Discord takes', () => {
    expect(complaints(({ type, response }) => findResponseProblems(type, response))).toEqual([]);
  });

  it('is no bug', () => {
    expect(complaints(({ reply }) => (BUG.some((beginning) => reply.text.includes(beginning)) ? ['is a bug'] : []))).toEqual([]);
  });

  it('mentions nobody', () => {
    const mentions = /<@[!&]?\d+>|@(everyone|here)/;
    expect(
      complaints(({ call, type, response, reply }) => [
        ...(type !== 4 && reply.form === undefined && !JSON.stringify(response).includes('"allowed_mentions":{"parse":[]}')
          ? ['does not switch mentions off']
          : []),
        // An admin is told by name whom a post mentions and who changed something last, and the board names those who joined it; as
        // nothing may be parsed, nobody hears of it.
        ...(mentions.test(reply.text) && !(reply.isPrivate && /^\/(?:setup|config)|\|quiz\|(?:join|board)/.test(call))
          ? ['writes a mention']
          : []),
      ]),
    ).toEqual([]);
  });

  it('leaves no sentence with a gap in it', () => {
    const gap = /\{\{|\}\}|undefined|\[object |NaN|\bnull\b|(Sources|as of): *(·|$)/m;
    // In a file of settings null is a word.
    const readable = (text: string) => text.replace(/```json[\s\S]*?```/g, '').replace(/, or null\.|; null follows/g, '');
    expect(complaints(({ reply }) => [reply.text, ...reply.labels].filter((text) => gap.test(readable(text))))).toEqual([]);
  });

  it('keeps what comes later behind spoiler marks, or to itself', () => {
    expect(findLeaks(exchanges, loadTestContent(), ceiling)).toEqual([]);
  });

  it('closes every spoiler it opens', () => {
    expect(complaints(({ reply }) => (/(?<!\\)\|\|/.test(removeHidden(reply.text)) ? ['has an odd pair of bars'] : []))).toEqual([]);
  });

  it('shows words that hurt only to those who looked for them, hidden, after a note, and to nobody else', () => {
    const hurtful = findQuoted(exchanges, 'hurtful');
    expect(
      hurtful.flatMap(({ exchange: { call, reply }, quoteId }) => [
        ...(/^\/quote find|→ v1\|quote\|find/.test(call) ? [] : [`${call} shows ${quoteId} unasked`]),
        ...(reply.isPrivate ? [] : [`${call} shows ${quoteId} to everybody`]),
        ...(CONTENT_NOTE.some((beginning) => reply.text.includes(beginning)) ? [] : [`${call} shows ${quoteId} without a note`]),
      ]),
    ).toEqual([]);
    const openly = exchanges.map((exchange) => ({ ...exchange, reply: { ...exchange.reply, text: exchange.reply.openText } }));
    expect(findQuoted(openly, 'hurtful').map(({ exchange, quoteId }) => `${exchange.call} shows ${quoteId} openly`)).toEqual([]);
  });

  it('never says a line that is marked as never to be said', () => {
    expect(findQuoted(exchanges, 'never-post').map(({ exchange, quoteId }) => `${exchange.call} says ${quoteId}`)).toEqual([]);
  });
});
