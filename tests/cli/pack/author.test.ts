import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runPack } from '../../../src/cli/pack/index.ts';
import { importWikidata } from '../../../src/cli/pack/wikidata.ts';
import { readPacks } from '../../../src/packs/read.ts';
import { PackPlace } from './place.ts';

let place: PackPlace;
beforeEach(() => {
  place = new PackPlace('slow-tide', 'lantern-road');
});
afterEach(() => {
  place.remove();
});

describe('nabi pack', () => {
  it('lists what it does, and each has help with an example', async () => {
    const { stdout } = await place.run('--help');
    const names = [...stdout.matchAll(/^ {2}(\w+) /gm)].map(([, name = '']) => name);
    expect(names).toEqual(['new', 'check', 'score', 'preview', 'import', 'export', 'translate', 'add', 'update', 'remove', 'publish']);
    for (const name of names) expect((await place.run(name, '--help')).stdout, name).toMatch(/\nExample: nabi pack \w+ .*\n$/);
    for (const args of [
      ['add', 'none.zip'],
      ['update'],
      ['remove', 'nobody'],
      ['score', 'nobody'],
      ['new', 'slow-tide'],
      ['export', 'slow-tide', 'x'],
    ]) {
      const { stdout: json, stderr } = await place.run(...args, '--json');
      const { ok, problem } = JSON.parse(json);
      expect({ ok, isTold: stderr.includes(problem) }, args.join(' ')).toEqual({ ok: false, isTold: true });
    }
    expect(await place.run('fly')).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no “nabi pack fly”.') });
  });

  it.each(['drama', 'series', 'anime', 'film'])('makes a new %s that passes the checker at once', async (kind) => {
    const { code, stdout } = await place.run('new', 'first-try', '--kind', kind);
    expect(code, stdout).toBe(0);
    expect((await place.run('check', 'first-try')).stdout).toContain('No problems.');
    for (const file of ['cast', 'quotes'])
      expect(place.read('packs/first-try', `${file}.yaml`)).toMatch(/^# yaml-language-server: \$schema=.*\n[\s\S]*# {2}- id: /);
  });

  it.each(['drama', 'anime', 'film'])('shows examples in the files of a new %s that pass without their marks of comment', async (kind) => {
    await place.run('new', 'first-try', '--kind', kind, '--original', kind === 'anime' ? 'ja' : 'ko');
    for (const name of readdirSync(place.path('packs/first-try')).filter((file) => file.endsWith('.yaml'))) {
      const text = place.read('packs/first-try', name);
      const shown = text.replace(/^#(?= {2,}\S)/gm, '').replace(/^# (?=next_season:)/m, '');
      place.write(`packs/first-try/${name}`, shown === text ? text : shown.replace(/^(\w+): \[\](?=\n {2,}- )/gm, '$1:'));
    }
    const { stdout } = await place.run('check', 'first-try');
    expect(stdout).toContain('1 person, 1 character, ');
    expect(stdout).toContain('No problems.');
  });

  it('says what comes next as it is typed there, and whose language the questions of a new pack speak', async () => {
    expect((await place.run('new', 'first-try')).stdout).toMatch(/^nabi pack check first-try --watch/m);
    const made = await place.with((io) =>
      runPack(['new', 'second-try', '--language', 'it'], { ...io, env: { ...io.env, npm_command: 'exec' } }),
    );
    expect(made.stdout).toMatch(/^npx nabi pack check second-try --watch/m);
    expect(made.stdout).toContain('questions.yaml are in English: put your own (it) in their place');
  });

  it('notes what of a new pack nobody has replaced yet, and says it first', async () => {
    await place.run('new', 'first-try');
    expect((await place.run('check', 'first-try')).stdout.match(/this is still what "nabi pack new" wrote/g)).toHaveLength(2);
    const { stdout } = await place.run('score', 'first-try');
    expect(stdout).toContain('1. your own words in title.yaml and sources.yaml');
    expect(stdout).toContain(' from 1 source;');
  });

  it('makes nothing where something is already, and leaves nothing half made', async () => {
    const before = place.read('packs/slow-tide/title.yaml');
    expect(await place.run('new', 'slow-tide')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is there already, and nothing in it was touched'),
    });
    expect(place.read('packs/slow-tide/title.yaml')).toBe(before);
    expect(await place.run('new', 'No Id')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('lower-case words joined by hyphens, such as no-id.'),
    });
  });

  it('says of a pack that is not there which ones are', async () => {
    for (const command of ['check', 'score', 'preview'])
      expect(await place.run(command, 'slow-tied')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('Those there are: lantern-road, slow-tide.'),
      });
  });

  it('mends what the checker is sure of, and nothing else', async () => {
    place.edit('packs/slow-tide/cast.yaml', 'description: He', 'descripton: He');
    place.edit('packs/slow-tide/cast.yaml', 'actor: an-bo-ra', 'actor: an-bo-raa');
    place.edit('packs/slow-tide/quotes.yaml', 'tone: gentle', 'tone: gentel');
    place.edit('packs/slow-tide/cast.yaml', 'kind: main', 'kind: main\n        language: Korean');
    place.edit('packs/slow-tide/people.yaml', 'roles: [actor]', 'roles: actor');
    place.edit('packs/slow-tide/title.yaml', '2018', 'soon');
    const { code, stdout } = await place.run('check', 'slow-tide', '--fix');
    expect(stdout.match(/^mended: /gm)).toHaveLength(5);
    expect(code).toBe(1);
    expect(stdout).toContain('1 problem in 1 file.');
    expect(place.read('packs/slow-tide/title.yaml')).toContain('year: soon');
  });

  it('tells problems at the lines of a pull request', async () => {
    place.edit('packs/slow-tide/title.yaml', '2018', 'soon, 100%');
    const { stdout } = await place.run('check', 'slow-tide', '--format', 'github');
    expect(stdout).toMatch(/^::error file=.*title\.yaml,line=13::"year" should be .* → /m);
    expect(stdout).toContain('100%25');
  });
});

