import { mkdirSync, renameSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LivePacks, openLivePacks, type PacksLook } from '../../src/content/live.ts';
import type { Content } from '../../src/content/types.ts';
import { PacksFolder } from '../packs/folder.ts';
import { createRecordingLog, type RecordingLog } from '../support/recording-log.ts';

/** Never, as far as a test is concerned. */
const SELDOM_MS = 3_600_000;

let packs: PacksFolder;
let home: PacksFolder;
let live: LivePacks | undefined;
let log: RecordingLog;

beforeEach(() => {
  packs = new PacksFolder();
  home = new PacksFolder();
  log = createRecordingLog();
});

afterEach(() => {
  live?.close();
  live = undefined;
  packs.remove();
  home.remove();
});

async function open(lookEveryMs = SELDOM_MS): Promise<LivePacks> {
  live = await openLivePacks({ packsDir: packs.path, file: home.file('content.db'), log, lookEveryMs });
  return live;
}

function nextLook(of: LivePacks): Promise<PacksLook> {
  return new Promise((resolve) => of.onLook(resolve));
}

function networkIn(content: Content): string | undefined {
  return content.title('lighthouse')?.key_facts.find(({ id }) => id === 'network')?.value;
}

const errors = (): object[] => log.lines.filter(({ level }) => level === 'error');

describe('packs that change while they are used', () => {
  it('are in the next answer, and an answer begun before goes on with what it had', async () => {
    const opened = await open();
    const before = opened.content();
    const changes: [string | undefined, string | undefined][] = [];
    opened.onContentChanged((old, next) => changes.push([networkIn(old), networkIn(next)]));
    const looked = nextLook(opened);
    packs.edit('lighthouse/title.yaml', 'value: Coast TV', 'value: Shore TV');
    expect((await looked).problems).toEqual([]);
    expect(networkIn(opened.content())).toBe('Shore TV');
    expect(changes).toEqual([['Coast TV', 'Shore TV']]);
    // A question that needs the database itself, asked of the content of before.
    expect(before.list('quotes', 'lighthouse').length).toBeGreaterThan(0);
    expect(log.lines.filter(({ message }) => message === 'the packs were read anew')).toHaveLength(1);
  });

  it('go on being taken up while another is half written, and two of one id keep only the second out', async () => {
    const opened = await open();
    let looked = nextLook(opened);
    // An editor that was stopped in the middle of a line.
    packs.write('lighthouse/cast.yaml', packs.read('lighthouse/cast.yaml').slice(0, 400));
    packs.edit('harbour/title.yaml', 'year: ', 'literal: A port\nyear: ');
    await looked;
    expect(opened.problems()[0]).toMatchObject({ file: packs.file('lighthouse/cast.yaml') });
    expect(opened.content().title('harbour')?.literal).toBe('A port');
    expect(opened.content().list('cast', 'lighthouse')).toHaveLength(2);
    looked = nextLook(opened);
    packs.write('twin/title.yaml', packs.read('harbour/title.yaml'));
    packs.write('twin/sources.yaml', packs.read('harbour/sources.yaml'));
    await looked;
    expect(opened.problems().map(({ problem }) => problem)).toContainEqual(
      expect.stringContaining('the title\'s id is "harbour", but its folder is called "twin"'),
    );
    expect(
      opened
        .content()
        .titles()
        .map(({ id }) => id),
    ).toEqual(['lighthouse', 'harbour']);
  });

  it('that are broken change nothing, and are named with file, line and remedy until they are mended', async () => {
    const opened = await open();
    const before = opened.content();
    const changes: Content[] = [];
    opened.onContentChanged((_, next) => changes.push(next));
    let looked = nextLook(opened);
    packs.edit('lighthouse/title.yaml', 'value: Coast TV', 'value: [');
    const line = packs.lineOf('lighthouse/title.yaml', 'value: [');
    await looked;
    expect(opened.content()).toBe(before);
    expect(opened.problems().length).toBeGreaterThan(0);
    expect(errors()[0]).toMatchObject({
      fields: {
        file: packs.file('lighthouse/title.yaml'),
        line: expect.toSatisfy((at: number) => Math.abs(at - line) <= 1),
        remedy: expect.any(String),
      },
    });
    expect(errors().at(-1)).toMatchObject({ message: expect.stringContaining('last good state') });

    looked = nextLook(opened);
    packs.edit('lighthouse/title.yaml', 'value: [', 'value: Coast TV');
    await looked;
    expect(opened.problems()).toEqual([]);
    expect(opened.content()).toBe(before);
    expect(changes).toEqual([]);
  });

  it('are found by the regular look where nothing tells of changes', async () => {
    const opened = await open(50);
    const looked = nextLook(opened);
    // The folder that is watched is another one now.
    const next = new PacksFolder();
    next.edit('lighthouse/title.yaml', 'value: Coast TV', 'value: Shore TV');
    renameSync(packs.path, home.file('put-away'));
    renameSync(next.path, packs.path);
    await looked;
    expect(networkIn(opened.content())).toBe('Shore TV');
  });

  it('that cannot be built are reported, and built as soon as they can be', async () => {
    const opened = await open(50);
    const changed = new Promise((resolve) => opened.onContentChanged((_, next) => resolve(networkIn(next))));
    const aside = home.file('content.db.aside');
    renameSync(home.file('content.db'), aside);
    mkdirSync(home.file('content.db'));
    packs.edit('lighthouse/title.yaml', 'value: Coast TV', 'value: Shore TV');
    await expect.poll(() => errors()[0], { timeout: 20_000 }).toMatchObject({ message: expect.stringContaining('could not be built') });
    expect(networkIn(opened.content())).toBe('Coast TV');
    renameSync(home.file('content.db'), home.file('was-in-the-way'));
    expect(await changed).toBe('Shore TV');
  });

  it('go on being used when what should follow a change goes wrong', async () => {
    const opened = await open();
    opened.onContentChanged(() => {
      throw new Error('no news');
    });
    const looked = nextLook(opened);
    packs.edit('lighthouse/title.yaml', 'value: Coast TV', 'value: Shore TV');
    await looked;
    expect(networkIn(opened.content())).toBe('Shore TV');
    expect(errors()).toMatchObject([{ fields: { err: new Error('no news') } }]);
  });
});
