/** A month of daily posts as they arrive in their channels, and what the buttons under them answer. */
import { createHash } from 'node:crypto';
import type { APIInteractionResponse } from 'discord-api-types/v10';
import { buildPost, drawPost } from '../../src/lines/message.ts';
import { runTick } from '../../src/posting/run-tick.ts';
import type { FollowUpPoster } from '../../src/posting/types.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import { type DailySettings, DEFAULT_DAILY_OPTIONS, type ServerSettings } from '../../src/state/types.ts';
import { type Arrival, FakeChannel } from '../posting/fakes.ts';
import { buildSuggestion } from '../state/suite/build.ts';
import { createBot, DRAMA, FILM, languages, loadTestContent, readReply } from '../support/bot.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import type { Recorder } from './digests.ts';
import { readings } from './walks.ts';

/** The month in which most episodes were first shown. */
const FIRST_DAY = '2027-07-01';
const DAYS = 31;
const HOUR_MS = 3_600_000;
const STARTS_AT_MS = Date.parse(`${FIRST_DAY}T00:00:00Z`);
const AUTHOR = '700000000000000005';

const daily = (changes: Partial<DailySettings>): DailySettings => ({
  ...DEFAULT_DAILY_OPTIONS,
  enabled: true,
  channelId: '',
  time: '09:00',
  zone: 'Europe/Riga',
  nextDueAtMs: STARTS_AT_MS + 6 * HOUR_MS,
  suspendedReason: null,
  ...changes,
});

/** Servers that differ in what they want of the post. */
const KINDS: readonly { readonly kind: string; readonly settings: Partial<ServerSettings> & { readonly daily: DailySettings } }[] = [
  { kind: 'the drama by day', settings: { title: DRAMA, daily: daily({}) } },
  {
    kind: 'the drama’s gentle lines in the evening, as text, with a role and a thread',
    settings: {
      title: DRAMA,
      daily: daily({
        ...{ time: '21:00', nextDueAtMs: STARTS_AT_MS + 18 * HOUR_MS },
        ...{ tone: 'gentle', includeDirector: true, style: 'text', pingRoleId: '920000000000000001', opensThread: true },
      }),
    },
  },
  { kind: 'the film and a member’s line', settings: { title: FILM, daily: daily({}), suggestions: null } },
];

/** Every post of every server; see `KINDS` and `readings`. */
export async function recordDailyPosts(recorder: Recorder): Promise<void> {
  const servers = KINDS.flatMap(({ kind, settings }, kindIndex) =>
    readings.map((reading) => {
      const guildId = `9${kindIndex}${numberOf(reading.name)}`;
      const own = { ...settings, ...reading.settings, daily: { ...settings.daily, channelId: guildId } };
      return {
        kind,
        variant: reading.name,
        guildId,
        settings: own,
        bot: createBot({ settings: own, progress: reading.progress, isStill: true }),
      };
    }),
  );
  const state = openSqliteState(':memory:');
  for (const { guildId, settings } of servers) {
    await state.saveChanges([{ kind: 'set-server', guildId, patch: settings, byUserId: AUTHOR }], STARTS_AT_MS);
    if (settings.title === FILM) {
      const suggestion = { guildId, userId: AUTHOR, id: guildId, titleId: FILM, speaker: 'Ada', episode: null };
      const approved = buildSuggestion({ ...suggestion, state: 'approved', tone: 'gentle', locale: settings.locale });
      await state.saveChanges([{ kind: 'add-suggestion', suggestion: approved }], STARTS_AT_MS);
    }
  }
  const { arrivals, threads } = await postAll(state);
  await state.close();
  for (const { kind, variant, guildId, bot, settings } of servers) {
    for (const { atMs, body, files } of arrivals.filter(({ channelId }) => channelId === guildId)) {
      const day = new Date(atMs).toISOString().slice(0, 10);
      const pictures = files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]);
      recorder.add(`${day} ${kind}`, variant, 'post', { body, pictures });
      const shown: APIInteractionResponse = JSON.parse(JSON.stringify({ type: 4, data: body }));
      const { buttons, isPlain } = readReply(shown);
      bot.setNow(atMs + HOUR_MS);
      for (const { customId } of buttons) {
        const pressed = await bot.press({
          guildId,
          customId,
          isPosted: true,
          messageFlags: isPlain ? 0 : 1 << 15,
          shown: body,
          locale: settings.locale,
        });
        recorder.add(`${day} ${kind}`, variant, customId, pressed.response);
      }
    }
    for (const thread of threads.filter(({ channelId }) => channelId === guildId))
      recorder.add(`threads ${kind}`, variant, 'thread', thread);
  }
}

/** Sixteen digits: which line comes when hangs on a server's id, so it must not hang on how many languages there are. */
function numberOf(name: string): string {
  const digest = createHash('sha256').update(name).digest();
  return String(digest.readUIntBE(0, 6)).padStart(16, '0');
}

async function postAll(state: ReturnType<typeof openSqliteState>) {
  let nowMs = STARTS_AT_MS;
  const now = () => nowMs;
  const channel = new FakeChannel(now);
  const threads: { readonly channelId: string; readonly name: string }[] = [];
  const followUps: FollowUpPoster = {
    openThread: async (channelId, _messageId, name) => {
      threads.push({ channelId, name });
      return { ok: true };
    },
    crosspost: async () => ({ ok: true }),
    pin: async () => ({ ok: true }),
    unpin: async () => ({ ok: true }),
  };
  const content = loadTestContent();
  const ports = {
    ...{ state, poster: channel, followUps, now, log: createRecordingLog(), content: () => content },
    buildPost: (...[parts, picture]: Parameters<Parameters<typeof runTick>[0]['buildPost']>) =>
      buildPost(content, languages, parts, picture),
    // The picture is what is written on it.
    drawPost: (parts: Parameters<typeof drawPost>[3]) =>
      drawPost(content, languages, async (card) => ({ ok: true, png: new TextEncoder().encode(JSON.stringify(card)) }), parts),
  };
  for (let hour = 0; hour < DAYS * 24; hour += 1) {
    nowMs = STARTS_AT_MS + hour * HOUR_MS;
    await runTick(ports, { random: () => 0.5 });
  }
  const arrivals: readonly Arrival[] = channel.arrivals;
  return { arrivals, threads };
}
