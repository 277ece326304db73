import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanTyped, curlMarks, escapeMarkdown, foldText, hide, shorten } from '../../src/text/text.ts';

describe('what somebody typed, cleaned', () => {
  it.each([
    ['  gang \t\n tae ', 'gang tae'],
    ['gang\u200btae', 'gangtae'],
    ['\u202egang\u202c', 'gang'],
    ['문강태'.normalize('NFD'), '문강태'],
    ['a\u0000b', 'a b'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    ['gang\u200d', 'gang'],
    ['\ud800', ''],
  ])('%j becomes %j', (typed, clean) => {
    expect(cleanTyped(typed)).toBe(clean);
  });

  it('is never longer than asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 60 }), (text, most) => cleanTyped(text, most).length <= most),
    );
  });
});

describe('escaped text', () => {
  it.each([
    ['**bold** _it_ ~~no~~', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~'],
    ['||hidden||', '\\|\\|hidden\\|\\|'],
    ['`code`', '\\`code\\`'],
    ['[text](url)', '\\[text\\](url)'],
    ['<@1> <#2> <t:0:R> </cast:1>', '\\<@1\\> \\<#2\\> \\<t:0:R\\> \\</cast:1\\>'],
    ['# big', '\\# big'],
    ['-# small', '\\-# small'],
    ['> quote', '\\> quote'],
    ['- item', '\\- item'],
    ['1. item', '\\1. item'],
    ['a - b # c', 'a - b # c'],
    ['back\\slash', 'back\\\\slash'],
  ])('%j is %j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it('notifies nobody and makes no links, and reads the same', () => {
    for (const text of ['@everyone', '@here', 'https://example.org']) {
      const escaped = escapeMarkdown(text);
      expect(escaped).not.toContain(text);
      expect(escaped.replaceAll('\u200b', '')).toBe(text);
    }
  });
});

describe('shortened text', () => {
  it('leaves what fits as it is', () => {
    expect(shorten('gang tae', 8)).toBe('gang tae');
  });

  it('is cut between words, with an ellipsis', () => {
    expect(shorten('the quick brown fox', 17)).toBe('the quick brown…');
  });

  it('is cut between whole characters: no half family, flag or syllable', () => {
    expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 14)).toBe('👩‍👩‍👧‍👦…');
    expect(shorten('🇰🇷🇰🇷', 7)).toBe('🇰🇷…');
    expect(shorten(`${'강'.normalize('NFD')}${'강'.normalize('NFD')}`, 5)).toBe(`${'강'.normalize('NFD')}…`);
  });

  it('does not let a cut escape swallow the ellipsis', () => {
    expect(shorten('abc\\*def', 5)).toBe('abc…');
  });

  it('is never too long, and begins as the text does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 1, max: 60 }), (text, most) => {
        const short = shorten(text, most);
        expect(short.length).toBeLessThanOrEqual(most);
        expect(short === text || text.startsWith(short.slice(0, -1))).toBe(true);
      }),
    );
  });
});

describe('hidden text', () => {
  it('stays hidden to its end, whatever bars and lines are in it', () => {
    expect(hide('a || b\nc')).toBe('||a \\|\\| b c||');
  });
});

it.each([
  [`It's the brothers' "witch", 'tis said`, `It’s the brothers’ “witch”, 'tis said`],
  ['"Tale"とも書かれます。', '“Tale”とも書かれます。'],
  [`'사이코지만 괜찮아'는 '괜찮아!'가 아닌`, '‘사이코지만 괜찮아’는 ‘괜찮아!’가 아닌'],
  ['A 5" screen', 'A 5" screen'],
  [`https://example.org/it's?"a"`, `https://example.org/it's?"a"`],
])('marks are printed as they are set: %s', (typed, printed) => {
  expect(curlMarks(typed)).toBe(printed);
});

it('folding compares letters and digits only', () => {
  expect(foldText("It's OKAY!")).toBe(foldText('its  okay'));
  expect(foldText('ＡＢＣ 괜찮아'.normalize('NFD'))).toBe('abc괜찮아');
});
