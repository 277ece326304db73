/** Everything Nabi sends, before Discord's own published description of what it takes. */
import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { buildDefinitions } from '../../src/answer/registry.ts';
import { buildPost } from '../../src/lines/message.ts';
import { listHealingLines } from '../../src/lines/pick.ts';
import { buildNonce } from '../../src/posting/attempt.ts';
import { createBot, DRAMA, languages, loadTestContent } from '../support/bot.ts';
import { loadContract } from '../support/contract.ts';
import { ADMIN_PERMISSIONS, GUILD_ID } from '../support/interactions.ts';
import { askEverything, type Exchange } from '../support/replies.ts';
import { isWhole, shareOf } from '../support/share.ts';

const contract = loadContract();
const NAMES = [...commands.map(({ name }) => name), 'no-such-command'];

describe('every reply', () => {
  let exchanges: readonly Exchange[];
  beforeAll(async () => {
    const content = loadTestContent();
    const admin = { memberPermissions: ADMIN_PERMISSIONS };
    const half = (turn: number) => ({ stays: !isWhole, only: shareOf(NAMES, turn, 2) });
    exchanges = [
      ...(await askEverything(createBot(), content, { ...half(0), brief: !isWhole })),
      ...(await askEverything(createBot({ settings: { ceilings: { [DRAMA]: 16 } } }), content, { ...half(1), brief: true })),
      ...(await askEverything(createBot(), content, { stays: !isWhole, only: ['config', 'health', 'help'], surroundings: admin })),
    ];
  });

  it('is one that Discord describes', () => {
    // Most replies differ only in their words; each different one is judged once.
    const distinct = new Map(exchanges.map(({ call, response }) => [JSON.stringify(response), { call, response }]));
    expect(distinct.size).toBeGreaterThan(500);
    const problems = [...distinct.values()].flatMap(({ call, response }) =>
      contract.validateInteractionResponse(response).map((problem) => `${call}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });

  it('to an interaction that is none is one too', async () => {
    const bot = createBot();
    for (const wire of [{}, { type: 2 }, { type: 99, user: { id: '1' } }, { type: 3, user: { id: '1' }, data: {} }]) {
      expect(contract.validateInteractionResponse((await bot.send(wire)).response)).toEqual([]);
    }
  });
});

describe('the registration', () => {
  it('is one that Discord describes', () => {
    expect(contract.validateRegistration(buildDefinitions(commands, loadTestContent(), languages))).toEqual([]);
  });
});

describe('every daily post', () => {
  it('is a message that Discord describes', async () => {
    const content = loadTestContent();
    const settings = await createBot().state.loadSettings(GUILD_ID);
    const localDate = '2026-11-22';
    const nonce = buildNonce({ slot: 1, guildId: GUILD_ID, localDate, zone: 'Asia/Seoul' });
    const posts = content
      .titles()
      .flatMap((title) => listHealingLines(content, title, title.last_episode).map((quote) => ({ title, quote })))
      .flatMap(({ title, quote }) => [null, ...quote.questions].map((question) => ({ settings, title, quote, question, localDate })));
    expect(posts.length).toBeGreaterThan(100);
    const problems = posts.flatMap((post) =>
      contract
        .validateMessagePost({ ...buildPost(content, languages, post), nonce, enforce_nonce: true })
        .map((problem) => `${post.quote.id}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });
});
