/** Whatever somebody types or sends: a reply that Discord takes, that mentions nobody, and that is no bug. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { findResponseProblems } from '../../src/playground/discord-rules.ts';
import { createBot, DRAMA, FILM, loadTestContent, type Reply, removeHidden, say } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, BOT_PERMISSIONS, CHANNEL_ID, USER_ID } from '../support/interactions.ts';

/** How an answer begins that could not be made. */
const FAILED = say('error.bug', { reference: '' }).split('.')[0] ?? '';

const admin = { memberPermissions: ADMIN_PERMISSIONS };
const channels = { channel: { id: CHANNEL_ID, appPermissions: BOT_PERMISSIONS } };

/** Runs of each sort, because people paste whole messages: up to Discord's 6,000 characters. */
const nasty = fc.oneof(
  ...[
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('😀', '👩‍👩‍👧‍👦', '🏳️‍🌈', '👍🏽', '🇰🇷', '\u200d', '\ufe0f'),
    fc.constantFrom('\u202e', '\u200f', '\u2066', '\u200b', '\u2060', '\ufeff', '\u00ad', 'שלום', 'سلام'),
    fc.constantFrom('문강태'.normalize('NFD'), 'ㅁㅜㄴ', '고문영', '괜찮아'.normalize('NFD'), '강'.normalize('NFD').slice(0, 2)),
    fc.constantFrom(
      '**',
      '__',
      '||',
      '`',
      '```',
      '> ',
      '# ',
      '-# ',
      '- ',
      '[a](https://evil.example)',
      '<t:0:R>',
      '\\',
      '~~',
      '|',
      '\n',
      '\r\n',
      '\u0000',
    ),
    fc.constantFrom(
      '@everyone',
      '@here',
      '<@123456789012345678>',
      '<@&123456789012345678>',
      '<#1>',
      '</cast:1>',
      '<:a:1>',
      'https://discord.gg/x',
    ),
    fc.constantFrom(
      'gang tae',
      'Ko Moon-young',
      '{{name}}',
      '$t(error.bug)',
      '__proto__',
      'constructor',
      "' OR 1=1 --",
      '"*" NOT',
      '\ud800',
    ),
    fc.constantFrom(DRAMA, FILM, "It's okay", 'peace', 'seoul', '9pm'),
  ].map((part) => fc.array(part, { maxLength: 12 }).map((parts) => parts.join(' '))),
  fc
    .tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), fc.nat(6_000))
    .map(([text, length]) => text.repeat(6_000).slice(0, length)),
);

/** Everything that must hold, as complaints. */
function complain(type: number, reply: Reply): string[] {
  const wire = JSON.stringify(reply.response);
  const isMessage = type !== 4 && reply.form === undefined;
  return [
    ...findResponseProblems(type, reply.response),
    ...(reply.text.includes(FAILED) ? ['is a bug'] : []),
    ...(isMessage && reply.text.trim() === '' ? ['is empty'] : []),
    ...(isMessage && !wire.includes('"allowed_mentions":{"parse":[]}') ? ['does not switch mentions off'] : []),
    // The panel names who changed something last; here that is the one who asks.
    ...(/(?<!\\)<@[!&]?\d+>|@(everyone|here)/.test(reply.text.replaceAll(`<@${USER_ID}>`, '')) ? ['writes a mention'] : []),
    ...(/(?<!\\)<t:0:R>/.test(reply.text) ? ['lets a typed timestamp through'] : []),
    ...(/\[a\]\(https:\/\/evil/.test(reply.text) ? ['lets a typed link through'] : []),
    ...(/(?<!\\)\|\|/.test(removeHidden(reply.text)) ? ['has an odd pair of bars'] : []),
    ...(/[\u202a-\u202e\u2066-\u2069]/.test(reply.text) ? ['turns the direction of what follows'] : []),
  ];
}

const stringOptions = commands.flatMap((command) =>
  (command.subcommands ?? [{ name: undefined, options: command.options ?? [] }]).flatMap((sub) =>
    sub.options
      .filter(({ type }) => type === 'string')
      .map((option) => ({
        path: ['', command.name, sub.name, option.name].filter((part) => part !== undefined).join(' '),
        call: { ...admin, name: command.name, ...(sub.name === undefined ? {} : { subcommand: sub.name }) },
        option: option.name,
        suggests: 'suggests' in option && option.suggests === true,
      })),
  ),
);

describe.each(stringOptions)('anything typed into$path', ({ call, option }) => {
  it('gets a valid reply', async () => {
    const bot = createBot();
    await fc.assert(
      fc.asyncProperty(nasty, fc.constantFrom(undefined, DRAMA, FILM), async (typed, title) => {
        const options = { ...(title === undefined ? {} : { title }), [option]: typed };
        const reply = await bot.ask({ ...call, options, ...(call.name === 'config' && option !== 'title' ? { channels } : {}) });
        expect(complain(2, reply)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe.each(stringOptions.filter(({ suggests }) => suggests))('anything being typed into$path', ({ call, option }) => {
  it('gets valid choices', async () => {
    const bot = createBot();
    await fc.assert(
      fc.asyncProperty(nasty, async (typed) => {
        expect(complain(4, await bot.suggest({ ...call, focused: option, options: { [option]: typed } }))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a press', () => {
  const presses = commands.flatMap(({ name, presses = {} }) => Object.keys(presses).map((action) => [name, action] as const));
  const content = loadTestContent();
  const known = [
    DRAMA,
    FILM,
    'moon-gang-tae',
    'character:moon-gang-tae',
    'person',
    'character',
    'all',
    '0',
    '1',
    '-1',
    '1e9',
    '99999',
    '09:00',
    'Asia/Seoul',
    '',
  ];
  const arg = fc.oneof(fc.constantFrom(...known, ...content.themes(DRAMA).slice(0, 3)), fc.string({ unit: 'binary', maxLength: 20 }));

  it('with forged arguments of a real button gets a valid reply', async () => {
    const bot = createBot();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...presses),
        fc.array(arg, { maxLength: 6 }),
        fc.array(arg, { maxLength: 2 }),
        async ([name, action], args, values) => {
          const customId = ['v1', name, action, ...args].join('|');
          expect(complain(3, await bot.press({ ...admin, customId }))).toEqual([]);
          expect(complain(3, await bot.choose({ ...admin, customId, values }))).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('with any custom_id at all gets a valid reply', async () => {
    const bot = createBot();
    await fc.assert(
      fc.asyncProperty(nasty, async (customId) => {
        expect(complain(3, await bot.press({ customId }))).toEqual([]);
        expect(complain(3, await bot.press({ customId: `v1|${customId}` }))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('something that is no interaction Discord would send', () => {
  it('gets a valid reply, and never throws', async () => {
    const bot = createBot();
    const user = fc.constantFrom({ user: { id: '1' } }, { member: { user: { id: '1' }, permissions: 'x' } }, {});
    const anything = fc.record(
      {
        type: fc.oneof(fc.integer(), fc.constantFrom(2, 3, 4, 5), fc.string()),
        data: fc.anything(),
        guild_id: fc.anything(),
        locale: fc.anything(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(user, anything, async (who, wire) => {
        const { response } = await bot.send({ ...who, ...wire });
        expect([1, 4, 8]).toContain(response.type);
      }),
      { numRuns: 200 },
    );
  });
});
