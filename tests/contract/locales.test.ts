/** The registration with every language complete, before Discord's own published description of what it takes. */
import { expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { buildDefinitions } from '../../src/answer/registry.ts';
import { loadTestContent } from '../support/bot.ts';
import { loadContract } from '../support/contract.ts';
import { makeLanguages } from '../support/made-up-languages.ts';

it('a registration in every language is one that Discord describes', () => {
  const languages = makeLanguages(['es-419', 'id', 'ja', 'ko', 'pt-BR'], (text) => text);
  const definitions = buildDefinitions(commands, loadTestContent(), languages);
  expect(JSON.stringify(definitions)).toContain('"es-ES":"es-419-');
  expect(loadContract().validateRegistration(definitions)).toEqual([]);
});
