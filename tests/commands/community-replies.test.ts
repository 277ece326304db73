/** What must hold for every reply about lines in a server whose community adds its own, whoever asks and whatever they press. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Effect } from '../../src/bot/types.ts';
import { findResponseProblems } from '../../src/playground/discord-rules.ts';
import type { Suggestion } from '../../src/state/members.ts';
import { buildSuggestion } from '../state/suite/build.ts';
import { createBot, DRAMA, FILM, loadTestContent, removeHidden } from '../support/bot.ts';
import { loadContract } from '../support/contract.ts';
import { ADMIN_PERMISSIONS, CHANNEL_ID, GUILD_ID, type Surroundings, USER_ID } from '../support/interactions.ts';
import { askEverything, type Exchange } from '../support/replies.ts';

const contract = loadContract();
const NASTY = '**Rest**, `||they||` said <@1> @everyone https://example.com/_x_ [so](there) '.repeat(3);
const LATER = 'Nobody should read this line before the last evening of the story.';

/** Lines in every state, as they can be and as they should not. */
const suggestions: readonly Suggestion[] = (['waiting', 'approved', 'declined'] as const).flatMap((state, column) =>
  [
    { text: 'Somebody has kept a light on for you.', speaker: 'Moon Gang-tae', episode: 1 },
    { text: LATER, speaker: '', episode: null },
    { text: NASTY, speaker: NASTY.slice(0, 80), episode: 3 },
    { text: '가끔은 쉬어도 괜찮아요.', speaker: '', episode: 0, titleId: FILM },
    { text: 'Of a work that is no longer here.', speaker: '', episode: 1, titleId: 'gone' },
  ].map((line, row) =>
    buildSuggestion({
      guildId: GUILD_ID,
      titleId: DRAMA,
      // One of the asker's own waits; more would leave them no room for another.
      userId: state === 'waiting' && row > 0 ? '50' : USER_ID,
      ...line,
      id: String(1_300_000_000_000_000_000n + BigInt(10 * column + row)),
      state,
      tone: state === 'approved' ? (row % 2 === 0 ? 'gentle' : 'firm') : null,
      createdAtMs: Date.parse('2026-11-20T09:00:00Z') + row,
      ...(state === 'waiting' ? {} : { decidedAtMs: Date.parse('2026-11-21T10:00:00Z'), decidedBy: '700000000000000009' }),
    }),
  ),
);

const askers: readonly { readonly who: string; readonly surroundings: Surroundings; readonly replyStyle: 'card' | 'plain' }[] = [
  { who: 'a member', surroundings: {}, replyStyle: 'card' },
  { who: 'a reviewer', surroundings: { memberPermissions: ADMIN_PERMISSIONS }, replyStyle: 'card' },
  { who: 'a reviewer who wants ordinary messages', surroundings: { memberPermissions: ADMIN_PERMISSIONS }, replyStyle: 'plain' },
];

describe.each(askers)('every reply about lines to $who', ({ surroundings, replyStyle }) => {
  let exchanges: readonly Exchange[];
  const effects: Effect[] = [];
  const complaints = (find: (exchange: Exchange) => readonly string[]) =>
    exchanges.flatMap((exchange) => find(exchange).map((problem) => `${exchange.call}: ${problem}`));

  beforeAll(async () => {
    const bot = createBot({
      settings: { replyStyle, suggestions: { channelId: CHANNEL_ID, suggesterRoleId: null, reviewerRoleId: null } },
      carryOut: async (effect) => {
        effects.push(effect);
        return { ok: true, messageId: '1' };
      },
    });
    const saved = [...loadTestContent().list('quotes', DRAMA), { id: 'community-1300000000000000011' }, { id: 'community-9' }].map(
      ({ id }) => id,
    );
    await bot.state.saveChanges(
      [
        ...suggestions.map((suggestion) => ({ kind: 'add-suggestion' as const, suggestion })),
        ...saved.map((quoteId) => ({ kind: 'save-quote' as const, userId: USER_ID, titleId: DRAMA, quoteId })),
      ],
      1,
    );
    exchanges = await askEverything(bot, loadTestContent(), { surroundings, only: ['quote', 'Suggest as quote'], brief: true });
  });

  it('is one that Discord takes and describes', () => {
    expect(exchanges.length).toBeGreaterThan(100);
    expect(complaints(({ type, response }) => findResponseProblems(type, response))).toEqual([]);
    const distinct = new Map(exchanges.map((exchange) => [JSON.stringify(exchange.response), exchange]));
    expect(
      [...distinct.values()].flatMap(({ call, response }) =>
        contract.validateInteractionResponse(response).map((problem) => `${call}: ${problem}`),
      ),
    ).toEqual([]);
  });

  it('posts and tells only what Discord takes', () => {
    const sent = effects.flatMap((effect) =>
      effect.kind === 'post-message'
        ? [{ ...effect.message, nonce: effect.nonce, enforce_nonce: true }]
        : effect.kind === 'tell-member'
          ? [effect.message]
          : [],
    );
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.flatMap((body) => contract.validateMessagePost(body))).toEqual([]);
  });

  it('is no bug, has no gap, and closes every spoiler it opens', () => {
    const gap = /Something went wrong|\{\{|\}\}|undefined|\[object |NaN|\bnull\b|(Sources|as of): *(·|$)/m;
    expect(complaints(({ reply }) => [reply.text, ...reply.labels].filter((text) => gap.test(text)))).toEqual([]);
    expect(complaints(({ reply }) => (/(?<!\\)\|\|/.test(removeHidden(reply.text)) ? ['an odd pair of bars'] : []))).toEqual([]);
  });

  it('names people only on the cards of reviewers, and calls nobody', () => {
    const mention = /<@[!&]?\d+>|@(everyone|here)/;
    expect(
      complaints(({ response, reply }) => [
        ...(mention.test(reply.text) && !/^Suggested by <@/m.test(reply.text) ? ['writes a mention'] : []),
        ...(response.type === 4 || response.type === 7
          ? JSON.stringify(response).includes('"allowed_mentions":{"parse":[]}')
            ? []
            : ['may call somebody']
          : []),
      ]),
    ).toEqual([]);
  });

  it('keeps a line of a later episode behind spoiler marks, and out of every label', () => {
    const shown = exchanges.filter(({ reply }) => reply.text.includes(LATER));
    expect(shown.length).toBeGreaterThan(0);
    expect(complaints(({ reply }) => (reply.openText.includes(LATER) ? ['shows it openly'] : []))).toEqual([]);
    expect(complaints(({ reply }) => (reply.labels.some((label) => label.includes('Nobody should read')) ? ['names it'] : []))).toEqual([]);
  });
});
