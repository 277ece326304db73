/** What every implementation of `State` promises, tested the same way on each. */
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import type { State } from '../../../src/state/types.ts';
import { testLedger } from './ledger.ts';
import { testMembers } from './members.ts';
import { testNotices } from './notices.ts';
import { testSettings } from './settings.ts';
import type { StoreUnderTest } from './store.ts';

export function describeState(name: string, createStore: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let store: StoreUnderTest;
    let state: State;
    // One for all tests: what takes time is to make it and to open it.
    beforeAll(async () => {
      store = await createStore();
      state = await store.open();
    });
    afterEach(() => store.empty());
    afterAll(async () => {
      await state.close();
      await store.dispose();
    });
    async function reopen(): Promise<void> {
      await state.close();
      state = await store.open();
    }

    describe('settings', () =>
      testSettings(
        () => state,
        () => store,
        reopen,
      ));
    describe('the ledger', () => testLedger(() => state));
    describe('members', () =>
      testMembers(
        () => state,
        () => store,
      ));
    describe('notices', () => testNotices(() => state));
  });
}
