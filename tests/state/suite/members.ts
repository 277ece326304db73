/** What people set for themselves and say: theirs to see and to delete. */
import { expect, test } from 'vitest';
import type { Suggestion } from '../../../src/state/members.ts';
import { placeOfPerson } from '../../../src/state/own-daily.ts';
import type { State } from '../../../src/state/types.ts';
import { buildCorrection, buildDaily, buildDelivery, buildSuggestion, setServer } from './build.ts';
import type { StoreUnderTest } from './store.ts';

export function testMembers(state: () => State, store: () => StoreUnderTest): void {
  test('progress is kept per title, follows the latest word, and can be taken back', async () => {
    expect(await state().loadMember('50')).toEqual({ userId: '50', progress: {}, latestTitle: null, isPrivate: false });
    await state().saveChanges(
      [
        { kind: 'set-progress', userId: '50', titleId: 'drama', episode: 3 },
        { kind: 'set-progress', userId: '50', titleId: 'film', episode: 1 },
        { kind: 'set-progress', userId: '51', titleId: 'drama', episode: 16 },
      ],
      1,
    );
    await state().saveChanges([{ kind: 'set-progress', userId: '50', titleId: 'drama', episode: 7 }], 2);
    expect(await state().loadMember('50')).toMatchObject({ progress: { drama: 7, film: 1 }, latestTitle: 'drama' });
    await state().saveChanges([{ kind: 'set-progress', userId: '50', titleId: 'drama', episode: null }], 3);
    expect(await state().loadMember('50')).toMatchObject({ progress: { film: 1 }, latestTitle: 'film' });
  });

  test('a quiz board counts the first answer to a question on a day, of those who joined, and is one server’s own', async () => {
    const answer = (userId: string, day: string, isRight: boolean, guildId = 'g') =>
      ({ kind: 'answer-quiz', guildId, userId, titleId: 'drama', question: 'q', day, isRight }) as const;
    await state().saveChanges([answer('50', '2026-11-22', true)], 1);
    await state().saveChanges(
      [
        { kind: 'join-quiz', guildId: 'g', userId: '50' },
        { kind: 'join-quiz', guildId: 'g', userId: '51' },
      ],
      2,
    );
    await state().saveChanges([answer('50', '2026-11-22', false), answer('50', '2026-11-22', true), answer('51', '2026-11-22', true)], 3);
    await Promise.all([
      state().saveChanges([answer('51', '2026-11-23', true)], 4),
      state().saveChanges([answer('51', '2026-11-23', true)], 4),
    ]);
    expect(await state().loadQuizBoard('g', 9)).toEqual([
      { userId: '51', points: 2 },
      { userId: '50', points: 0 },
    ]);
    expect([await state().loadQuizPlayer('g', '50'), await state().loadQuizPlayer('other', '51')]).toEqual([
      { userId: '50', points: 0 },
      null,
    ]);
    expect((await state().loadMemberData('51')).quizAnswers).toHaveLength(1);
    expect(await state().loadGuildIds(9)).toEqual(['g']);
    await state().saveChanges([{ kind: 'leave-quiz', guildId: 'g', userId: '51' }], 5);
    expect((await state().loadServerData('g')).quizBoard).toEqual([{ userId: '50', points: 0 }]);
    await state().saveChanges([{ kind: 'forget-server', guildId: 'g', keepLedger: false }], 6);
    expect([await state().loadQuizBoard('g', 9), (await state().loadMemberData('50')).quizAnswers]).toEqual([[], []]);
  });

  test('the wish for private answers is kept from when it was said first, and taken back', async () => {
    const wish = (isPrivate: boolean) => ({ kind: 'set-private', userId: '50', isPrivate }) as const;
    await state().saveChanges([wish(true)], 4);
    await state().saveChanges([wish(true)], 5);
    expect([(await state().loadMember('50')).isPrivate, (await state().loadMember('51')).isPrivate]).toEqual([true, false]);
    expect((await state().loadMemberData('50')).privateSinceMs).toBe(4);
    await state().saveChanges([wish(false), wish(false)], 6);
    expect((await state().loadMember('50')).isPrivate).toBe(false);
  });

  test('a person’s own daily falls due like a server’s, is no server’s, keeps what came when it is stopped, and goes with the person', async () => {
    const own = { titleId: 'drama', locale: 'ko', daily: buildDaily({ channelId: placeOfPerson('50'), nextDueAtMs: 100 }) };
    const set = (settings: typeof own | null) => state().saveChanges([{ kind: 'set-own-daily', userId: '50', settings }], 1);
    await set(own);
    await set({ ...own, daily: { ...own.daily, time: '21:00' } });
    await setServer(state(), '60', { title: 'film' });
    const [due] = await state().loadDue(100, 10);
    expect(due).toMatchObject({
      dueAtMs: 100,
      settings: { guildId: placeOfPerson('50'), title: 'drama', locale: 'ko', daily: { time: '21:00' } },
    });
    expect(await state().loadGuildIds(10)).toEqual(['60']);
    expect((await state().loadMemberData('50')).settingsChanges).toEqual([]);

    const delivery = buildDelivery({ guildId: placeOfPerson('50'), channelId: placeOfPerson('50'), dueAtMs: 100 });
    const day = { startMs: 0, endMs: 200 };
    expect(await state().claimDelivery(delivery, day, 300)).toBe('claimed');
    await set(null);
    expect(await state().loadDue(1_000, 10)).toEqual([]);
    expect(await state().loadMemberData('50')).toMatchObject({ ownDaily: null, ownDeliveries: [{ localDate: delivery.localDate }] });

    await set(own);
    expect((await state().loadMemberData('50')).ownDaily).toMatchObject({ title: 'drama', daily: own.daily });
    expect((await state().loadMemberData('51')).ownDaily).toBeNull();
    await state().saveChanges([{ kind: 'forget-member', userId: '50' }], 2);
    expect(await state().loadMemberData('50')).toMatchObject({ ownDaily: null, ownDeliveries: [] });
    expect((await state().loadSettings('60')).title).toBe('film');
  });

  test('saved lines are there once, newest first, until they are let go', async () => {
    const save = (quoteId: string, nowMs: number) =>
      state().saveChanges([{ kind: 'save-quote', userId: '50', titleId: 'drama', quoteId }], nowMs);
    await save('first', 1);
    await save('second', 2);
    await save('first', 3);
    expect(await state().loadSavedQuotes('50', 10)).toEqual([
      { titleId: 'drama', quoteId: 'second', savedAtMs: 2 },
      { titleId: 'drama', quoteId: 'first', savedAtMs: 1 },
    ]);
    expect((await state().loadSavedQuotes('50', 1)).map(({ quoteId }) => quoteId)).toEqual(['second']);
    await state().saveChanges([{ kind: 'unsave-quote', userId: '50', titleId: 'drama', quoteId: 'second' }], 4);
    expect((await state().loadSavedQuotes('50', 10)).map(({ quoteId }) => quoteId)).toEqual(['first']);
    expect(await state().loadSavedQuotes('51', 10)).toEqual([]);
  });

  test('an interaction that is delivered twice adds its suggestion and its correction once', async () => {
    const suggestion = buildSuggestion();
    const correction = buildCorrection();
    await state().saveChanges(
      [
        { kind: 'add-suggestion', suggestion },
        { kind: 'add-correction', correction },
      ],
      1,
    );
    const again = await state().saveChanges(
      [
        { kind: 'add-suggestion', suggestion: { ...suggestion, text: 'changed' } },
        { kind: 'add-correction', correction: { ...correction, text: 'changed' } },
      ],
      2,
    );
    expect(again).toBe('saved');
    expect(await state().loadSuggestion(suggestion.id)).toEqual(suggestion);
    expect(await state().loadCorrections({ limit: 10 })).toEqual([correction]);
    expect(await state().loadSuggestion('nothing')).toBeNull();
  });

  test('of two reviewers the second learns that it was not the first, and nothing of theirs is written', async () => {
    const read = buildSuggestion();
    await state().saveChanges([{ kind: 'add-suggestion', suggestion: read }], 1);
    const deciding = (decision: 'approved' | 'declined', decidedBy: string): Suggestion => {
      const tone = decision === 'approved' ? 'firm' : null;
      return { ...read, state: decision, tone, decidedAtMs: 9, decidedBy };
    };
    const both = [deciding('approved', '60'), deciding('declined', '61')] as const;
    const save = (next: Suggestion) =>
      state().saveChanges(
        [
          { kind: 'set-progress', userId: next.decidedBy ?? '', titleId: 'drama', episode: 2 },
          { kind: 'save-suggestion', next, read },
        ],
        9,
      );
    const results = await Promise.all(both.map(save));
    expect([...results].sort()).toEqual(['changed', 'saved']);
    // Two connections may reach the database in either order.
    const [first, second] = results[0] === 'saved' ? both : [both[1], both[0]];
    expect(await state().loadSuggestion(read.id)).toEqual(first);
    expect((await state().loadMember(second.decidedBy ?? '')).progress).toEqual({});
    expect(await save(second)).toBe('changed');
  });

  test('suggestions are listed newest first, by server, person and state', async () => {
    const suggestions = [
      buildSuggestion({ id: '1', createdAtMs: 1 }),
      buildSuggestion({ id: '2', createdAtMs: 2, userId: '51', state: 'approved' }),
      buildSuggestion({ id: '3', createdAtMs: 2 }),
      buildSuggestion({ id: '4', createdAtMs: 4, guildId: '2' }),
    ];
    await state().saveChanges(
      suggestions.map((suggestion) => ({ kind: 'add-suggestion', suggestion })),
      1,
    );
    const ids = async (asked: Omit<Parameters<State['loadSuggestions']>[0], 'guildId' | 'limit'>, limit = 10) =>
      (await state().loadSuggestions({ guildId: '1', limit, ...asked })).map(({ id }) => id);
    expect(await ids({})).toEqual(['3', '2', '1']);
    expect(await ids({}, 2)).toEqual(['3', '2']);
    expect(await ids({ userId: '50' })).toEqual(['3', '1']);
    expect(await ids({ state: 'approved' })).toEqual(['2']);
    expect(await ids({ userId: '50', state: 'approved' })).toEqual([]);
  });

  test('the corrections of one person are listed newest first, so that the last few tell how many were sent today', async () => {
    const corrections = [1, 2, 3].map((atMs) => buildCorrection({ id: String(atMs), createdAtMs: atMs, userId: '51' }));
    await state().saveChanges(
      corrections.map((correction) => ({ kind: 'add-correction', correction })),
      1,
    );
    expect((await state().loadCorrections({ userId: '51', limit: 2 })).map(({ id }) => id)).toEqual(['3', '2']);
  });

  test('corrections are listed oldest first, and what is done is no longer open', async () => {
    const corrections = [
      buildCorrection({ id: '2', createdAtMs: 2 }),
      buildCorrection({ id: '1', createdAtMs: 1, userId: '51', guildId: null }),
    ];
    await state().saveChanges(
      corrections.map((correction) => ({ kind: 'add-correction', correction })),
      1,
    );
    expect(await state().loadCorrections({ limit: 10 })).toEqual([corrections[1], corrections[0]]);
    expect(await state().saveCorrectionState('1', 'done', 9)).toBe(true);
    expect(await state().saveCorrectionState('nothing', 'done', 9)).toBe(false);
    expect((await state().loadCorrections({ state: 'open', limit: 10 })).map(({ id }) => id)).toEqual(['2']);
    expect((await state().loadCorrections({ userId: '51', limit: 10 })).map(({ state }) => state)).toEqual(['done']);
  });

  test('a person sees all that is kept about them, and nothing of it is left after they delete it', async () => {
    await fillMember(state(), '1');
    await fillMember(state(), '2');
    expect(await state().loadMemberData('person-1')).toMatchObject({
      progress: [{ titleId: 'drama', episode: 4, updatedAtMs: 7 }],
      privateSinceMs: 7,
      quizBoards: [{ guildId: 'server', points: 1, joinedAtMs: 7 }],
      quizAnswers: [{ guildId: 'server', titleId: 'drama', question: 'q', day: '2026-11-22' }],
      saved: [{ titleId: 'drama', quoteId: 'a-line', savedAtMs: 7 }],
      suggestions: [{ id: 'own-1', userId: 'person-1' }],
      decisions: [{ id: 'decided-1', guildId: '1', state: 'approved', decidedAtMs: 6 }],
      corrections: [{ id: 'own-1', userId: 'person-1' }],
      settingsChanges: [{ byUserId: 'person-1', before: { careText: null } }],
    });
    await state().saveChanges([{ kind: 'forget-member', userId: 'person-1' }], 8);
    expect(await state().loadMemberData('person-1')).toEqual({
      progress: [],
      privateSinceMs: null,
      saved: [],
      suggestions: [],
      decisions: [],
      corrections: [],
      quizBoards: [],
      quizAnswers: [],
      settingsChanges: [],
      ownDaily: null,
      ownDeliveries: [],
    });
    expect(JSON.stringify(await store().dump())).not.toContain('person-1');
    expect((await state().loadMemberData('person-2')).suggestions).toHaveLength(1);
  });

  test('what a person changed and decided for a server stays, without their name', async () => {
    await fillMember(state(), '1');
    await state().saveChanges([{ kind: 'forget-member', userId: 'person-1' }], 8);
    expect((await state().loadSettings('server')).careText).toBe('words 1');
    expect(await state().loadSettingsChanges('server', 10)).toMatchObject([{ byUserId: '', before: { careText: null } }]);
    expect(await state().loadSuggestion('decided-1')).toMatchObject({ state: 'approved', decidedAtMs: 6, decidedBy: null });
  });
}

async function fillMember(state: State, number: string): Promise<void> {
  const userId = `person-${number}`;
  await setServer(state, 'server', { careText: `words ${number}` }, { by: userId });
  const decided = { state: 'approved', decidedAtMs: 6, decidedBy: userId } as const;
  await state.saveChanges(
    [
      { kind: 'set-progress', userId, titleId: 'drama', episode: 4 },
      { kind: 'set-private', userId, isPrivate: true },
      { kind: 'join-quiz', guildId: 'server', userId },
      { kind: 'answer-quiz', guildId: 'server', userId, titleId: 'drama', question: 'q', day: '2026-11-22', isRight: true },
      { kind: 'save-quote', userId, titleId: 'drama', quoteId: 'a-line' },
      { kind: 'add-suggestion', suggestion: buildSuggestion({ id: `own-${number}`, userId }) },
      { kind: 'add-suggestion', suggestion: buildSuggestion({ id: `decided-${number}`, userId: 'another', ...decided }) },
      { kind: 'add-correction', correction: buildCorrection({ id: `own-${number}`, userId }) },
    ],
    7,
  );
}
