import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCheck } from '../../src/cli/check.ts';
import { createIo } from '../cli/io.ts';
import { PacksFolder } from './folder.ts';

let packs: PacksFolder;
beforeEach(() => {
  packs = new PacksFolder();
});
afterEach(() => {
  packs.remove();
});

/** The sources of the packs were read in January 2020 and February 2022. */
const IN_2020 = Date.UTC(2020, 5, 1);

async function run(args: readonly string[], env: Record<string, string> = {}, nowMs = IN_2020) {
  const io = createIo({ env });
  const code = await runCheck(args, io, () => nowMs);
  return { code, stdout: io.out(), stderr: io.err() };
}

describe('nabi check', () => {
  it('sums up each title when all is well', async () => {
    const { code, stdout } = await run([packs.path]);
    expect(code).toBe(0);
    expect(stdout).toContain('Letters from the Lighthouse (lighthouse): 2 people, 2 characters, 2 awards, 2 episodes, 5 quotes');
    expect(stdout).toContain('No problems.');
  });

  it('prints file, line, problem and remedy, a count, and exits 1', async () => {
    packs.edit('lighthouse/music.yaml', 'artist', 'artits');
    const { code, stdout } = await run([packs.path]);
    expect(code).toBe(1);
    expect(stdout).toContain(`${packs.file('lighthouse/music.yaml')}:5  "artits" is not known here  → did you mean "artist"?\n`);
    expect(stdout).toContain('1 problem in 1 file.');
  });

  it('says how long the daily post goes without a repeat, and what makes more', async () => {
    expect((await run([packs.path])).stdout).toMatch(
      /daily post of lighthouse: \d+ lines?, \d+ days? without a repeat where nothing is set; .* More with .*further gentle or firm lines/,
    );
  });

  it('takes quotes of which none may be posted for a problem, with the way out', async () => {
    packs.write('lighthouse/quotes.yaml', packs.read('lighthouse/quotes.yaml').replaceAll('spoiler_from: 1', 'spoiler_from: 2'));
    const { code, stdout } = await run([packs.path]);
    expect(code).toBe(1);
    expect(stdout).toContain('the daily post has nothing to post where nothing is set');
    expect(stdout).toContain('give a gentle or firm line the lowest "spoiler_from" its words allow');
  });

  it('prints nothing but JSON when asked for it', async () => {
    packs.edit('lighthouse/music.yaml', 'spoiler_from: 1', 'spoiler_from: 9');
    const { code, stdout, stderr } = await run([packs.path, '--json']);
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      problems: [expect.objectContaining({ file: packs.file('lighthouse/music.yaml'), line: 8 })],
      notes: [],
      titles: [expect.objectContaining({ id: 'harbour' }), expect.objectContaining({ id: 'lighthouse', quotes: 5 })],
    });
  });

  it('notes a character that the quote card cannot draw, and takes it for no problem', async () => {
    packs.edit('lighthouse/quotes.yaml', 'original: 서두르지 마.', 'original: 龜がないで ♥🌊');
    const { code, stdout } = await run([packs.path]);
    expect(code).toBe(0);
    expect(stdout).toContain('No problems.');
    const line = packs.lineOf('lighthouse/quotes.yaml', 'original:');
    expect(stdout).toContain(
      `note: ${packs.file('lighthouse/quotes.yaml')}:${line}  character without a glyph in the card font: "龜" (U+9F9C)`,
    );
    expect(stdout).not.toContain('"♥"');
    expect(JSON.parse((await run([packs.path, '--json'])).stdout)).toMatchObject({ ok: true, notes: [{ line }] });
  });

  it('notes how many facts of a file nobody looked at for 400 days, and lists them with --json', async () => {
    const counted = async (nowMs: number) => (await run([packs.path], {}, nowMs)).stdout.match(/^note: .*last looked at.*$/gm) ?? [];
    expect(await counted(Date.UTC(2021, 1, 5))).toEqual([]);
    const later = Date.UTC(2021, 1, 6);
    expect(await counted(later)).toContain(
      `note: ${packs.file('lighthouse/music.yaml')}:1  1 fact was last looked at more than 400 days ago  → --json lists them`,
    );
    expect((await counted(later)).join()).not.toContain('harbour');
    const { notes } = JSON.parse((await run([packs.path, '--json'], {}, later)).stdout);
    expect(notes).toContainEqual({
      file: packs.file('lighthouse/music.yaml'),
      line: packs.lineOf('lighthouse/music.yaml', 'id:'),
      problem: expect.stringContaining('was last looked at on 2020-01-02'),
      remedy: expect.stringContaining('read its sources again'),
    });
  });

  it('takes the folder from NABI_PACKS when none is named', async () => {
    expect((await run([], { NABI_PACKS: packs.file('harbour') })).stdout).toContain('Harbour (harbour)');
  });

  it('exits 2 and shows the usage when it is called wrongly', async () => {
    const { code, stderr, stdout } = await run(['--loud']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: nabi check [folder] [--json]');
    expect((await run(['one', 'two'])).code).toBe(2);
  });
});
