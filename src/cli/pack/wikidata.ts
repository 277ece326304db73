/** What Wikidata knows of a title, fetched or from a saved file, into files that are looked through before they count. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ReadPack } from '../../packs/read.ts';
import { buildFromWikidata, listNamedItems, readItems } from '../../packs/wikidata.ts';
import type { CliIo } from '../io.ts';
import { refuse, refuseWords } from '../refusal.ts';
import { download } from './fetch.ts';
import { requireFile, tell, writeWhole } from './place.ts';

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 16 * 1024 * 1024;
/** As many as the API gives at once. */
const BATCH = 50;
const HOST = 'https://www.wikidata.org';

/** The JSON at an address of Wikidata. */
export type FetchJson = (address: string) => Promise<unknown>;

/** Writes `*.unreviewed.yaml` beside the files of a pack. @param from an item's number or a saved file. @throws Refusal */
export async function importWikidata(
  io: CliIo,
  pack: ReadPack,
  from: string,
  { json, overwrite }: { readonly json: boolean; readonly overwrite: boolean },
  fetchJson: FetchJson = fetchFromWikidata,
): Promise<number> {
  const isNumber = /^Q[1-9]\d{0,11}$/.test(from);
  if (!isNumber && !existsSync(from))
    refuseWords(`--wikidata is an item's number such as Q12345, or a saved JSON file; there is no file “${from}”.`);
  if (isNumber) io.stderr.write(`Asking ${HOST} about ${from} …\n`);
  const saved = readItems(isNumber ? await fetchJson(`${HOST}/wiki/Special:EntityData/${from}.json`) : readSaved(from));
  // An item that was merged into another leads on to that.
  const title = saved.get(from) ?? [...saved.values()][0];
  if (title === undefined) refuse(`${from} holds no item of Wikidata. Save the page Special:EntityData/Q….json of the title.`);
  const items = new Map(saved);
  const wanted = listNamedItems(title).filter((id) => !items.has(id));
  if (isNumber)
    for (let start = 0; start < wanted.length; start += BATCH) {
      io.stderr.write(`Names ${start + 1}–${Math.min(start + BATCH, wanted.length)} of ${wanted.length} …\n`);
      const ids = wanted.slice(start, start + BATCH).join('|');
      const address = `${HOST}/w/api.php?action=wbgetentities&format=json&props=labels%7Caliases&ids=${encodeURIComponent(ids)}`;
      for (const [id, item] of readItems(await fetchJson(address))) items.set(id, item);
    }
  const { language = 'en-US', original_language = 'ko' } = pack.title ?? {};
  const { files, people, cast } = buildFromWikidata(title, items, {
    language,
    originalLanguage: original_language,
    today: new Date().toISOString().slice(0, 10),
  });
  const paths = [...files].map(([name, text]) => [join(pack.path, `${name}.unreviewed.yaml`), text] as const);
  const there = paths.find(([path]) => existsSync(path))?.[0];
  if (there !== undefined && !overwrite) refuse(`${there} is there already. Look it through and take it away, or import with --overwrite.`);
  for (const [path, text] of paths) writeWhole(path, text);
  const missing = wanted.filter((id) => !items.has(id)).length;
  const said = [
    `${people} people and ${cast} characters are in ${paths.map(([path]) => basename(path)).join(', ')}.\n`,
    'No answer reads these files: check each record, give it its spoiler_from and move it into the file without “unreviewed”.\n',
    missing > 0 ? `${missing} items are without a name, since the saved file does not hold them.\n` : '',
  ];
  return tell(io, { json }, { ok: true, people, cast, unnamed: missing, files: paths.map(([path]) => path) }, said.join(''));
}

function readSaved(file: string): unknown {
  requireFile(file);
  if (statSync(file).size > MAX_BYTES) refuse(`${file} is bigger than ${MAX_BYTES / 1024 / 1024} MB; an item of Wikidata is not.`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return refuse(`${file} is no JSON. Save the page Special:EntityData/Q….json of the title as it is.`);
  }
}

/** @throws Refusal with what is in the way: a number that is none, a host that cannot be reached, an answer that is none. */
export async function fetchFromWikidata(address: string): Promise<unknown> {
  const bytes = await download(address, { timeoutMs: TIMEOUT_MS, bytes: MAX_BYTES });
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return refuse(`${address} is no JSON. Try again later, or save the page and import the file.`);
  }
}
