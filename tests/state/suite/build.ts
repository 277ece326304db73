/** Records as the tests of the state need them. */
import type { Correction, Suggestion } from '../../../src/state/members.ts';
import type { SeasonNotice } from '../../../src/state/notices.ts';
import {
  type DailySettings,
  DEFAULT_DAILY_OPTIONS,
  type Delivery,
  type FollowUp,
  type SettingsPatch,
  type State,
} from '../../../src/state/types.ts';

export const DUE_AT_MS = 1_800_000_000_000;
export const DAY_MS = 86_400_000;
/** The day of a default delivery in its zone. */
export const DAY = { startMs: DUE_AT_MS - 9 * 3_600_000, endMs: DUE_AT_MS + 15 * 3_600_000 };

export function buildDaily(changes: Partial<DailySettings> = {}): DailySettings {
  return {
    ...DEFAULT_DAILY_OPTIONS,
    enabled: true,
    channelId: '7',
    time: '09:00',
    zone: 'Europe/Riga',
    nextDueAtMs: DUE_AT_MS,
    suspendedReason: null,
    ...changes,
  };
}

export function buildDelivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    guildId: '1',
    slot: 1,
    localDate: '2027-01-15',
    zone: 'Europe/Riga',
    state: 'claimed',
    reason: null,
    channelId: '7',
    place: 'channel',
    titleId: 'drama',
    quoteId: 'a-line',
    questionIndex: 3,
    cycle: 2,
    position: 5,
    dueAtMs: DUE_AT_MS,
    claimedAtMs: DUE_AT_MS,
    updatedAtMs: DUE_AT_MS,
    attempts: 0,
    sentAtMs: null,
    nextAttemptAtMs: DUE_AT_MS + 45_000,
    messageId: null,
    ...changes,
  };
}

export function buildFollowUp(changes: Partial<FollowUp> = {}): FollowUp {
  return {
    guildId: '1',
    slot: 1,
    kind: 'thread',
    localDate: '2027-01-15',
    zone: 'Europe/Riga',
    channelId: '7',
    messageId: '99',
    threadName: 'A line for Friday',
    state: 'waiting',
    reason: null,
    attempts: 0,
    createdAtMs: DUE_AT_MS,
    updatedAtMs: DUE_AT_MS,
    nextAttemptAtMs: DUE_AT_MS,
    ...changes,
  };
}

export function buildSuggestion(changes: Partial<Suggestion> = {}): Suggestion {
  return {
    id: '100',
    guildId: '1',
    userId: '50',
    titleId: 'drama',
    text: 'Thank you for being here.',
    speaker: '',
    episode: null,
    state: 'waiting',
    tone: null,
    locale: 'lv',
    createdAtMs: 5,
    decidedAtMs: null,
    decidedBy: null,
    ...changes,
  };
}

export function buildCorrection(changes: Partial<Correction> = {}): Correction {
  return {
    id: '200',
    userId: '50',
    guildId: '1',
    titleId: 'drama',
    topic: 'cast:somebody',
    text: 'The year is another.',
    source: '',
    createdAtMs: 5,
    state: 'open',
    ...changes,
  };
}

export function buildNotice(changes: Partial<SeasonNotice> = {}): SeasonNotice {
  return {
    guildId: '1',
    titleId: 'drama',
    newsKey: 'abc',
    channelId: '8',
    state: 'waiting',
    reason: null,
    attempts: 0,
    createdAtMs: 5,
    updatedAtMs: 5,
    nextAttemptAtMs: 5,
    ...changes,
  };
}

/** Sets some of a server's settings as its admin does. */
export async function setServer(state: State, guildId: string, patch: SettingsPatch, { by = '70', nowMs = 1 } = {}): Promise<void> {
  await state.saveChanges([{ kind: 'set-server', guildId, patch, byUserId: by }], nowMs);
}

export async function setDaily(state: State, guildId: string, changes: Partial<DailySettings> = {}): Promise<void> {
  await setServer(state, guildId, { daily: buildDaily(changes) });
}