describe('a table', () => {
  it.each(['people', 'cast', 'quotes', 'questions', 'sources'])('of %s comes back as it went, comments and order kept', async (list) => {
    const file = `packs/slow-tide/${list}.yaml`;
    place.write(file, `# a word of mine\n${place.read(file)}`);
    const before = readPacks(place.path('packs/slow-tide')).packs[0];
    expect(await place.run('export', 'slow-tide', list, place.path('out.csv'))).toMatchObject({ code: 0 });
    expect(await place.run('import', 'slow-tide', list, place.path('out.csv'))).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('0 new, 0 fields changed'),
    });
    const after = readPacks(place.path('packs/slow-tide')).packs[0];
    for (const kind of ['people', 'cast', 'quotes', 'questions', 'sources'] as const) expect(after?.list(kind)).toEqual(before?.list(kind));
    expect(place.read(file)).toContain('# a word of mine');
  });

  it('says what is no table, and what cannot be written, in a sentence', async () => {
    const importOf = async (file: string) => (await place.run('import', 'slow-tide', 'people', file)).stderr;
    expect(await importOf(place.path('packs'))).toContain('is a folder');
    expect(await importOf(place.write('p.xlsx', Buffer.from('504b0304', 'hex')))).toContain('save it as CSV (UTF-8)');
    expect(await importOf(place.write('p.csv', Buffer.from('id,name\nse\xf1or,Se\xf1or\n', 'latin1')))).toContain('not written in UTF-8');
    expect(await importOf(place.path('none.csv'))).toContain('There is no file');
    const exportTo = async (file: string) => place.run('export', 'slow-tide', 'people', file, '--overwrite');
    expect(await exportTo(place.path('packs'))).toMatchObject({ code: 1, stderr: expect.stringContaining('it is a folder') });
    expect(await exportTo(place.path('p.csv', 'x.csv'))).toMatchObject({ code: 1, stderr: expect.stringContaining('is a file') });
  });

  it('adds new records and fills empty fields; what says something else is changed only with --overwrite', async () => {
    const file = place.write(
      'in.csv',
      'id;name;original_name;roles;prominence\nhoshino-aoi;Hoshino A.;;voice-actor;1\nnew-face;New Face;新顔;actor | director;2\n',
    );
    const refused = await place.run('import', 'lantern-road', 'people', file);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stdout).toContain(
      'in.csv:2  row 2 (name): "name" of "hoshino-aoi" says something else already  → empty the cell, or import with --overwrite',
    );
    expect(place.read('packs/lantern-road/people.yaml')).not.toContain('new-face');
    expect((await place.run('import', 'lantern-road', 'people', file, '--overwrite')).stdout).toContain(
      '1 new, 1 fields changed, 1 filled',
    );
    const people = readPacks(place.path('packs/lantern-road')).packs[0]?.list('people') ?? [];
    expect(people.find(({ id }) => id === 'new-face')).toMatchObject({
      hangul: '新顔',
      roles: ['actor', 'director'],
      prominence: 2,
      sources: ['studio-site'],
    });
    expect(people.find(({ id }) => id === 'hoshino-aoi')).toMatchObject({ name: 'Hoshino A.', hangul: '星野 葵' });
  });

  it.each([
    ['an unknown column', 'id,nam\na,A\n', 'cell B1 (nam): the column "nam" is not known here'],
    ['no id', 'name\nA\n', 'row 1 (id): there is no column "id"'],
    ['an empty id', 'id,name,roles\n,A,actor\n', 'cell A2 (id): the id is empty'],
    ['an id twice', 'id,name,roles\na,A,actor\na,B,actor\n', 'cell A3 (id): "a" stands in row 2 already'],
    ['a word for a number', 'id,name,roles,prominence\na,A,actor,first\n', 'cell D2 (prominence): "first" is no number'],
    ['a number too high', 'id,name,roles,prominence\na,A,actor,9\n', 'cell D2 (prominence): "prominence" is 9, which is too high'],
    ['a role there is none of', 'id,name,roles\na,A,acter\n', 'cell C2 (roles): entry 1 of "roles" cannot be "acter"'],
    ['a missing field', 'id,name\na,A\n', 'row 2 (roles): "roles" is missing'],
    ['a source there is none of', 'id,name,roles,sources\na,A,actor,nowhere\n', 'row 2: there is no source "nowhere"'],
    ['a quotation mark that is never closed', 'id,name,roles\na,"A,actor\n', 'this is no CSV'],
  ])('with %s is refused by its cell, and nothing is written', async (_what, csv, says) => {
    const before = place.read('packs/slow-tide/people.yaml');
    const { code, stdout } = await place.run('import', 'slow-tide', 'people', place.write('in.csv', csv));
    expect(code).toBe(1);
    expect(stdout).toContain(says);
    expect(stdout).toMatch(/ {2}→ \S/);
    expect(place.read('packs/slow-tide/people.yaml')).toBe(before);
  });
});

