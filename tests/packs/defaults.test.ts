import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPacks } from '../../src/packs/check.ts';
import { readPacks } from '../../src/packs/read.ts';
import { PacksFolder } from './folder.ts';

let packs: PacksFolder;
beforeEach(() => {
  packs = new PacksFolder();
});
afterEach(() => {
  packs.remove();
});

const read = () => readPacks(packs.file('lighthouse'));
const without = (text: string, ...fields: readonly string[]) =>
  text
    .split('\n')
    .filter((line) => !fields.some((field) => line.trimStart().startsWith(`${field}:`)))
    .join('\n');

describe('what an author need not type', () => {
  it('stands once at the head of a file, and the records are as they were', () => {
    const before = read().packs[0]?.list('people');
    packs.write(
      'lighthouse/people.yaml',
      `defaults:\n  sources: [harbour-news]\n  spoiler_from: 1\n${without(packs.read('lighthouse/people.yaml'), 'sources', 'as_of', 'spoiler_from').replace('- text: The Voice', '- text: The Voice\n        spoiler_from: 3')}`,
    );
    expect(read().problems).toEqual([]);
    expect(read().packs[0]?.list('people')).toEqual(before);
  });

  it('is the date of a fact: that of the newest of its sources, or undated', () => {
    packs.edit('lighthouse/sources.yaml', 'published: "2019-03-01"', 'published: "2019-03-01"\n    updated: "2019-04-02"');
    packs.write('lighthouse/cast.yaml', without(packs.read('lighthouse/cast.yaml'), 'as_of'));
    const [keeper, writer] = read().packs[0]?.list('cast') ?? [];
    expect([keeper?.as_of, keeper?.relations[0]?.as_of, writer?.as_of]).toEqual(['2019-04-02', '2019-05-02', '2019-05-02']);
    packs.write('lighthouse/sources.yaml', without(packs.read('lighthouse/sources.yaml'), 'published', 'updated'));
    expect(read().packs[0]?.list('cast')[1]?.as_of).toBe('undated');
  });

  it('is never known earlier than what it stands in', () => {
    packs.edit('lighthouse/cast.yaml', 'cast:', 'defaults:\n  spoiler_from: 1\n  sources: [finale-review]\ncast:');
    packs.edit(
      'lighthouse/cast.yaml',
      'description: Writes the letters.',
      'description: Writes the letters.\n    facts:\n      - {id: pen, text: With a pen.}',
    );
    const fact = read().packs[0]?.list('cast')[1]?.facts[0];
    expect(fact).toMatchObject({ spoiler_from: 4, sources: ['finale-review'], as_of: '2019-05-02' });
    expect(checkPacks(read())).toEqual([]);
  });

  it('is an id that follows from what the record holds, and the sources of a rating that are those of its episode', () => {
    packs.write('lighthouse/cast.yaml', packs.read('lighthouse/cast.yaml').replace('id: the-keeper-adult\n        actor', 'actor'));
    packs.write('lighthouse/cast.yaml', packs.read('lighthouse/cast.yaml').replace('id: the-keeper-to-the-writer\n        to', 'to'));
    packs.write('lighthouse/episodes.yaml', without(packs.read('lighthouse/episodes.yaml'), 'rating_sources'));
    expect(checkPacks(read())).toEqual([]);
    const [pack] = read().packs;
    const [keeper] = pack?.list('cast') ?? [];
    expect([keeper?.roles[0]?.id, keeper?.relations[0]?.id]).toEqual(['the-keeper-yoon-garam', 'the-keeper-to-the-writer']);
    expect(pack?.list('episodes')[0]).toMatchObject({ rating_sources: ['harbour-news'] });
  });

  it('is still missed where nothing stands in for it', () => {
    packs.write('lighthouse/music.yaml', without(packs.read('lighthouse/music.yaml'), 'sources', 'spoiler_from', 'part'));
    expect(checkPacks(read()).map(({ problem }) => problem)).toEqual([
      'this states something but names no source',
      '"spoiler_from" is missing',
    ]);
  });
});
