import type { Reads } from '../../../src/state/reads.ts';

/** Asks everything there is to ask, in every form the store answers differently, so that its queries can be looked at. */
export async function askEverything(state: Reads): Promise<void> {
  const limit = 100;
  const after = { atMs: 1, guildId: '1', slot: 1 };
  await state.loadSettings('1');
  await state.loadDue(5, limit, after);
  await state.loadUnsettled(5, limit, after);
  await state.countQueue(5);
  await state.loadDeliveries('1', limit);
  await state.loadUsedLines('1', limit);
  await state.loadWaitingFollowUps(5, limit, after);
  await state.loadFollowUps('1', limit);
  await state.loadSettingsChanges('1', limit);
  await state.loadMember('1');
  await state.loadSavedQuotes('1', limit);
  await state.loadMemberData('1');
  await state.loadServerData('1');
  await state.loadSuggestion('1');
  await state.loadSuggestions({ guildId: '1', limit });
  await state.loadSuggestions({ guildId: '1', userId: '1', limit });
  await state.loadSuggestions({ guildId: '1', state: 'waiting', limit });
  await state.loadCorrections({ userId: '1', limit });
  await state.loadCorrections({ state: 'open', limit });
  await state.loadSeasonSubscribers(limit, '1');
  await state.loadWaitingNotices(5, limit);
  await state.isWelcomed('1');
  await state.loadGuildIds(limit, '1');
  await state.loadNotices('1', 5);
  await state.loadGuildsToNotify(5, limit, '1');
  await state.loadDepartures();
  await state.loadMeta('key');
}
