import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openContent } from '../../src/content/store.ts';
import { ensureContentDb } from '../../src/packs/build.ts';
import { schemaOf } from '../../src/packs/file-schema.ts';
import { RECORD_KINDS } from '../../src/packs/kinds.ts';
import { BrokenPacksError } from '../../src/packs/problem.ts';
import { seal } from '../../src/packs/seal.ts';
import { PacksFolder } from './folder.ts';

let packs: PacksFolder;
let file: string;
let logged: string[];
beforeEach(() => {
  packs = new PacksFolder();
  mkdirSync(packs.file('.home'));
  file = packs.file('.home/content.db');
  logged = [];
});
afterEach(() => {
  packs.remove();
});

function ensure() {
  return ensureContentDb({ packsDir: packs.path, file, log: (message) => logged.push(message) });
}

function networkOf(): string | undefined {
  const content = openContent(file);
  try {
    return content.title('lighthouse')?.key_facts.find(({ id }) => id === 'network')?.value;
  } finally {
    content.close();
  }
}

function titlesNow(): readonly string[] {
  const content = openContent(file);
  try {
    return content.titles().map(({ id }) => id);
  } finally {
    content.close();
  }
}

describe('content.db', () => {
  it('is built once and left alone while the packs stay the same', () => {
    expect(ensure()).toEqual({ file, problems: [], rebuilt: true, stale: [], leftOut: [] });
    const bytes = readFileSync(file);
    expect(ensure()).toEqual({ file, problems: [], rebuilt: false, stale: [], leftOut: [] });
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('is built anew when a pack changes, and nothing is left beside it', () => {
    ensure();
    packs.edit('lighthouse/title.yaml', 'value: Coast TV', 'value: Shore TV');
    expect(ensure().rebuilt).toBe(true);
    expect(networkOf()).toBe('Shore TV');
    expect(readdirSync(packs.file('.home'))).toEqual(['content.db']);
  });

  it('keeps the last good content when a pack breaks, and says so', () => {
    ensure();
    packs.edit('lighthouse/title.yaml', 'value: Coast TV', 'valeu: Shore TV');
    const result = ensure();
    expect(result).toEqual(expect.objectContaining({ rebuilt: false, stale: ['lighthouse'], leftOut: [] }));
    expect(result.problems).toContainEqual(
      expect.objectContaining({ file: packs.file('lighthouse/title.yaml'), remedy: 'did you mean "value"?' }),
    );
    expect(logged.at(-1)).toContain('the content of their last good state is used: lighthouse');
    expect(networkOf()).toBe('Coast TV');
  });

  it('comes back by itself when the pack is mended', () => {
    ensure();
    packs.edit('lighthouse/title.yaml', 'value: Coast TV', 'valeu: Shore TV');
    ensure();
    packs.edit('lighthouse/title.yaml', 'valeu: Shore TV', 'value: Shore TV');
    expect(ensure()).toEqual(expect.objectContaining({ rebuilt: true, stale: [] }));
    expect(networkOf()).toBe('Shore TV');
  });

  it('lets the other packs answer at the first start, and takes the broken one in once it is mended', () => {
    packs.edit('lighthouse/title.yaml', 'value: Coast TV', 'valeu: Shore TV');
    expect(ensure()).toMatchObject({ rebuilt: true, stale: [], leftOut: ['lighthouse'] });
    expect(logged[0]).toBe('These packs are broken and left out: lighthouse.');
    expect(titlesNow()).toEqual(['harbour']);
    expect(ensure()).toMatchObject({ rebuilt: false, leftOut: ['lighthouse'], problems: [expect.anything()] });
    packs.edit('lighthouse/title.yaml', 'valeu: Shore TV', 'value: Shore TV');
    expect(ensure()).toMatchObject({ rebuilt: true, problems: [], leftOut: [] });
    expect(titlesNow()).toEqual(['lighthouse', 'harbour']);
  });

  it('takes up a change of one pack while another is broken, whose last good state goes on, quotes and translations with it', () => {
    packs.write('lighthouse/translations/es-419.yaml', 'title:\n  lighthouse:\n    literal: Cartas\n');
    packs.edit('lighthouse/title.yaml', 'year: 2019', 'literal: Letters\nyear: 2019');
    ensure();
    packs.edit('lighthouse/title.yaml', 'value: Coast TV', 'valeu: Shore TV');
    packs.edit('harbour/title.yaml', 'year: ', 'literal: A port\nyear: ');
    expect(ensure()).toMatchObject({ rebuilt: true, stale: ['lighthouse'], leftOut: [] });
    const content = openContent(file);
    expect(content.title('harbour')?.literal).toBe('A port');
    expect(content.title('lighthouse')?.key_facts[0]?.value).toBe('Coast TV');
    expect(content.quotes('lighthouse', { words: 'storm' }).map(({ id }) => id)).toEqual(['row-on']);
    expect(content.translations('lighthouse').get('es-419')?.get('title/lighthouse')).toEqual({ literal: 'Cartas' });
    content.close();
  });

  it('lists the problems when no pack can be used', () => {
    packs.edit('lighthouse/title.yaml', 'value: Coast TV', 'valeu: Shore TV');
    packs.edit('harbour/title.yaml', 'kind: film', 'kind: flim');
    expect(ensure).toThrow(BrokenPacksError);
    expect(ensure).toThrow(/lighthouse\/title\.yaml:\d+ {2}"valeu" is not known here {2}→ did you mean "value"\?/);
    expect(readdirSync(packs.file('.home'))).toEqual([]);
  });

  it('does not keep a damaged file for want of a good pack', () => {
    writeFileSync(file, 'not a database');
    packs.edit('lighthouse/title.yaml', 'value: Coast TV', 'valeu: Shore TV');
    packs.edit('harbour/title.yaml', 'kind: film', 'kind: flim');
    expect(ensure).toThrow(BrokenPacksError);
  });

  it('takes over from what another Nabi built no pack that it does not understand, though it is all there is', () => {
    ensure();
    const db = new Database(file);
    db.exec(`UPDATE meta SET value = 'another' WHERE key IN ('hash', 'code')`);
    db.exec(`UPDATE records SET record = json_remove(record, '$.name') WHERE title_id = 'harbour' AND kind = 'title'`);
    db.close();
    seal(file);
    packs.edit('lighthouse/title.yaml', 'value: Coast TV', 'valeu: Shore TV');
    packs.edit('harbour/title.yaml', 'kind: film', 'kind: flim');
    expect(ensure()).toMatchObject({ rebuilt: true, stale: ['lighthouse'], leftOut: ['harbour'] });
    expect(titlesNow()).toEqual(['lighthouse']);
    expect(ensure()).toMatchObject({ rebuilt: false, stale: ['lighthouse'], leftOut: ['harbour'] });
  });

  it.each([
    ['is no database', () => writeFileSync(file, 'not a database')],
    ['is empty', () => writeFileSync(file, '')],
    ['was cut off', () => writeFileSync(file, readFileSync(file).subarray(0, 8192))],
    [
      'was overwritten in the middle',
      () => {
        const bytes = readFileSync(file);
        bytes.fill(0x5a, 8192, 60_000);
        writeFileSync(file, bytes);
      },
    ],
    [
      'is whole but for one letter of what it says',
      () => {
        const bytes = readFileSync(file);
        bytes.write('Toast TV', bytes.indexOf('Coast TV'));
        writeFileSync(file, bytes);
      },
    ],
  ])('is rebuilt when it %s', (_how, damage) => {
    ensure();
    damage();
    expect(() => openContent(file)).toThrow();
    expect(ensure().rebuilt).toBe(true);
    expect(networkOf()).toBe('Coast TV');
  });

  it('stays readable for those who have it open while it is replaced', () => {
    ensure();
    const before = openContent(file);
    packs.edit('lighthouse/music.yaml', 'artist: The Buoys', 'artist: The Gulls');
    ensure();
    expect(before.quotes('lighthouse', { words: 'storm' })).toHaveLength(1);
    before.close();
  });

  it('is made where no folder was', () => {
    file = join(packs.path, '.home', 'deep', 'content.db');
    expect(ensure().rebuilt).toBe(true);
    rmSync(file);
  });

  it('holds every record once, in strict tables with references that hold', () => {
    ensure();
    const db = new Database(file, { readonly: true });
    const tables = db
      .prepare<[], { name: string; strict: number; type: string }>("SELECT name, strict, type FROM pragma_table_list WHERE schema = 'main'")
      .all();
    const ours = tables.filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_'));
    expect(ours.map(({ name }) => name).sort()).toEqual(['languages', 'meta', 'records', 'translations']);
    expect(ours.filter(({ strict }) => strict !== 1)).toEqual([]);
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.prepare("SELECT source_id FROM record_sources WHERE kind = 'next_season' ORDER BY source_id").pluck().all()).toEqual([
      'finale-review',
      'harbour-news',
    ]);
    db.close();
  });

  it('shows each kind of record as a table with its fields as columns, for whoever looks with a tool of their own', () => {
    ensure();
    const db = new Database(file, { readonly: true });
    for (const kind of RECORD_KINDS) {
      const rows = db.prepare(`SELECT * FROM ${kind}`).all();
      expect(rows.length, kind).toBeGreaterThan(0);
      expect(Object.keys(rows[0] ?? {}), kind).toEqual(expect.arrayContaining(Object.keys(schemaOf(kind).shape)));
    }
    expect(db.prepare("SELECT tone, never_post FROM quotes WHERE id = 'unsayable'").get()).toEqual({ tone: 'hurtful', never_post: 1 });
    expect(db.prepare("SELECT owner_id, actor FROM roles WHERE title_id = 'lighthouse'").get()).toEqual({
      owner_id: 'the-keeper',
      actor: 'yoon-garam',
    });
    db.close();
  });
});
