/** Whether names are of one only, and fit where Discord and a first page show them. */

import { type Findings, fold, listNamed } from './findings.ts';

/** Discord: name of an autocomplete choice, label of a select option. */
export const MAX_CHOICE = 100;

/** Discord: custom_id is 100 characters; "v1|command|action|" and the separators take up to 28 of them. */
const MAX_TITLE_AND_ID = 72;

/** A form of a name is its own or belongs to others, never both. */
export function checkNames(findings: Findings): void {
  const { report } = findings;
  for (const named of listNamed(findings)) {
    const own = new Set(
      [
        named.name,
        ...named.errors,
        ...[...named.spellings, ...named.nicknames].map((spelling) => (typeof spelling === 'string' ? spelling : spelling.text)),
      ].map(fold),
    );
    named.belongs_to_others.forEach((other, index) => {
      if (own.has(fold(other)))
        report(
          [named, 'belongs_to_others', index],
          `"${other}" is said to be a name of "${named.id}" and of somebody else`,
          'keep it in one of the two lists',
        );
    });
  }
}

/** A first page has room for one fact of each kind. */
export function checkFirstPages({ records, report }: Findings): void {
  const taken = new Map<string, string>();
  for (const { record, owner } of records) {
    if (!('first' in record) || record.first !== true || !('kind' in record)) continue;
    const place = `${owner?.kind}/${owner?.id}/${record.kind}`;
    const other = taken.get(place);
    if (other !== undefined)
      report([record, 'first'], `"${other}" is already first of its kind here`, 'take "first" out of one of the two');
    taken.set(place, record.id);
  }
}

/** Names and headings that Discord would cut, and ids that leave a button no room. */
export function checkLengths(findings: Findings): void {
  const { pack, list, report } = findings;
  const { title } = pack;
  const limit = (record: object, key: string, text: string | undefined, max: number, where: string): void => {
    if (text !== undefined && text.length > max)
      report([record, key], `"${key}" has ${text.length} characters, and Discord shows ${max} in ${where}`, `shorten it to ${max}`);
  };
  for (const named of listNamed(findings)) {
    const shown = named.hangul === undefined ? named.name : `${named.name} (${named.hangul})`;
    if (named.name.length > MAX_CHOICE || named.hangul === undefined) limit(named, 'name', named.name, MAX_CHOICE, 'a list of choices');
    else if (shown.length > MAX_CHOICE) {
      report(
        [named, 'name'],
        `name and Hangul together have ${shown.length} characters, and Discord shows ${MAX_CHOICE} in a list of choices`,
        'shorten one of them',
      );
    }
  }
  for (const section of title?.sections ?? []) limit(section, 'heading', section.heading, MAX_CHOICE, 'a menu');
  for (const ceremony of list('ceremonies')) limit(ceremony, 'name', ceremony.name, MAX_CHOICE, 'a list of choices');
  for (const episode of list('episodes')) limit(episode, 'title', episode.title, MAX_CHOICE, 'a menu');
  if (title === undefined) return;
  for (const kind of ['people', 'cast', 'ceremonies', 'awards', 'episodes', 'quotes'] as const) {
    for (const record of list(kind)) {
      if (title.id.length + record.id.length > MAX_TITLE_AND_ID) {
        report(
          [record, 'id'],
          `this id and the title's have ${title.id.length + record.id.length} characters together, too many for one of Discord's buttons`,
          `shorten them to ${MAX_TITLE_AND_ID} together`,
        );
      }
    }
  }
}
