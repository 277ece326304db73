/** What a community lays over a pack: its own names, lines and questions, without a copy of the pack. */
import { mkdirSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openContent } from '../../../src/content/store.ts';
import { ensureContentDb } from '../../../src/packs/build.ts';
import { readPacks } from '../../../src/packs/read.ts';
import { createBot } from '../../support/bot.ts';
import { PackPlace } from './place.ts';
import { buildZip } from './zip.ts';

const OVER = 'packs/overlays/slow-tide';
let place: PackPlace;
beforeEach(async () => {
  place = new PackPlace('slow-tide', 'lantern-road');
  mkdirSync(place.path('home'));
  expect(await place.run('new', 'slow-tide', '--overlay', 'Moonlit Library')).toMatchObject({ code: 0 });
  place.edit(`${OVER}/sources.yaml`, 'publisher: Its publisher', 'publisher: Harbour Notes');
});
afterEach(() => {
  place.remove();
});

const [PART = '', LINE = ''] = readPacks(new URL('../../fixtures/packs/slow-tide', import.meta.url).pathname).packs.flatMap(({ list }) => [
  list('cast')[0]?.id ?? '',
  list('quotes')[0]?.id ?? '',
]);

/** As many as a line needs to choose from. */
const QUESTIONS = Array.from(
  { length: 12 },
  (_, hour) => `  - id: our-hour-${hour}\n    text: What would you like to tell us at ${hour + 1} o'clock?\n`,
).join('');

function layOver(): void {
  place.write(`${OVER}/cast.yaml`, `cast:\n  - id: ${PART}\n    nicknames: [our harbour star]\n`);
  place.write(
    `${OVER}/quotes.yaml`,
    `defaults:\n  sources: [first-source-of-ours]\n  spoiler_from: 1\n  tone: gentle\nquotes:\n  - id: boats-rest\n    text: Even boats rest at night.\n  - id: ${LINE}\n    never_post: true\n`,
  );
  place.write(`${OVER}/questions.yaml`, `questions:\n${QUESTIONS}`);
}

const build = () => ensureContentDb({ packsDir: place.packs, file: place.path('home', 'content.db') });

describe('what is laid over a pack', () => {
  it('is in the answers, with whose it is beside its source, and what it withholds is not', async () => {
    layOver();
    const { stdout } = await place.run('check', 'slow-tide');
    expect(stdout).toContain('laid over slow-tide by Moonlit Library: new 14, with more names or questions 1, withheld 1');
    expect(stdout).toContain('No problems.');
    const content = openContent(build().file);
    try {
      const bot = createBot({ content });
      const title = content.titles().find(({ id }) => id === 'slow-tide')?.id ?? '';
      const found = await bot.ask({ name: 'quote', subcommand: 'find', options: { words: 'boats rest', title } });
      expect(found.text).toContain('Even boats rest at night.');
      const sources = await bot.press({ customId: found.buttons.find(({ label }) => label === 'Sources')?.customId ?? '' });
      expect(sources.text).toContain('Harbour Notes (Moonlit Library)');
      const named = await bot.ask({ name: 'cast', options: { name: 'our harbour star', title } });
      expect(named.text).not.toContain('couldn\u2019t find');
      expect(content.quotes(title, {}).map(({ id }) => id)).not.toContain(LINE);
    } finally {
      content.close();
    }
  });

  it('changes nothing the pack says, and every mistake in it is told at its own line', async () => {
    place.write(`${OVER}/cast.yaml`, `cast:\n  - id: ${PART}\n    description: Somebody else.\n  - id: ${PART}x\n    nicknames: [queen]\n`);
    place.write(`${OVER}/sources.yaml`, place.read('packs/slow-tide/sources.yaml'));
    place.write(`${OVER}/awards.yaml`, 'awards: []\n');
    const { code, stdout } = await place.run('check', 'slow-tide');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'cast.yaml:3  "description" would change what the pack says of this record  → an overlay may give it spellings',
    );
    expect(stdout).toContain(`cast.yaml:4  there is no record "${PART}x" in the pack  → did you mean "${PART}"?`);
    expect(stdout).toContain('the pack has a record of this id, and an overlay changes none of them');
    expect(stdout).toContain('"awards.yaml" is no file of an overlay  → an overlay has overlay.yaml, sources.yaml');
  });

  it('keeps out no more than itself while it is broken, and comes back once it is mended', () => {
    layOver();
    place.edit(`${OVER}/quotes.yaml`, 'tone: gentle', 'tone: sweet');
    const broken = build();
    expect(broken.leftOut).toEqual([]);
    expect(new Set(broken.problems.map(({ file }) => file))).toEqual(new Set([place.path(OVER, 'quotes.yaml')]));
    const without = openContent(broken.file);
    expect(without.titles().map(({ id }) => id)).toContain('slow-tide');
    expect(without.quotes('slow-tide', {}).map(({ id }) => id)).toContain(LINE);
    without.close();
    place.edit(`${OVER}/quotes.yaml`, 'tone: sweet', 'tone: gentle');
    expect(build()).toMatchObject({ problems: [], rebuilt: true });
    // Broken again, it stays as it was when it was last in order.
    place.edit(`${OVER}/quotes.yaml`, 'tone: gentle', 'tone: sweet');
    expect(build()).toMatchObject({ stale: ['slow-tide'], leftOut: [] });
  });

  it('waits where its pack is not there, and is no part of the pack that is shared', async () => {
    const before = readPacks(place.path('packs/slow-tide')).packs[0]?.hash;
    layOver();
    expect(readPacks(place.path('packs/slow-tide')).packs[0]?.hash).toBe(before);
    expect(await place.run('publish')).toMatchObject({ code: 0 });
    expect(place.read('packs/packs.json')).toContain(before ?? 'no hash');
    expect(place.read('packs/packs.json')).not.toContain('overlays');
    place.write('packs/overlays/slow-tyde/overlay.yaml', 'name: Others\n');
    expect((await place.run('check')).stdout).toContain(
      'there is no pack "slow-tyde" for this to be laid over  → did you mean "slow-tide"?',
    );
  });

  it('is said no longer to fit before an update of its pack is taken over', async () => {
    layOver();
    const folder = place.path('packs/slow-tide');
    const entries = readdirSync(folder).flatMap((name) =>
      name.endsWith('.yaml')
        ? [{ name: `slow-tide/${name}`, text: place.read('packs/slow-tide', name).replaceAll(`id: ${LINE}\n`, 'id: called-otherwise\n') }]
        : [],
    );
    const zip = place.write('newer.zip', buildZip(entries));
    const { code, stdout } = await place.run('add', zip, '--overwrite');
    expect(code).toBe(0);
    expect(stdout).toContain(`what is laid over it no longer fits: `);
    expect(stdout).toContain(`there is no record "${LINE}" in the pack`);
    expect(place.read('packs/slow-tide/quotes.yaml')).toContain(`id: ${LINE}\n`);
  });

  it('is made where a pack is, and nowhere else', async () => {
    expect((await place.run('new', 'slow-tide', '--overlay', 'Again')).stderr).toContain('is there already, and nothing in it was touched');
    expect((await place.run('new', 'no-such', '--overlay', 'Ours')).stderr).toContain('There is no pack');
    expect((await place.run('new', 'overlays')).stderr).toContain('No pack is called “overlays”');
  });
});