describe('what is still to be translated', () => {
  it('stands beside its original, and comes back from a table with the mark of what it was made from', async () => {
    expect((await place.run('translate', 'slow-tide', '--locale', 'ja')).stdout).toContain(
      '    # He steers the last ferry.\n    description: ""',
    );
    await place.run('translate', 'slow-tide', '--locale', 'ja', '--csv', place.path('ja.csv'));
    const filled = place
      .read('ja.csv')
      .replace('missing,He steers the last ferry.,', 'missing,He steers the last ferry.,最後の渡し舟をこぐ。');
    expect(await place.run('translate', 'slow-tide', '--locale', 'ja', '--import', place.write('ja.csv', filled))).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 texts are in'),
    });
    expect((await place.run('check', 'slow-tide')).stdout).toContain('No problems.');
    expect((await place.run('translate', 'slow-tide', '--locale', 'ja')).stdout).not.toContain('He steers');
    const before = place.read('packs/slow-tide/translations/ja.yaml');
    const long = '最後の渡し舟をこぐ。'.repeat(3) + ' The ferry'.repeat(30);
    const longer = place.write('long.csv', filled.replace('最後の渡し舟をこぐ。', long));
    await place.run('translate', 'slow-tide', '--locale', 'ja', '--import', longer);
    // Of all lines one is another.
    expect(place.read('packs/slow-tide/translations/ja.yaml')).toBe(before.replace('最後の渡し舟をこぐ。', long));
    await place.run('translate', 'slow-tide', '--locale', 'ja', '--import', place.write('ja.csv', filled));
    expect(place.read('packs/slow-tide/translations/ja.yaml')).toBe(before);
    place.edit('packs/slow-tide/cast.yaml', 'He steers the last ferry.', 'He steers the very last ferry.');
    expect((await place.run('translate', 'slow-tide', '--locale', 'ja')).stdout).toContain(
      'description: "最後の渡し舟をこぐ。"   # from an older text',
    );
  });
});

