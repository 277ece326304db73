import { expect, it } from 'vitest';
import { listRefusals } from '../../src/discord/refusal.ts';

it('a refused form is told by place and code, never by what was in it', () => {
  const errors = {
    data: {
      components: {
        0: {
          content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 4000 or fewer in length, not "typed by a member".' }] },
        },
        1: {
          _errors: [
            { code: 'typed by a member', message: '' },
            { code: 'ENUM_TYPE_COERCE', message: 'Value "typed by a member"' },
          ],
        },
      },
      flags: { _errors: [{ code: 'MORE', message: '' }] },
    },
  };
  expect(listRefusals(errors)).toEqual([
    'data.components.0.content: BASE_TYPE_MAX_LENGTH',
    'data.components.1: refused',
    'data.components.1: ENUM_TYPE_COERCE',
  ]);
  expect([listRefusals(undefined), listRefusals('text'), listRefusals([null])]).toEqual([[], [], []]);
});
