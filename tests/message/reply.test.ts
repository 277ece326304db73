import { describe, expect, it } from 'vitest';
import { choosePage } from '../../src/bot/paging.ts';
import { buildCustomId, parseCustomId } from '../../src/message/custom-id.ts';
import {
  addPicture,
  buildButton,
  buildLinkButton,
  buildMessage,
  buildPager,
  buildSelect,
  clampPage,
  putBefore,
} from '../../src/message/reply.ts';
import { measureBytes } from '../../src/message/size.ts';
import { findMessageProblems, flattenComponents } from '../../src/playground/discord-rules.ts';
import { languages, removeHidden } from '../support/bot.ts';

const say = languages.say('en-US');
const button = (id: string) => buildButton({ label: 'Press', id });
const textsOf = (message: object) =>
  flattenComponents('components' in message ? message.components : []).flatMap(({ content }) =>
    typeof content === 'string' ? [content] : [],
  );

describe('a message', () => {
  it('is one container with the title’s colour, texts, small print below a line, and controls', () => {
    const { components } = buildMessage({
      accent: 0x5b4b8a,
      blocks: ['## Cast', 'text'],
      footnotes: ['one', 'two'],
      rows: [[button('a')]],
    });
    expect(components[0].accent_color).toBe(0x5b4b8a);
    expect(components[0].components.map(({ type }) => type)).toEqual([10, 10, 14, 10, 1]);
    expect(textsOf({ components }).at(-1)).toBe('-# one\n-# two');
  });

  it('stays within 4,000 characters over all texts, and keeps its small print', () => {
    const message = buildMessage({ blocks: ['word '.repeat(500), 'word '.repeat(500), 'more'], footnotes: ['Sources: tvN'] });
    expect(findMessageProblems(message)).toEqual([]);
    expect(textsOf(message).at(-1)).toBe('-# Sources: tvN');
    expect(textsOf(message).join('\n')).toContain('…');
  });

  it.each([
    ['Hangul', '괜찮아 '],
    ['kana', 'だいじょうぶ'],
    ['emoji', '🦋'],
    ['Latin letters', 'alright '],
  ])('of %s stays within the bytes Discord takes, and keeps its small print and buttons', (_script, word) => {
    const long = word.repeat(1_000);
    const rows = [[button('a'), buildButton({ label: word.repeat(10), id: 'b' })]];
    const messages = [
      buildMessage({ blocks: [`## ${word}`, long, long, long], footnotes: ['Sources: tvN'], rows }),
      putBefore(buildMessage({ blocks: [long], footnotes: ['Sources: tvN'], rows }), { blocks: [word.repeat(60)] }),
      addPicture(buildMessage({ blocks: [long], footnotes: ['Sources: tvN'], rows }), 'quote.png', long),
    ];
    for (const message of messages) {
      expect(findMessageProblems(message)).toEqual([]);
      expect(measureBytes(message.components)).toBeLessThanOrEqual(10_170);
      expect(measureBytes(message.components)).toBeGreaterThan(3_500);
      expect(textsOf(message).at(-1)).toBe('-# Sources: tvN');
      expect(flattenComponents(message.components).flatMap(({ custom_id }) => custom_id ?? [])).toEqual(['a', 'b']);
    }
  });

  it('does not let a cut uncover what was hidden', () => {
    const hidden = `||secret ${'and more '.repeat(5)}||`;
    for (let length = 3_880; length < 4_010; length += 1) {
      const [text = ''] = textsOf(buildMessage({ blocks: [`${'a'.repeat(length - 100)} ${hidden} then ${hidden}`] }));
      expect(removeHidden(text)).not.toContain('secret');
      expect(text.length).toBeLessThanOrEqual(4_000);
    }
  });

  it('has no small print, nor the line above it, where there is nothing to say', () => {
    expect(buildMessage({ blocks: ['text'], footnotes: [''] }).components[0].components.map(({ type }) => type)).toEqual([10]);
  });

  it('never has the same control twice, which Discord refuses', () => {
    const message = buildMessage({ blocks: ['text'], rows: [[button('a'), button('b')], [button('a')], [button('c')]] });
    expect(flattenComponents(message.components).flatMap(({ custom_id }) => custom_id ?? [])).toEqual(['a', 'b', 'c']);
    expect(findMessageProblems(message)).toEqual([]);
  });

  it('puts more than five buttons into rows of five, and leaves out rows of nothing', () => {
    const many = Array.from({ length: 7 }, (_, index) => button(String(index)));
    const message = buildMessage({ blocks: ['text'], rows: [many, undefined, []] });
    expect(message.components[0].components.filter(({ type }) => type === 1)).toHaveLength(2);
    expect(findMessageProblems(message)).toEqual([]);
  });

  it('of more than 40 components is a bug, and says so', () => {
    expect(() => buildMessage({ blocks: Array.from({ length: 40 }, () => 'x') })).toThrow('40 components');
  });

  it('mentions nobody', () => {
    const message = buildMessage({ blocks: ['@everyone'] });
    expect(message.allowed_mentions).toEqual({ parse: [] });
    expect(message.flags).toBe(1 << 15);
  });
});

