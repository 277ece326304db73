/** The places of a title: a kind of record that is there because the list of kinds names it, and for no other reason. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limitContent } from '../../src/content/content-view.ts';
import { inLanguage } from '../../src/content/in-language.ts';
import { buildMapLink } from '../../src/content/map-link.ts';
import type { Content } from '../../src/content/types.ts';
import { checkPacks } from '../../src/packs/check.ts';
import { readPacks } from '../../src/packs/read.ts';
import { PacksFolder } from '../packs/folder.ts';

const TITLE = 'lighthouse';

let packs: PacksFolder;
let content: Content;
beforeEach(() => {
  packs = new PacksFolder();
  packs.write(
    'lighthouse/translations/ko.yaml',
    'places:\n  old-lighthouse: {filmed: 등불 방의 장면들을 찍었어요., stands_for: 등대지기의 등대, note: 여름에 열어요.}\n',
  );
  content = packs.openContent();
});
afterEach(() => packs.remove());

describe('places', () => {
  it('are told with where they are and what they have to do with the title', () => {
    expect(content.list('places', TITLE).map(({ id }) => id)).toEqual(['old-lighthouse', 'last-pier']);
    expect(content.get('places', TITLE, 'old-lighthouse')).toMatchObject({
      region: 'North Cape',
      filmed: 'The scenes in the lamp room.',
      episodes: [1, 2],
    });
    expect(content.list('places', 'harbour')).toEqual([]);
  });

  it('give nothing away before the episode', () => {
    const limited = limitContent(content, { [TITLE]: 1 });
    expect(limited.list('places', TITLE).map(({ id }) => id)).toEqual(['old-lighthouse']);
    expect(limited.get('places', TITLE, 'last-pier')).toBeUndefined();
  });

  it('are told in the reader’s language, and say where they are not', () => {
    const korean = inLanguage(content, 'ko');
    expect(korean.get('places', TITLE, 'old-lighthouse')).toMatchObject({
      name: '옛 등대',
      latin: 'Old Lighthouse',
      filmed: '등불 방의 장면들을 찍었어요.',
    });
    expect(korean.get('places', TITLE, 'old-lighthouse')).not.toHaveProperty('onlyIn');
    expect(korean.get('places', TITLE, 'last-pier')).toMatchObject({ onlyIn: 'en-US' });
    expect(inLanguage(content, 'ja').get('places', TITLE, 'old-lighthouse')?.name).toBe('古い灯台');
  });

  it.each([
    ['what the pack says finds it', { map_query: '등대 카페', coordinates: { latitude: 1, longitude: 2 } }, '등대 카페'],
    ['its coordinates', { coordinates: { latitude: 36.5, longitude: -129.25 } }, '36.5,-129.25'],
    ['its own name and address', { hangul: '옛 등대', address: '1 Cape Road', region: 'North Cape' }, '옛 등대, 1 Cape Road'],
    ['its name and region', { region: 'North Cape & Isles' }, 'Old Lighthouse, North Cape & Isles'],
    ['its name alone', {}, 'Old Lighthouse'],
  ])('are looked for on a map by %s', (_what, fields, query) => {
    const link = new URL(buildMapLink({ name: 'Old Lighthouse', ...fields }));
    expect(link.origin + link.pathname).toBe('https://www.google.com/maps/search/');
    expect(Object.fromEntries(link.searchParams)).toEqual({ api: '1', query });
  });

  it.each([
    ['an episode that does not exist', '[1, 2]', '[1, 99]', 'this is episode 99, but the last one is'],
    ['a latitude beyond the pole', 'latitude: 36.5', 'latitude: 136.5', '"latitude" is 136.5, which is too high'],
    ['a source that is not there', '[harbour-news]', '[harbour-new]', 'there is no source "harbour-new"'],
    ['an episode too late', 'spoiler_from: 1', 'spoiler_from: 50', '"spoiler_from" is 50, but the last episode is'],
    [
      'no word about the title',
      "    filmed: The scenes in the lamp room.\n    stands_for: The keeper's lighthouse\n",
      '',
      'nothing says what "old-lighthouse" has to do with the title',
    ],
  ])('are refused with %s, by line and remedy', (_what, from, to, problem) => {
    packs.edit('lighthouse/places.yaml', from, to);
    const found = checkPacks(readPacks(packs.path)).filter(({ file }) => file === packs.file('lighthouse/places.yaml'));
    expect(found).toEqual([expect.objectContaining({ problem: expect.stringContaining(problem) })]);
    expect(found[0]?.line).toBeGreaterThan(1);
    expect(found[0]?.remedy).not.toBe('');
  });

  it('may be what a conflict is about', () => {
    packs.edit('lighthouse/conflicts.yaml', 'about: [', 'about: [old-lighthouse, ');
    expect(checkPacks(readPacks(packs.path))).toEqual([]);
  });
});
