/** Discord's markdown by lines, as the page reads it. */
import { describe, expect, it } from 'vitest';
import { parseBlocks } from '../../src/playground/page/blocks.ts';

const text = (words: string) => ({ kind: 'text', text: words });

describe('a text in blocks', () => {
  it('tells headings from a hash in a line or without a space', () => {
    expect(parseBlocks('## Two\n#none\na # b')).toEqual([{ kind: 'heading', level: 2, text: 'Two' }, text('#none\na # b')]);
  });

  it('keeps lines together, so that a spoiler may span them', () => {
    expect(parseBlocks('one ||two\nthree|| four')).toEqual([text('one ||two\nthree|| four')]);
  });

  it('reads lists in lists, and small print inside an item', () => {
    expect(parseBlocks('- a\n  -# small\n  - inner\n- b')).toEqual([
      {
        kind: 'list',
        isOrdered: false,
        start: 1,
        items: [
          {
            blocks: [
              text('a'),
              { kind: 'small', text: 'small' },
              { kind: 'list', isOrdered: false, start: 1, items: [{ blocks: [text('inner')] }] },
            ],
          },
          { blocks: [text('b')] },
        ],
      },
    ]);
  });

  it('begins a new list where numbers follow points, and counts from where the writer began', () => {
    const [points, numbers] = parseBlocks('- a\n3. b\n4. c');
    expect(points).toMatchObject({ isOrdered: false });
    expect(numbers).toMatchObject({ isOrdered: true, start: 3, items: [{}, {}] });
  });

  it('reads quotes line by line, or to the end with three marks', () => {
    expect(parseBlocks('> a\n> -# b\nc')).toEqual([{ kind: 'quote', blocks: [text('a'), { kind: 'small', text: 'b' }] }, text('c')]);
    expect(parseBlocks('>>> a\nb')).toEqual([{ kind: 'quote', blocks: [text('a\nb')] }]);
  });

  it('leaves everything inside a code block alone', () => {
    expect(parseBlocks('```md\n# not a heading\n- nor a list\n```\nafter')).toEqual([
      { kind: 'code', text: '# not a heading\n- nor a list' },
      text('after'),
    ]);
    expect(parseBlocks('```never closed')).toEqual([text('```never closed')]);
  });
});
