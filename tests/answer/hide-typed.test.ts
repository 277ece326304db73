import { expect, it } from 'vitest';
import { hideTyped } from '../../src/answer/hide-typed.ts';
import { buildCommand, buildModalSubmit, buildSelect } from '../support/interactions.ts';

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.message} ${error.stack} ${error.cause instanceof Error ? error.cause.message : ''}` : '';
}

it.each([
  ['an option', buildCommand({ name: 'cast', options: { name: '  My Mother  Is Ill ' } })],
  ['a field of a form', buildModalSubmit({ customId: 'v1|quote|form', fields: { words: 'My Mother  Is Ill' } })],
  ['a choice in a select', buildSelect({ customId: 'v1|cast|open|x', values: ['My Mother  Is Ill'] })],
])('what somebody gave in %s is in no error that is logged, in whatever form a command saw it', (_, interaction) => {
  const cause = new Error('fts5: syntax error near "my mother is ill"');
  const error = new TypeError('cannot find My Mother  Is Ill or my mother is ill', { cause });
  const shown = messageOf(hideTyped(error, interaction));
  expect(shown.toLowerCase()).not.toMatch(/my mother/);
  expect(shown).toContain('cannot find [typed]');
});

it('where it happened stays readable, also when somebody typed the name of a file', () => {
  const error = new RangeError('no hide-typed here');
  const shown = hideTyped(error, buildCommand({ name: 'cast', options: { name: 'hide-typed' } }));
  expect(shown).toMatchObject({ name: 'RangeError', message: 'no [typed] here', stack: expect.stringContaining('hide-typed.test.ts') });
});
