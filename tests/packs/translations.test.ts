/** What `nabi check` says of a pack's translations, and what content.db keeps of them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPacks, listNotes } from '../../src/packs/check.ts';
import { readPacks } from '../../src/packs/read.ts';
import { PacksFolder } from './folder.ts';

const FILE = 'lighthouse/translations/ko.yaml';

let packs: PacksFolder;
beforeEach(() => {
  packs = new PacksFolder();
});
afterEach(() => packs.remove());

const check = () => checkPacks(readPacks(packs.path));
const notes = () => listNotes(readPacks(packs.path)).filter(({ file }) => file === packs.file(FILE));

const wrong: readonly {
  readonly what: string;
  readonly text: string;
  readonly at: string;
  readonly says: string;
  readonly remedy: string;
}[] = [
  {
    what: 'a list that does not exist',
    text: 'fact:\n  quiet: {text: 조용해요.}',
    at: 'fact:',
    says: '"fact" is not known here',
    remedy: 'did you mean "facts"?',
  },
  {
    what: 'an id that does not exist',
    text: 'facts:\n  quite:\n    text: 조용해요.',
    at: 'quite:',
    says: 'there is nothing called "quite" among the facts',
    remedy: 'did you mean "quiet"?',
  },
  {
    what: 'a field that does not exist',
    text: 'facts:\n  quiet:\n    texts: 조용해요.',
    at: 'texts:',
    says: '"texts" is not known here',
    remedy: 'did you mean "text"?',
  },
  {
    what: 'a field the original has not',
    text: 'key_facts:\n  network:\n    note: 없어요.',
    at: 'note:',
    says: 'the original of "network" has no "note"',
    remedy: 'take it out',
  },
  {
    what: 'fewer questions than the original has',
    text: 'quotes:\n  row-on:\n    questions: [무엇이 힘이 되나요 오늘은?]',
    at: 'questions:',
    says: 'there are 1 questions, and the original has 12',
    remedy: 'in the same order',
  },
  {
    what: 'a relation without a place for the name',
    text: 'relations:\n  the-keeper-to-the-writer:\n    text: 아이',
    at: 'text:',
    says: "says once where the other's name stands",
    remedy: 'write {name} in its place',
  },
  {
    what: 'a heading too long for a menu',
    text: `sections:\n  why-fans-love-it:\n    heading: ${'가'.repeat(101)}`,
    at: 'heading:',
    says: 'Discord shows 100 in a menu',
    remedy: 'shorten it to 100',
  },
  {
    what: 'a text too long',
    text: `facts:\n  quiet:\n    text: ${'가'.repeat(1201)}`,
    at: 'text:',
    says: '"text" has 1201 characters',
    remedy: 'shorten it to 1200',
  },
  {
    what: 'a theme no quote has',
    text: 'themes:\n  rests: 쉼',
    at: 'rests:',
    says: 'no quote has the theme "rests"',
    remedy: 'did you mean "rest"?',
  },
  {
    what: 'a mark that is none',
    text: 'facts:\n  quiet:\n    text: 조용해요.\n    of: today',
    at: 'of:',
    says: '"of" cannot be "today"',
    remedy: 'the mark that nabi check gives',
  },
  { what: 'HTML', text: 'facts:\n  quiet:\n    text: <b>조용해요.</b>', at: 'text:', says: '"<b>" is HTML', remedy: 'write plain text' },
];

describe('checking translations', () => {
  it.each(wrong)('tells the line of $what, and how to mend it', ({ text, at, says, remedy }) => {
    packs.write(FILE, text);
    expect(check()).toContainEqual({
      file: packs.file(FILE),
      line: packs.lineOf(FILE, at),
      problem: expect.stringContaining(says),
      remedy: expect.stringContaining(remedy),
    });
  });

  it.each([
    ['es', 'es-419'],
    ['kr', 'ko'],
    ['jp', 'ja'],
    ['pt', 'pt-BR'],
    ['pt_br', 'pt-BR'],
    ['KO', 'ko'],
  ])('knows which of Discord’s languages %s was meant to be', (typed, meant) => {
    packs.write(`lighthouse/translations/${typed}.yaml`, 'facts: {}');
    expect(check()[0]).toMatchObject({
      problem: `"${typed}.yaml" is no file of a pack`,
      remedy: expect.stringContaining(`call it ${meant}.yaml; a translation is called by one of Discord's languages`),
    });
  });

  it('takes no translation into the language the pack is written in', () => {
    packs.write('lighthouse/translations/en-GB.yaml', 'facts: {}');
    expect(check()[0]?.problem).toBe('the pack itself is written in en-US');
    packs.edit('lighthouse/title.yaml', 'kind: drama', 'kind: drama\nlanguage: ja');
    expect(check()).toEqual([]);
  });

  it('counts what is missing as a note, by list', () => {
    packs.write(FILE, 'facts:\n  quiet:\n    text: 조용해요.');
    expect(check()).toEqual([]);
    expect(notes()).toEqual([
      expect.objectContaining({
        line: 1,
        problem: expect.stringMatching(/^\d+ of \d+ texts are not translated \(facts 4, key_facts 1, sections 1, cast 2, /),
        remedy: 'they stay as they are, and the reply says so',
      }),
    ]);
  });

  it('notes a translation whose original has changed, gives its new mark, and shows the original again', () => {
    packs.write(FILE, 'facts:\n  quiet:\n    text: 조용해요.\n    of: "00000000"');
    const [stale] = notes();
    expect(stale).toMatchObject({ line: 2, problem: 'the original has changed since this was translated, so the original is shown' });
    expect(packs.openContent().translations('lighthouse').get('ko')?.get('facts/quiet')).toBeUndefined();
    const mark = /"([0-9a-f]{8})"/.exec(stale?.remedy ?? '')?.[1] ?? '';
    packs.edit(FILE, '00000000', mark);
    expect(notes().map(({ line }) => line)).toEqual([1]);
    expect(packs.openContent().translations('lighthouse').get('ko')?.get('facts/quiet')).toEqual({ text: '조용해요.' });
    packs.edit('lighthouse/title.yaml', 'praise its patience', 'praise its humour');
    expect(notes().map(({ line }) => line)).toEqual([2, 1]);
  });

  it('builds the content anew when only a translation changes', () => {
    const before = readPacks(packs.path).hash;
    packs.write(FILE, 'themes:\n  rest: 쉼');
    expect(readPacks(packs.path).hash).not.toBe(before);
  });
});