describe('a look at a pack', () => {
  it('says how many lines there are from which limit, and what brings most', async () => {
    const { stdout } = await place.run('score', 'slow-tide');
    expect(stdout).toContain('lines      from episode 1: 1 to post');
    expect(stdout).toContain('from episode 2: 2 to post');
    expect(stdout).toContain('"spoiler_from: 1" for lines whose words give nothing away: a new server has 1 of 2 lines to post');
    expect(JSON.parse((await place.run('score', 'lantern-road', '--json')).stdout)).toMatchObject({
      id: 'lantern-road',
      names: { count: 5, original: 4 },
      next: expect.any(Array),
    });
  });

  it('shows the posts to come at a limit as a page, and says why there are none', async () => {
    place.edit('packs/slow-tide/quotes.yaml', 'spoiler_from: 1', 'spoiler_from: 2');
    expect(await place.run('preview', 'slow-tide', '--out', place.path('empty'))).toMatchObject({ code: 0 });
    expect(place.read('empty/index.html')).toContain('There is no line to post at this limit');
    expect(await place.run('preview', 'slow-tide', '--at', '2', '--out', place.path('page'), '--json')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"cards":2'),
    });
    expect(place.read('page/index.html').match(/<figcaption>/g)).toHaveLength(30);
    expect(place.has('page/cards/tide-waits.png')).toBe(true);
    expect(await place.run('preview', 'slow-tide', '--out', place.path('page'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is there already'),
    });
  });
});

/** As Wikidata answered for a made-up item. */
const item = (id: string, labels: Record<string, string>, claims: object = []) => ({
  id,
  labels: Object.fromEntries(Object.entries(labels).map(([language, value]) => [language, { language, value }])),
  aliases: [],
  claims,
});
const toItem = (id: string, qualifiers?: object) => ({
  mainsnak: { datavalue: { type: 'wikibase-entityid', value: { id } } },
  rank: 'normal',
  ...(qualifiers && { qualifiers }),
});
const TITLE = item(
  'Q1',
  { en: 'Slow Tide', ko: '느린 물때' },
  {
    P161: [
      toItem('Q2', { P453: [toItem('Q3').mainsnak] }),
      toItem('Q4', { P4633: [{ datavalue: { type: 'string', value: 'The Ferrywoman' } }] }),
    ],
    P57: [toItem('Q5')],
    P449: [toItem('Q6')],
    P580: [{ mainsnak: { datavalue: { type: 'time', value: { time: '+2018-05-01T00:00:00Z', precision: 11 } } }, rank: 'normal' }],
    P1113: [{ mainsnak: { datavalue: { type: 'quantity', value: { amount: '+8' } } }, rank: 'normal' }],
  },
);
const NAMES = Object.fromEntries(
  [
    item('Q2', { en: 'Seo Yun-ah', ko: '서윤아', ja: 'ソ・ユナ' }),
    item('Q3', { en: 'Han So-ra', ko: '한소라' }),
    item('Q4', { en: 'Oh Ga-on' }),
    item('Q5', { en: 'Oh Mi-rae' }),
    item('Q6', { en: 'Bay TV' }),
  ].map((one) => [one.id, one]),
);

describe('what Wikidata knows', () => {
  it('comes from a saved file into files that no answer reads until somebody has looked through them', async () => {
    const saved = place.write('Q1.json', JSON.stringify({ entities: { Q1: TITLE, ...NAMES } }));
    expect((await place.run('import', 'slow-tide', '--wikidata', saved)).stdout).toContain('3 people and 2 characters are in');
    const cast = place.read('packs/slow-tide/cast.unreviewed.yaml');
    expect(cast).toContain('name: Han So-ra\n    hangul: 한소라');
    expect(cast).toContain('name: The Ferrywoman');
    expect(place.read('packs/slow-tide/people.unreviewed.yaml')).toContain('ja: ソ・ユナ');
    expect(place.read('packs/slow-tide/title.unreviewed.yaml')).toContain('date: 2018-05-01');
    const { stdout } = await place.run('check', 'slow-tide');
    expect(stdout).toContain('No problems.');
    expect(stdout).toContain('nobody has looked through this file yet, so it is not read');
    expect(await place.run('import', 'slow-tide', '--wikidata', saved)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is there already'),
    });
  });

  it('is fetched by its number, the names it speaks of too', async () => {
    const [pack] = readPacks(place.path('packs/slow-tide')).packs;
    if (pack === undefined) throw new Error('the fixture is gone');
    const asked: string[] = [];
    const { code, stdout } = await place.with((io) =>
      importWikidata(io, pack, 'Q1', { json: false, overwrite: false }, async (address) => {
        asked.push(address);
        return address.endsWith('/Q1.json') ? { entities: { Q1: TITLE } } : { entities: NAMES };
      }),
    );
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('3 people and 2 characters') });
    expect(asked.every((address) => address.startsWith('https://www.wikidata.org/'))).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it('is refused in a sentence where the file is none of it', async () => {
    expect(await place.run('import', 'slow-tide', '--wikidata', place.write('x.json', '{'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is no JSON. Save the page'),
    });
    expect(await place.run('import', 'slow-tide', '--wikidata', place.write('y.json', '[]'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('holds no item of Wikidata'),
    });
  });
});
