import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { createAnswer } from '../../src/answer/answer.ts';
import { ownerOf } from '../../src/state/own-daily.ts';
import { openSqliteState } from '../../src/state/sqlite.ts';
import type { State } from '../../src/state/types.ts';
import { care, languages, loadTestContent, readReply, say } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, buildCommand } from '../support/interactions.ts';
import { createRecordingLog } from '../support/recording-log.ts';

/** A bot over a state of which some is loaded otherwise. */
function createBot(change: (state: State) => Partial<State>) {
  const real = openSqliteState(':memory:');
  return createAnswer({
    commands,
    languages,
    care,
    content: loadTestContent,
    state: { ...real, ...change(real) },
    commandIds: () => new Map(),
    log: createRecordingLog(),
    transport: 'test',
  });
}

describe('what a command needs', () => {
  it('is asked for all at once: nothing waits until something else is there', async () => {
    const asked: string[] = [];
    let goOn = () => {};
    const allAsked = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const awaited = new Set(['settings', 'progress', 'deliveries', 'outcomes', 'follow-ups']);
    const note = <Loaded>(name: string, load: () => Promise<Loaded>) => {
      asked.push(name);
      if (asked.length === awaited.size) goOn();
      return allAsked.then(load);
    };
    const answer = createBot((state) => ({
      loadSettings: (guildId) => note('settings', () => state.loadSettings(guildId)),
      loadMember: (userId) => note('progress', () => state.loadMember(userId)),
      loadUsedLines: (...args) => note('deliveries', () => state.loadUsedLines(...args)),
      loadDeliveries: (...args) => note('outcomes', () => state.loadDeliveries(...args)),
      loadFollowUps: (...args) => note('follow-ups', () => state.loadFollowUps(...args)),
    }));
    const { response } = await answer(buildCommand({ name: 'health', memberPermissions: ADMIN_PERMISSIONS }));
    expect(readReply(response).text).toContain(say('config.notSetUp'));
    expect(new Set(asked)).toEqual(awaited);
  });

  it('of a server is not even looked for in a direct message', async () => {
    const never = () => Promise.reject(new Error('nothing of a server is to be loaded'));
    // Somebody's own daily is kept as a server's is.
    const onlyOwn =
      <Loaded>(load: (place: string) => Promise<Loaded>) =>
      (place: string) =>
        ownerOf(place) === null ? never() : load(place);
    const answer = createBot((state) => ({
      loadSettings: onlyOwn(state.loadSettings),
      loadUsedLines: onlyOwn((place) => state.loadUsedLines(place, 1)),
      loadCommunityLines: never,
    }));
    const { response } = await answer(buildCommand({ name: 'quote', subcommand: 'today', where: 'dm' }));
    expect(readReply(response).text).toContain(say('quote.today'));
  });
});
