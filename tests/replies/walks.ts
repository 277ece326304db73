/** Who asks, where and how far along: the same walk for each, its replies told to a recorder. */
import { Locale } from 'discord-api-types/v10';
import { commands } from '../../commands/index.ts';
import type { Effect, EffectResult } from '../../src/bot/types.ts';
import type { Ceilings } from '../../src/content/spoilers.ts';
import { type Change, DEFAULT_DAILY_OPTIONS, type ServerSettings } from '../../src/state/types.ts';
import { buildCorrection, buildSuggestion } from '../state/suite/build.ts';
import { type BotOptions, createBot, DRAMA, FILM, languages, loadTestContent, NOW_MS } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, buildMessageCommand, GUILD_ID, type Surroundings, USER_ID } from '../support/interactions.ts';
import { askEverything, type Walk } from '../support/replies.ts';
import { isWhole, shareOf } from '../support/share.ts';
import type { Recorder } from './digests.ts';

/** By the number of the drama's episode. */
export const REACHED: Readonly<Record<'first' | 'last', Ceilings>> = {
  first: { [DRAMA]: 1, [FILM]: 0 },
  last: { [DRAMA]: 16, [FILM]: 1 },
};

const { NABI_RECORD, NABI_REPLIES_DIR } = process.env;
/** All that is recorded takes minutes: `npm run proofs -- replies` walks it, the tests as two of the readers do, and of six askers two at each command. */
const EVERYTHING = isWhole || NABI_RECORD === '1' || NABI_REPLIES_DIR !== undefined;
const IN_TESTS: readonly string[] = ['en-US card first', 'ko plain last'];

/** A language, a style and how far everybody is, as all that is recorded is varied. */
export const readings = Object.values(Locale)
  .filter((locale) => languages.codes.includes(locale))
  .flatMap((locale) =>
    (['card', 'plain'] as const).flatMap((replyStyle) =>
      (['first', 'last'] as const).map((episode) => ({
        name: `${locale} ${replyStyle} ${episode}`,
        settings: { locale, replyStyle, ceilings: REACHED[episode] },
        progress: REACHED[episode],
      })),
    ),
  )
  .filter(({ name }) => EVERYTHING || IN_TESTS.includes(name));

/** A server in which everything that can be set is set. */
const SET_UP: Partial<ServerSettings> = {
  title: DRAMA,
  suggestions: { channelId: '910000000000000007', suggesterRoleId: null, reviewerRoleId: null },
  seasonNewsChannelId: '910000000000000006',
  careText: 'We are here.',
  daily: {
    ...DEFAULT_DAILY_OPTIONS,
    enabled: true,
    channelId: '910000000000000009',
    time: '21:00',
    zone: 'Asia/Seoul',
    nextDueAtMs: Date.parse('2026-11-22T12:00:00Z'),
    suspendedReason: null,
  },
};

/** What the asker and another member have left there. */
const KEPT: readonly Change[] = [
  { kind: 'save-quote', userId: USER_ID, titleId: DRAMA, quoteId: loadTestContent().list('quotes', DRAMA)[0]?.id ?? '' },
  ...[
    { id: '1300000000000000001', userId: '700000000000000005', episode: 12 },
    { id: '1300000000000000002', userId: USER_ID, state: 'approved' as const, tone: 'gentle' as const, episode: 1 },
  ].map((about) => ({
    kind: 'add-suggestion' as const,
    suggestion: buildSuggestion({ guildId: GUILD_ID, titleId: DRAMA, createdAtMs: NOW_MS, locale: 'en-US', ...about }),
  })),
  {
    kind: 'add-correction',
    correction: buildCorrection({ userId: USER_ID, guildId: GUILD_ID, titleId: DRAMA, topic: 'cast:moon-gang-tae', createdAtMs: NOW_MS }),
  },
];

interface Asker {
  readonly name: string;
  readonly bot: BotOptions;
  readonly walk: Walk;
}

const admin: Surroundings = { memberPermissions: ADMIN_PERMISSIONS };

const askers: readonly Asker[] = [
  ...readings.map(({ name, settings, progress }) => ({
    name,
    bot: { progress, settings: { ...SET_UP, ...settings } },
    // Choices have no style.
    walk: { brief: true, typing: settings.replyStyle === 'card', surroundings: { ...admin, locale: settings.locale } },
  })),
  { name: 'fan', bot: {}, walk: {} },
  { name: 'fan in direct messages', bot: {}, walk: { brief: true, surroundings: { where: 'dm' } } },
  { name: 'admin of a new server', bot: {}, walk: { brief: true, surroundings: admin } },
  {
    name: 'newcomer among those who finished',
    bot: { settings: { ceilings: REACHED.last }, progress: REACHED.first },
    walk: { brief: true },
  },
];

/** Everything the walk of one command comes to, for everybody. Each command begins anew, so that none depends on another. */
export async function recordCommand(name: string, recorder: Recorder): Promise<void> {
  const turn = commands.findIndex((command) => command.name === name);
  for (const asker of EVERYTHING ? askers : shareOf(askers, turn + 1, 6)) {
    const { bot, outside } = createRecordedBot(asker.bot);
    if (asker.bot.settings?.daily) await bot.state.saveChanges(KEPT, NOW_MS);
    const exchanges = await askEverything(bot, loadTestContent(), { ...asker.walk, only: [name] });
    for (const { call, type, response, reply } of exchanges) {
      const [asked = call] = call.split(' → ');
      // What is typed belongs together: a line for each option, not for each text.
      const situation = type === 4 ? asked.replace(/ \w+: .*$/s, '') : asked;
      recorder.add(situation, asker.name, call, { response, files: reply.files });
    }
    if (commands.some((command) => command.name === name && command.kind === 'message')) {
      const chosen = await bot.send(buildMessageCommand({ ...asker.walk.surroundings, name, content: 'Rest, then cry.' }));
      recorder.add(`${name}, from the menu of a message`, asker.name, name, chosen.response);
    }
    for (const message of outside) recorder.add('what others are shown meanwhile', asker.name, 'message', message);
  }
}

/** A bot whose server has a way out where something is set up, and whose messages to others are kept. */
function createRecordedBot(options: BotOptions) {
  const outside: unknown[] = [];
  const carryOut = async (effect: Effect): Promise<EffectResult> => {
    if ('message' in effect) outside.push(effect.message);
    return effect.kind === 'draw-card' ? { ok: true, picture: new Uint8Array([1]) } : { ok: true, messageId: '960000000000000001' };
  };
  return { outside, bot: createBot({ ...options, isStill: true, ...(options.settings?.daily ? { carryOut } : {}) }) };
}
