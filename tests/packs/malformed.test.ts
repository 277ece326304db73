/** Packs made to do harm, or broken by accident: each is refused with a clear sentence, and soon. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPacks } from '../../src/packs/check.ts';
import type { Problem } from '../../src/packs/problem.ts';
import { readPacks } from '../../src/packs/read.ts';
import { PacksFolder } from './folder.ts';

let packs: PacksFolder;
beforeEach(() => {
  packs = new PacksFolder();
});
afterEach(() => {
  packs.remove();
});

const MUSIC = 'lighthouse/music.yaml';
const MB = 1024 * 1024;

function check(): readonly Problem[] {
  return checkPacks(readPacks(packs.path));
}

/** The first problem of a file. */
function told(name: string): Problem | undefined {
  return check().find(({ file }) => file === packs.file(name));
}

const TRACK = 'id: a, part: P, title: T, artist: A, as_of: "2020", spoiler_from: 1';

const refused: readonly { readonly what: string; readonly text: string | Buffer; readonly line: number; readonly says: string }[] = [
  { what: 'a list opened half a million times', text: `tracks: ${'['.repeat(500_000)}`, line: 1, says: 'nested more than 16 levels' },
  {
    what: 'a record opened a quarter of a million times',
    text: `\ntracks: ${'{a: '.repeat(250_000)}`,
    line: 2,
    says: 'nested more than 16',
  },
  { what: 'a hundred thousand dashes', text: `tracks:\n  ${'- '.repeat(100_000)}`, line: 2, says: 'nested more than 16 levels deep' },
  { what: 'a ladder of keys', text: Array.from({ length: 900 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'), line: 17, says: 'nested' },
  {
    what: 'brackets closed properly, ten thousand deep',
    text: `tracks: ${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    line: 1,
    says: 'nested',
  },
  { what: 'nothing but commas', text: `tracks: [${','.repeat(MB - 100)}]`, line: 1, says: 'more than 150,000 words and signs' },
  { what: 'nothing but empty lines', text: '\n'.repeat(MB), line: 150_001, says: 'more than 150,000 words and signs' },
  {
    what: 'a hundred thousand anchors',
    text: `tracks:\n${'- &a x\n'.repeat(100_000)}`,
    line: 2,
    says: '"&a" marks a value to be used elsewhere',
  },
  {
    what: 'anchors that unfold into more and more',
    text: ['l0: &l0 [x]', ...Array.from({ length: 9 }, (_, n) => `l${n + 1}: &l${n + 1} [${Array(9).fill(`*l${n}`).join(', ')}]`)].join(
      '\n',
    ),
    line: 1,
    says: '"&l0" marks a value',
  },
  { what: 'an anchor that contains itself', text: 'tracks: &all\n  - *all', line: 1, says: '"&all" marks a value' },
  { what: 'an alias that leads nowhere', text: 'tracks:\n  - *all', line: 2, says: '"*all" stands for a value written elsewhere' },
  { what: 'a merge key', text: 'tracks:\n  - <<: {id: x}\n    part: a', line: 2, says: '"<<" copies the values of another record' },
  { what: 'a tag that asks for code', text: 'tracks:\n  - !!js/function "x"', line: 2, says: '"!!js/function" is a YAML tag' },
  { what: 'a tag that asks for bytes', text: 'tracks: !!binary aGVsbG8=', line: 1, says: '"!!binary" is a YAML tag' },
  { what: 'an order to the parser', text: '%TAG ! tag:x,2000:\n---\ntracks: []', line: 1, says: 'is an order to the parser' },
  { what: 'a key of several lines', text: '? [a, b]\n: c', line: 1, says: 'a "?" begins a key here' },
  { what: 'two documents', text: 'tracks: []\n---\ntracks: []', line: 2, says: 'not valid YAML' },
  { what: 'the same key twice', text: 'tracks: []\ntracks: []', line: 2, says: 'map keys must be unique' },
  { what: 'a NUL byte', text: 'tracks: []\n# \0', line: 2, says: 'cannot be seen (U+0000)' },
  { what: 'an escape of the terminal', text: 'tracks: []\n# \u001b[31m', line: 2, says: 'cannot be seen (U+001B)' },
  { what: 'a mark that turns the writing round', text: 'tracks:\n  - \u202egnp.exe', line: 2, says: 'cannot be seen (U+202E)' },
  { what: 'a space without width', text: 'tracks:\n  - ad\u200bmin', line: 2, says: 'cannot be seen (U+200B)' },
  { what: 'letters of the invisible alphabet', text: 'tracks:\n  - \u{E0041}', line: 2, says: 'cannot be seen (U+E0041)' },
  { what: 'half a character, written as an escape', text: 'tracks:\n  - "\\ud800"', line: 2, says: 'cannot be seen (U+D800)' },
  { what: 'a byte that is no UTF-8', text: Buffer.from('tracks:\n  - caf\xe9', 'latin1'), line: 2, says: 'not written in UTF-8' },
  { what: 'a file of UTF-16', text: Buffer.from('\ufefftracks: []', 'utf16le'), line: 1, says: 'not written in UTF-8' },
  { what: 'an HTML tag', text: 'tracks:\n  - "<b>Rain</b>"', line: 2, says: '"<b>" is HTML' },
  { what: 'a script', text: 'tracks:\n  - \'<script src="x">\'', line: 2, says: 'is HTML' },
  { what: 'an HTML entity', text: 'tracks:\n  - Fish &amp; Chips', line: 2, says: '"&amp;" is HTML' },
  {
    what: 'a number as an id',
    text: `tracks:\n  - {${TRACK.replace('id: a', 'id: 5')}, sources: [harbour-news]}`,
    line: 2,
    says: '"id" should be a text, but is 5',
  },
  {
    what: 'an id that climbs out of its folder',
    text: `tracks:\n  - {${TRACK.replace('id: a', 'id: ../../etc')}, sources: [harbour-news]}`,
    line: 2,
    says: '"id" cannot be "../../etc"',
  },
  { what: 'a text of almost a megabyte', text: `tracks:\n  - id: "${'x'.repeat(MB - 100)}"`, line: 2, says: '"id" has 1048476 characters' },
  { what: 'a text of ten megabytes', text: `tracks: "${'x'.repeat(10 * MB)}"`, line: 1, says: 'this file has 10485770 bytes' },
  {
    what: 'a record with more sources than anybody reads',
    text: `tracks:\n  - {${TRACK}, sources: [${Array.from({ length: 30_000 }, (_, n) => `s${n}`).join(', ')}]}`,
    line: 2,
    says: '"sources" lists 30000 things',
  },
  {
    what: 'more records than a pack may hold',
    text: `tracks: [${'{a: 1},'.repeat(12_000)}]`,
    line: 1,
    says: '"tracks" lists 12000 things',
  },
  {
    what: 'the names every object has',
    text: 'tracks: []\n__proto__: {polluted: true}\nconstructor: 1',
    line: 2,
    says: '"__proto__" is not known here',
  },
];

describe('a malformed file', () => {
  it.each(refused)('is refused for $what', ({ text, line, says }) => {
    packs.write(MUSIC, text);
    const problems = check().filter(({ file }) => file === packs.file(MUSIC));
    expect(problems).toContainEqual({
      file: packs.file(MUSIC),
      line,
      problem: expect.stringContaining(says),
      remedy: expect.stringMatching(/\w/),
    });
    expect(problems.length).toBeLessThanOrEqual(100);
    for (const { problem, remedy } of problems) expect(`${problem}${remedy}`).toMatch(/^[^\p{Cc}\p{Cs}]{1,400}$/u);
  });

  it('says the same thing five times and counts the rest, so that it hides nothing else', () => {
    const record = `{${TRACK}, sources: [nobody-knows-this-source]}`;
    packs.write(MUSIC, `tracks:\n${Array.from({ length: 1900 }, () => `- ${record}`).join('\n')}`);
    const problems = check();
    expect(problems.length).toBeLessThanOrEqual(201);
    expect(problems).toContainEqual(
      expect.objectContaining({ problem: 'there is no source "nobody-knows-this-source", and 1895 more like it' }),
    );
  });

  it('leaves emoji, accents, Korean and a fish with an ampersand as they are', () => {
    packs.edit(MUSIC, 'artist: The Buoys', 'artist: "Fish & Chips <3 👩‍👩‍👧 café 괜찮아 a<b"');
    expect(check()).toEqual([]);
  });
});

describe('a malformed folder', () => {
  it('is not followed out of, wherever a link leads', () => {
    mkdirSync(packs.file('lighthouse/translations'));
    symlinkSync('/etc/hostname', packs.file('lighthouse/translations/ko.yaml'));
    expect(told('lighthouse/translations/ko.yaml')?.problem).toContain('leads out of the folder');
    rmSync(packs.file('lighthouse/translations'), { recursive: true });
    symlinkSync('/etc', packs.file('lighthouse/translations'));
    expect(told('lighthouse/translations')?.problem).toContain('no file of a pack');
    symlinkSync('loop', packs.file('loop'));
    expect(told('loop')?.problem).toContain('leads out of the folder of packs, or nowhere');
    symlinkSync('/dev/zero', packs.file('lighthouse/peoples.yaml'));
    expect(told('lighthouse/peoples.yaml')?.problem).toContain('no file of a pack');
  });

  it('does not wait for a pipe', () => {
    rmSync(packs.file(MUSIC));
    execFileSync('mkfifo', [packs.file(MUSIC)]);
    expect(told(MUSIC)?.problem).toBe('this is not a plain file');
  });

  it.each(['My Drama', 'a\u001b[2Jb', 'x\u202ey', 'drama\n'])('is not called %j', (name) => {
    cpSync(packs.file('harbour'), join(packs.path, name), { recursive: true });
    const [problem] = check();
    expect(problem?.problem).toBe('a folder of this name cannot be a pack');
    expect(problem?.remedy).toContain('such as my-drama');
    expect(problem?.file).toMatch(/^[^\p{Cc}\p{Cf}]+$/u);
  });

  it('holds no thousands of files', () => {
    for (let n = 0; n < 1000; n++) packs.write(`lighthouse/${n}.txt`, 'x');
    const problems = check();
    expect(problems.length).toBeLessThan(40);
    expect(problems).toContainEqual(expect.objectContaining({ problem: 'there are more than 400 files in this folder' }));
  });

  it('holds no thousands of packs', () => {
    for (let n = 0; n < 250; n++) mkdirSync(packs.file(`drama-${n}`));
    expect(check()).toContainEqual(
      expect.objectContaining({ problem: 'there are 252 packs', remedy: 'keep at most 200 packs in one folder' }),
    );
  });

  it('is not read on when the packs together are too big', () => {
    for (let n = 0; n < 33; n++) {
      cpSync(packs.file('harbour'), packs.file(`harbour-${n}`), { recursive: true });
      packs.write(`harbour-${n}/music.yaml`, `tracks: [] # ${'x'.repeat(MB - 100)}`);
    }
    expect(check()).toContainEqual(expect.objectContaining({ remedy: 'keep all packs under 32 MB' }));
  });
});