describe('a control', () => {
  it('has labels and placeholders of a length Discord takes', () => {
    const long = 'word '.repeat(60);
    const select = buildSelect('id', long, [{ label: long, value: 'a', description: long }]);
    const message = buildMessage({
      blocks: ['x'],
      rows: [[buildButton({ label: long, id: 'b' }), buildLinkButton(long, 'https://example.org')], select],
    });
    expect(findMessageProblems(message)).toEqual([]);
  });

  it('offers at most 25 different options, and is left out when there are none', () => {
    const options = Array.from({ length: 60 }, (_, index) => ({ label: `n${index}`, value: `v${index % 40}` }));
    expect(buildSelect('id', 'choose', options)?.options).toHaveLength(25);
    expect(buildSelect('id', 'choose', [...options.slice(0, 2), ...options.slice(0, 2)])?.options).toHaveLength(2);
    expect(buildSelect('id', 'choose', [])).toBeUndefined();
  });
});

describe('pages', () => {
  const pager = (page: number, count: number) => buildPager(say, { command: 'cast', action: 'list', args: ['its-okay'] }, page, count);

  it('have no buttons when there is one page, and no way back from the first or on from the last', () => {
    expect(pager(0, 1)).toBeUndefined();
    const disabled = (page: number) => {
      const row = pager(page, 3);
      return row !== undefined && !('type' in row) ? row.map((control) => control.disabled === true) : [];
    };
    expect(disabled(0)).toEqual([true, true, false]);
    expect(disabled(1)).toEqual([false, true, false]);
    expect(disabled(2)).toEqual([false, true, true]);
    expect(findMessageProblems(buildMessage({ blocks: ['x'], rows: [pager(0, 2)] }))).toEqual([]);
  });

  const readPages = (texts: readonly string[], style: 'card' | 'plain') => {
    const blocks = texts.map((text) => ({ text, records: [] }));
    const { count } = choosePage(blocks, 0, style);
    return Array.from({ length: count }, (_, page) => choosePage(blocks, page, style).texts);
  };

  it('never part a block, and lose none', () => {
    const blocks = ['a'.repeat(1_500), 'b'.repeat(1_500), 'c', 'd'.repeat(5_000), 'e'];
    const pages = readPages(blocks, 'card');
    expect(pages.flat()).toEqual(blocks);
    expect(pages.map((page) => page.length)).toEqual([1, 2, 1, 1]);
  });

  it('of an ordinary message are shorter, and part a long list between its lines but never inside a spoiler', () => {
    const lines = Array.from({ length: 40 }, (_, index) => `- line ${index} ${'x'.repeat(60)}`);
    const hidden = `||${'s'.repeat(900)}\n${'t'.repeat(900)}||`;
    const pages = readPages([lines.join('\n'), hidden], 'plain');
    expect(pages.flat().flatMap((text) => text.split('\n'))).toEqual([...lines, ...hidden.split('\n')]);
    expect(
      pages
        .flat()
        .filter((text) => text.startsWith('- '))
        .every((text) => text.length <= 1_200),
    ).toBe(true);
    expect(pages.flat()).toContain(hidden);
  });

  it.each([
    ['2', 2],
    ['99', 4],
    ['-3', 0],
    ['x', 0],
    ['1e9', 1],
    [undefined, 0],
  ])('asked for as %j give page %i of five', (asked, page) => {
    expect(clampPage(asked, 5)).toBe(page);
  });
});

describe('a custom_id', () => {
  it('brings back what was put in', () => {
    const id = buildCustomId('cast', 'card', 'its-okay', 'person', 'kim', 2);
    expect(id).toBe('v1|cast|card|its-okay|person|kim|2');
    expect(parseCustomId(id)).toEqual({ command: 'cast', action: 'card', args: ['its-okay', 'person', 'kim', '2'] });
  });

  it('does not let what somebody typed become another argument', () => {
    expect(parseCustomId(buildCustomId('quote', 'find', 'a|b', 'c'))?.args).toEqual(['a b', 'c']);
  });

  it('longer than Discord takes is a bug, and says so', () => {
    expect(() => buildCustomId('cast', 'name', 'x'.repeat(100))).toThrow(RangeError);
  });

  it.each(['', 'v1', 'v1|cast', 'v1||list', 'v2|cast|list', 'cast|list'])('%j is none of ours', (id) => {
    expect(parseCustomId(id)).toBeUndefined();
  });
});
