/** What a request meets in the bench: the real commands and packs, a server that has set nothing. */
import { commands } from '../../commands/index.ts';
import type { World } from '../../src/answer/context.ts';
import { NOTHING_NEEDED } from '../../src/answer/needs.ts';
import { loadCare } from '../../src/care/load.ts';
import type { Content } from '../../src/content/types.ts';
import { loadLanguages } from '../../src/language/locales.ts';
import { buildDefaultSettings } from '../../src/state/types.ts';
import { GUILD_ID } from '../../tests/support/interactions.ts';

export function buildWorld(content: Content): World {
  return {
    commands,
    languages: loadLanguages(),
    content,
    settings: buildDefaultSettings(GUILD_ID),
    ...NOTHING_NEEDED,
    care: loadCare(),
    careSaidLately: undefined,
    operatorCareText: null,
    commandIds: new Map(),
    nowMs: Date.parse('2026-11-22T03:00:00Z'),
    pick: () => 0,
  };
}
