/** What must hold for every reply there is, whoever asks, wherever, and whatever they press next. */
import { Locale } from 'discord-api-types/v10';
import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { findResponseProblems } from '../../src/playground/discord-rules.ts';
import { type BotOptions, createBot, DRAMA, FILM, languages, loadTestContent, removeHidden } from '../support/bot.ts';
import { ADMIN_PERMISSIONS } from '../support/interactions.ts';
import { askEverything, type Exchange, type Walk } from '../support/replies.ts';
import { isWhole, shareOf } from '../support/share.ts';
import { findAlike, findMoments, findToldByColour, findUndescribed, findWordless, listLines, listPictures } from './accessibility.ts';
import { findLeaks, findQuoted } from './leaks.ts';

const NAMES = [...commands.map(({ name }) => name), 'no-such-command'];
/** In the tests the first asks everything, each of the others a few of the commands, another at each. */
const PARTS = 12;
const PICTURE = { ok: true, picture: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) } as const;
const draws: BotOptions = { carryOut: async () => PICTURE };
const admin = { memberPermissions: ADMIN_PERMISSIONS };

interface Asker {
  readonly who: string;
  /** Of the drama; the film's is always 0. */
  readonly ceiling?: number;
  readonly bot?: BotOptions;
  readonly walk: Walk;
  /** What those who manage such a server ask too. */
  readonly adminToo?: boolean;
}

const askers: readonly Asker[] = [
  { who: 'a fan in a server', walk: { brief: !isWhole } },
  ...[
    {
      who: 'a fan in a server that shows up to episode 12',
      ceiling: 12,
      bot: { ...draws, settings: { ceilings: { [DRAMA]: 12 }, title: DRAMA } },
      walk: {},
    },
    { who: 'a fan in a server about the film', bot: { settings: { title: FILM } }, walk: {} },
    { who: 'a fan in a direct message', walk: { surroundings: { where: 'dm' as const } } },
    { who: 'a fan who brought the bot along', walk: { follow: false, surroundings: { where: 'user-install' as const } } },
    { who: 'a fan in a server that wants ordinary messages', bot: { settings: { replyStyle: 'plain' as const } }, walk: {} },
    ...Object.values(Locale)
      .filter((locale) => languages.codes.includes(locale))
      .map((locale) => ({
        who: `a fan whose Discord speaks ${locale}`,
        bot: { ...draws, settings: { locale } },
        walk: { surroundings: { locale } },
        adminToo: true,
      })),
  ].map((asker, index) => ({ ...asker, walk: { ...asker.walk, brief: true, stays: !isWhole, only: shareOf(NAMES, index, PARTS) } })),
  { who: 'an admin', walk: { brief: !isWhole, stays: !isWhole, only: ['config', 'health', 'help', 'quote'], surroundings: admin } },
];

async function askAs({ bot = {}, walk, adminToo = false }: Asker): Promise<readonly Exchange[]> {
  const ask = (more: Walk) => askEverything(createBot({ isStill: true, ...bot }), loadTestContent(), { ...walk, ...more });
  const only = ['config', 'health', 'help'].filter((name) => walk.only?.includes(name));
  return [...(await ask({})), ...(adminToo ? await ask({ only, surroundings: { ...walk.surroundings, ...admin } }) : [])];
}

/** What a sentence begins with in each language. */
const beginningsOf = (key: 'error.bug' | 'quote.contentNote', ...variables: readonly string[]): readonly string[] =>
  languages.codes.map((code) => {
    const sentence = languages.say(code)(key, Object.fromEntries(variables.map((name) => [name, '\u0000'])));
    return sentence.slice(0, sentence.indexOf('\u0000'));
  });
const BUG = beginningsOf('error.bug', 'reference');
const CONTENT_NOTE = beginningsOf('quote.contentNote', 'note');

let pictures = 0;

describe.each(askers)('every reply to $who', (asker) => {
  let exchanges: readonly Exchange[];
  beforeAll(async () => {
    exchanges = await askAs(asker);
  });

  /** The calls whose replies have problems, with the problems. */
  const complaints = (find: (exchange: Exchange) => readonly string[]) =>
    exchanges.flatMap((exchange) => find(exchange).map((problem) => `${exchange.call}: ${problem}`));

  it('says something', () => {
    expect(exchanges.length).toBeGreaterThan(isWhole ? 100 : 5);
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

  it('has apostrophes as they are printed', () => {
    // What somebody typed stays theirs, and addresses and code are for machines.
    const others = /`[^`]*`|https?:\S+|“[^”]*”|「[^」]*」/g;
    const find = (text: string) => /\S*\p{L}'\S*/u.exec(text.replace(others, ''))?.[0];
    expect(complaints(({ reply }) => [find(reply.text) ?? []].flat())).toEqual([]);
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
    expect(findLeaks(exchanges, loadTestContent(), asker.ceiling ?? 1)).toEqual([]);
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

  it('describes every picture in words', () => {
    expect(complaints(findUndescribed)).toEqual([]);
    pictures += exchanges.flatMap(listPictures).length;
  });

  it('writes on every control what it does, never an emoji alone', () => {
    expect(complaints(findWordless)).toEqual([]);
  });

  it('says with the colour of a title nothing that its words do not say', () => {
    expect(complaints(findToldByColour)).toEqual([]);
  });

  it('gives no two buttons of a message the same words, so that only their colour would tell them apart', () => {
    expect(complaints(findAlike)).toEqual([]);
  });

  it('writes moments so that each reader sees their own time', () => {
    expect(complaints(findMoments)).toEqual([]);
  });
});

it('there are pictures among them', () => {
  expect(pictures).toBeGreaterThan(20);
});

describe('a server that wants ordinary messages', () => {
  // What is pressed in turn is asked in `npm run proofs -- replies` too.
  const ask = (replyStyle: 'card' | 'plain', walk: Walk) =>
    askEverything(createBot({ isStill: true, settings: { replyStyle } }), loadTestContent(), { brief: true, follow: isWhole, ...walk });

  it('is told the same, line by line, as one with cards', async () => {
    const cards = await ask('card', { surroundings: admin, typing: false });
    const told = new Set((await ask('plain', { surroundings: admin, typing: false })).flatMap(listLines));
    expect(told.size).toBeGreaterThan(500);
    expect([...new Set(cards.flatMap(listLines))].filter((line) => !told.has(line))).toEqual([]);
  });

  it('gets ordinary messages, but where the controls need a card', async () => {
    const exchanges = await ask('plain', { typing: false });
    expect(exchanges.length).toBeGreaterThan(500);
    expect(exchanges.filter(({ reply }) => reply.form === undefined && !reply.isPlain).map(({ call }) => call)).toEqual([]);
  });
});
