/**
 * What no schema can see: whether the files of a pack, and the packs beside each other, fit together. Pure over what was
 * read; every finding names the line of the very value and how to mend it.
 */
import { distance } from 'fastest-levenshtein';
import { listMissingGlyphs } from '../text/glyphs.ts';
import { nearest } from '../text/nearest.ts';
import { checkTranslations, listTranslationNotes } from './check-translations.ts';
import { describeKind, KIND_NAMES, KINDS, type Kind, type PackFileName } from './kinds.ts';
import type { Problem } from './problem.ts';
import type { ReadPack, ReadPacks } from './read.ts';
import { type Ids, listRecords, type PackRecord } from './records.ts';
import { HEALING_TONES, isForLine, QUESTIONS_PER_HEALING_LINE, type Quote } from './schema.ts';
import type { Path } from './yaml-file.ts';

/** Discord: name of an autocomplete choice, label of a select option. */
const MAX_CHOICE = 100;
/** Discord: custom_id is 100 characters; "v1|command|action|" and the separators take up to 28 of them. */
const MAX_TITLE_AND_ID = 72;

/** What one of a kind is called. */
const ONE_OF: { readonly [K in Kind]?: string } = { sources: 'source', people: 'person', cast: 'character', ceremonies: 'ceremony' };

/** One mistake can be told of a thousand records; after this many of one pack the rest is not looked for. */
const MAX_PROBLEMS_PER_PACK = 200;

/** All problems of the packs, those of reading included, by file and line. */
export function checkPacks(read: ReadPacks): readonly Problem[] {
  const problems: Problem[] = [...read.problems];
  for (const pack of read.packs) {
    new PackCheck(pack, problems).run();
    problems.push(...checkTranslations(pack));
  }
  checkTitles(read.packs, problems);
  const distinct = new Map(problems.map((one) => [`${one.file}\0${one.line}\0${one.problem}`, one]));
  return [...distinct.values()].sort((a, b) => compareText(a.file, b.file) || a.line - b.line);
}

/** Advice that stops nothing: what the quote card cannot draw, and what is not translated. */
export function listNotes(read: ReadPacks): readonly Problem[] {
  return [...listCardNotes(read), ...read.packs.flatMap(listTranslationNotes)];
}

/** Quotes and names that the quote card cannot draw, by the line of the character: such a line is posted as text. */
function listCardNotes(read: ReadPacks): readonly Problem[] {
  return read.packs.flatMap(({ files, title, list }) => {
    const notes: Problem[] = [];
    const look = (name: PackFileName, record: object, key: string, text: string | undefined): void => {
      const file = files.get(name);
      const missing = listMissingGlyphs(text ?? '');
      if (file === undefined || missing.length === 0) return;
      const shown = missing.map((character) => `"${character}" (${nameCodePoints(character)})`).join(', ');
      notes.push({
        file: file.file,
        line: file.lineAt([...file.pathOf(record), key]),
        problem: `character without a glyph in the card font: ${shown}`,
        remedy: 'write it otherwise, or let the line be posted as text',
      });
    };
    if (title) look('title', title, 'name', title.name);
    for (const quote of list('quotes')) {
      if (quote.never_post) continue;
      for (const key of ['text', 'original', 'speaker_note'] as const) look('quotes', quote, key, quote[key]);
    }
    return notes;
  });
}

/** "U+2665", or several joined by a space. */
function nameCodePoints(text: string): string {
  return [...text].map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`).join(' ');
}

function checkTitles(packs: readonly ReadPack[], problems: Problem[]): void {
  const byId = new Map<string, string>();
  const byOrder = new Map<number, string>();
  for (const { files, folder, title } of packs) {
    const file = files.get('title');
    if (title === undefined || file === undefined) continue;
    const { id, order } = title;
    const report = (key: string, problem: string, remedy: string): void => {
      problems.push({ file: file.file, line: file.lineAt([key]), problem, remedy });
    };
    if (id !== folder) report('id', `the title's id is "${id}", but its folder is called "${folder}"`, 'call both the same');
    const sameId = byId.get(id);
    if (sameId !== undefined) report('id', `the id "${id}" is also that of ${sameId}`, 'give each title an id of its own');
    else byId.set(id, file.file);
    const sameOrder = byOrder.get(order);
    if (sameOrder !== undefined)
      report(
        'order',
        `the order ${order} is also that of ${sameOrder}`,
        'give each title a number of its own; the lowest is meant when nobody names one',
      );
    else byOrder.set(order, file.file);
  }
}

/** Ids that may be referred to; null when the file cannot be read, so that nothing can be said about them. */
type Known = ReadonlySet<string> | null;

class PackCheck {
  readonly #pack: ReadPack;
  readonly #problems: Problem[];
  readonly #records: readonly PackRecord[];
  #roomLeft = MAX_PROBLEMS_PER_PACK;

  constructor(pack: ReadPack, problems: Problem[]) {
    this.#pack = pack;
    this.#problems = problems;
    this.#records = listRecords(pack);
  }

  run(): void {
    const before = this.#problems.length;
    this.#checkIds();
    this.#checkReferences();
    this.#checkSources();
    this.#checkSpoilers();
    this.#checkNames();
    this.#checkDates();
    this.#checkFirstPages();
    this.#checkEpisodes();
    this.#checkPlaces();
    this.#checkQuotes();
    this.#checkQuestions();
    this.#checkConflicts();
    this.#checkLengths();
    if (this.#roomLeft > 0) return;
    this.#problems.push({
      file: this.#problems[before]?.file ?? this.#pack.path,
      line: 1,
      problem: `this pack has more than ${MAX_PROBLEMS_PER_PACK} problems`,
      remedy: 'mend these first, then check again',
    });
  }

  #report(file: PackFileName, record: object, keys: Path, problem: string, remedy: string): void {
    const read = this.#pack.files.get(file);
    if (read === undefined || this.#roomLeft === 0) return;
    this.#roomLeft -= 1;
    this.#problems.push({ file: read.file, line: read.lineAt([...read.pathOf(record), ...keys]), problem, remedy });
  }

  #lineOf(file: PackFileName, record: object): string {
    const read = this.#pack.files.get(file);
    return read === undefined ? `${file}.yaml` : `${file}.yaml, line ${read.lineAt(read.pathOf(record))}`;
  }

  // ids

  /** Speakers and answers to a search are named by id alone, so what is searched shares no id. */
  #checkIds(): void {
    const taken = new Map<string, PackRecord>();
    for (const one of this.#records) {
      const key = `${one.space}/${one.id}`;
      const first = taken.get(key);
      if (first === undefined) taken.set(key, one);
      else
        this.#report(
          one.file,
          one.record,
          ['id'],
          `the id "${one.record.id}" is taken already (${this.#lineOf(first.file, first.record)})`,
          'give each record an id of its own',
        );
    }
  }

  // references

  /** Ids of a kind, those of broken records included: a typo in one record is no reason to call its id unknown. */
  #known(kind: Kind): Known {
    const { file } = KINDS[kind];
    return this.#pack.unreadable.has(file) ? null : new Set(listIds(this.#pack.files.get(file)?.raw, kind));
  }

  #checkReference(known: Known, what: string, where: string, file: PackFileName, record: object, keys: Path, id: string): void {
    // Guessing is the one thing here that takes time.
    if (known === null || known.has(id) || this.#roomLeft === 0) return;
    const guess = nearest(id, known);
    this.#report(
      file,
      record,
      keys,
      `there is no ${what} "${id}"`,
      guess === undefined ? `mend the id, or add it to ${where}` : `did you mean "${guess}"? (ids of ${where})`,
    );
  }

  #checkReferences(): void {
    const known = new Map<string, Known>();
    const knownOf = (kinds: readonly Kind[]): Known => {
      const key = kinds.join();
      const sets = known.has(key) ? [] : kinds.map((kind) => this.#known(kind));
      if (!known.has(key)) known.set(key, sets.includes(null) ? null : new Set(sets.flatMap((set) => [...(set ?? [])])));
      return known.get(key) ?? null;
    };
    for (const { kind, file, record, citations, references } of this.#records) {
      const check = (kinds: readonly Kind[], { key, ids, isList }: Ids): void => {
        const all = knownOf(kinds);
        const what = kinds.map((one) => ONE_OF[one] ?? one).join(' or ');
        const where = kinds.map((one) => `${KINDS[one].file}.yaml`).join(' or ');
        for (const [index, id] of ids.entries()) this.#checkReference(all, what, where, file, record, isList ? [key, index] : [key], id);
      };
      for (const ids of citations) check(['sources'], ids);
      for (const ids of references) check(describeKind(kind).refers[ids.key] ?? [], ids);
    }
    this.#checkKeyFacts();
    this.#checkRelations();
    this.#checkAwards();
    for (const next of this.#pack.list('next_season')) {
      if (!next.sources.includes(next.newest_source)) {
        this.#report(
          'seasons',
          next,
          ['newest_source'],
          `the newest source "${next.newest_source}" is not among the sources`,
          'add it to "sources"',
        );
      }
    }
  }

  #checkKeyFacts(): void {
    for (const fact of this.#pack.title?.key_facts ?? []) {
      if (fact.value === undefined && fact.date === undefined && fact.people === undefined && fact.note === undefined)
        this.#report('title', fact, [], `the key fact "${fact.id}" says nothing`, 'give it a value, a date or people');
    }
  }

  #checkRelations(): void {
    for (const character of this.#pack.list('cast')) {
      const seen = new Set<string>();
      for (const relation of character.relations) {
        if (relation.to === character.id)
          this.#report('cast', relation, ['to'], 'this is a relation of a character to themselves', 'name the other character');
        const said = `${relation.to}|${fold(relation.text)}`;
        if (seen.has(said)) this.#report('cast', relation, ['text'], 'this relation stands here twice', 'take one of them out');
        seen.add(said);
      }
    }
  }

  #checkAwards(): void {
    for (const award of this.#pack.list('awards')) {
      if (award.result === 'won' && award.lost_to !== undefined)
        this.#report(
          'awards',
          award,
          ['lost_to'],
          'a prize that was won was lost to nobody',
          'take "lost_to" out, or set "result: nominated"',
        );
      if (!award.counted && award.note === undefined)
        this.#report('awards', award, ['counted'], 'this award is not counted, and no note says why', 'add a "note"');
    }
  }

  #checkSources(): void {
    const levels = new Map(this.#pack.list('sources').map((source) => [source.id, source.spoiler_from]));
    for (const { file, record, citations, spoilerFrom } of this.#records) {
      for (const { key, ids, isList } of citations) {
        ids.forEach((id, index) => {
          const keys = isList ? [key, index] : [key];
          const level = levels.get(id);
          // A rating gives nothing away, even where the page that reports it does. A line may be free before the episode in which it is
          // heard: a source that tells of that episode stays hidden by itself.
          const mayBeLater = key === 'rating_sources' || ('episode' in record && record.episode !== undefined);
          if (!mayBeLater && level !== undefined && level > spoilerFrom) {
            this.#report(
              file,
              record,
              keys,
              `this may be known from ${spoilerFrom} on, but its source "${id}" only from ${level} on`,
              `cite another source, or set "spoiler_from: ${level}"`,
            );
          }
          if (ids.indexOf(id) !== index) this.#report(file, record, keys, `the source "${id}" is named twice`, 'take one of them out');
        });
      }
    }
  }

  // spoilers

  #checkSpoilers(): void {
    const { title, list } = this.#pack;
    if (title !== undefined) {
      const last = title.last_episode;
      const limit = (file: PackFileName, record: object): void => {
        if (!('spoiler_from' in record) || typeof record.spoiler_from !== 'number' || record.spoiler_from <= last) return;
        this.#report(
          file,
          record,
          ['spoiler_from'],
          `"spoiler_from" is ${record.spoiler_from}, but the last episode is ${last}`,
          title.kind === 'film' ? 'for a film write 0 (free) or 1 (after seeing it)' : `write 1 (free) to ${last}`,
        );
      };
      for (const { file, record } of this.#records) limit(file, record);
      for (const [file, named] of this.#named()) {
        for (const spelling of [...named.spellings, ...named.nicknames]) if (typeof spelling !== 'string') limit(file, spelling);
      }
    }
    // A record that names somebody gives away that they exist.
    const known = new Map([...list('people'), ...list('cast')].map(({ id, spoiler_from }) => [id, spoiler_from]));
    for (const { kind, file, record, spoilerFrom, references } of this.#records) {
      for (const { key, ids, isList } of references) {
        if (describeKind(kind).refers[key]?.includes('ceremonies')) continue;
        for (const [index, id] of ids.entries()) {
          const level = known.get(id) ?? 0;
          const namedFrom = 'speaker_from' in record && typeof record.speaker_from === 'number' ? record.speaker_from : spoilerFrom;
          if (level <= Math.max(spoilerFrom, namedFrom)) continue;
          this.#report(
            file,
            record,
            isList ? [key, index] : [key],
            `this may be known from ${spoilerFrom} on, but it names "${id}", who may be known only from ${level} on`,
            `set "spoiler_from: ${level}"`,
          );
        }
      }
    }
    this.#checkOwners();
  }

  /** What belongs to somebody who may be known only later may not be known earlier: an actor's card lists the roles. */
  #checkOwners(): void {
    const ceremonies = new Map(this.#records.flatMap((one) => (one.kind === 'ceremonies' ? [[one.id, one] as const] : [])));
    for (const one of this.#records) {
      const ceremony =
        'ceremony' in one.record && typeof one.record.ceremony === 'string' ? ceremonies.get(one.record.ceremony) : undefined;
      const owner = one.owner ?? ceremony;
      if (owner === undefined || one.spoilerFrom >= owner.spoilerFrom) continue;
      this.#report(
        one.file,
        one.record,
        ['spoiler_from'],
        `this may be known from ${one.spoilerFrom} on, but "${owner.id}", to which it belongs, only from ${owner.spoilerFrom} on`,
        `set "spoiler_from: ${owner.spoilerFrom}"`,
      );
    }
    // A conflict about several records is shown beside the freest of them.
    const levels = new Map(this.#subjects().map(({ id, spoilerFrom }) => [id, spoilerFrom]));
    for (const conflict of this.#pack.list('conflicts')) {
      const about = conflict.about.map((id) => levels.get(id) ?? 0);
      const lowest = Math.min(...about);
      if (lowest > conflict.spoiler_from) {
        this.#report(
          'conflicts',
          conflict,
          ['spoiler_from'],
          `this may be known from ${conflict.spoiler_from} on, but what it is about only from ${lowest} on`,
          `set "spoiler_from: ${lowest}"`,
        );
      }
    }
  }

  // names

  #named() {
    const { list } = this.#pack;
    return [
      ...list('title').map((title) => ['title', title] as const),
      ...list('people').map((person) => ['people', person] as const),
      ...list('cast').map((character) => ['cast', character] as const),
    ];
  }

  #checkNames(): void {
    for (const [file, named] of this.#named()) {
      const own = new Set(
        [
          named.name,
          ...named.errors,
          ...[...named.spellings, ...named.nicknames].map((spelling) => (typeof spelling === 'string' ? spelling : spelling.text)),
        ].map(fold),
      );
      named.belongs_to_others.forEach((other, index) => {
        if (own.has(fold(other)))
          this.#report(
            file,
            named,
            ['belongs_to_others', index],
            `"${other}" is said to be a name of "${named.id}" and of somebody else`,
            'keep it in one of the two lists',
          );
      });
    }
  }

  // dates

  #checkDates(): void {
    const { list } = this.#pack;
    const accessed = new Map<string, string>();
    for (const source of list('sources')) {
      accessed.set(source.id, source.accessed);
      if (isLater(source.published, source.accessed))
        this.#report(
          'sources',
          source,
          ['accessed'],
          `this was read on ${source.accessed}, before it was published (${source.published})`,
          'mend one of the two dates',
        );
      if (isLater(source.updated, source.accessed))
        this.#report(
          'sources',
          source,
          ['accessed'],
          `this was read on ${source.accessed}, before it was updated (${source.updated})`,
          'mend one of the two dates',
        );
      if (isLater(source.published, source.updated))
        this.#report(
          'sources',
          source,
          ['updated'],
          `this was updated (${source.updated}) before it was published (${source.published})`,
          'mend one of the two dates',
        );
    }
    for (const ceremony of list('ceremonies')) {
      // The awards of a year are often given in January of the next.
      if (ceremony.date !== undefined && ![0, 1].includes(Number(ceremony.date.slice(0, 4)) - ceremony.year)) {
        this.#report(
          'awards',
          ceremony,
          ['date'],
          `the date ${ceremony.date} does not fit the year ${ceremony.year}`,
          'mend one of the two',
        );
      }
    }
    for (const { file, record, citations } of this.#records) {
      const asOf = 'as_of' in record && typeof record.as_of === 'string' && record.as_of !== 'undated' ? record.as_of : undefined;
      const read = citations[0]?.ids.map((id) => accessed.get(id)).filter((date) => date !== undefined) ?? [];
      if (asOf !== undefined && read.length > 0 && read.every((date) => isLater(asOf, date))) {
        this.#report(
          file,
          record,
          ['as_of'],
          `"as_of" is ${asOf}, after the day its sources were last read`,
          'write the date of the newest source',
        );
      }
    }
    for (const next of list('next_season')) {
      const newest = list('sources').find(({ id }) => id === next.newest_source);
      if (isLater(newest?.published, next.checked_on)) {
        this.#report(
          'seasons',
          next,
          ['checked_on'],
          `this was last checked on ${next.checked_on}, before its newest source appeared (${newest?.published})`,
          'mend one of the two',
        );
      }
    }
  }

  /** A first page has room for one fact of each kind. */
  #checkFirstPages(): void {
    const taken = new Map<string, string>();
    for (const { file, record, owner } of this.#records) {
      if (!('first' in record) || record.first !== true || !('kind' in record)) continue;
      const place = `${owner?.kind}/${owner?.id}/${record.kind}`;
      const other = taken.get(place);
      if (other !== undefined)
        this.#report(file, record, ['first'], `"${other}" is already first of its kind here`, 'take "first" out of one of the two');
      taken.set(place, record.id);
    }
  }

  #checkEpisodes(): void {
    const { title, list } = this.#pack;
    let before: { number: number; aired?: string | undefined } | undefined;
    for (const episode of list('episodes')) {
      if (title && episode.number > title.last_episode) {
        this.#report(
          'episodes',
          episode,
          ['number'],
          `this is episode ${episode.number}, but the last one is ${title.last_episode}`,
          'mend the number, or "last_episode" in title.yaml',
        );
      }
      if (before && episode.number <= before.number) {
        this.#report(
          'episodes',
          episode,
          ['number'],
          `episode ${episode.number} stands after episode ${before.number}`,
          'list the episodes in order, each once',
        );
      } else if (before && isLater(before.aired, episode.aired)) {
        this.#report(
          'episodes',
          episode,
          ['aired'],
          `episode ${episode.number} was shown on ${episode.aired}, before episode ${before.number} (${before.aired})`,
          'mend one of the two dates',
        );
      }
      if ((episode.rating_percent.length > 0 || episode.peak_percent !== undefined) && episode.rating_sources.length === 0) {
        this.#report('episodes', episode, [], `the rating of episode ${episode.number} names no source`, 'add "rating_sources: [an-id]"');
      }
      before = episode;
    }
  }

  #checkPlaces(): void {
    const last = this.#pack.title?.last_episode ?? Number.POSITIVE_INFINITY;
    for (const place of this.#pack.list('places')) {
      if (place.filmed === undefined && place.stands_for === undefined)
        this.#report(
          'places',
          place,
          [],
          `nothing says what "${place.id}" has to do with the title`,
          'add "filmed: …" (what was filmed there) or "stands_for: …" (what it is in the story)',
        );
      for (const [index, number] of place.episodes.entries()) {
        if (number > last)
          this.#report(
            'places',
            place,
            ['episodes', index],
            `this is episode ${number}, but the last one is ${last}`,
            'mend the number, or "last_episode" in title.yaml',
          );
      }
    }
  }

  // quotes

  #checkQuotes(): void {
    const quotes = this.#pack.list('quotes');
    const texts = new Map<string, object>();
    const uses = new Map<string, number>();
    for (const quote of quotes) for (const theme of quote.themes) uses.set(theme, (uses.get(theme) ?? 0) + 1);
    for (const quote of quotes) {
      const healing = HEALING_TONES.some((tone) => tone === quote.tone);
      if (healing && quote.never_post) {
        this.#report(
          'quotes',
          quote,
          ['never_post'],
          `a ${quote.tone} line is a healing line, yet it is marked "never_post"`,
          'set "tone: neutral" or "tone: hurtful", or take "never_post" out',
        );
      } else if (healing) this.#checkQuestionsOf(quote);
      if (quote.text_is === 'ours' && quote.original === undefined)
        this.#report(
          'quotes',
          quote,
          ['text_is'],
          'these words are ours, and nothing says of what they are a translation',
          'add "original: …"',
        );
      if (quote.speaker_from !== undefined && quote.speaker_from <= quote.spoiler_from)
        this.#report(
          'quotes',
          quote,
          ['speaker_from'],
          `who says this may be known from ${quote.speaker_from} on, but the words only from ${quote.spoiler_from} on`,
          'take "speaker_from" out, or set "spoiler_from" to where the words alone may be known',
        );
      if (quote.tone === 'hurtful' && !quote.never_post && quote.content_note === undefined) {
        this.#report(
          'quotes',
          quote,
          ['tone'],
          'a hurtful line is shown only after a note, and this one has none',
          'add "content_note: …"',
        );
      }
      const twin = texts.get(fold(quote.text));
      if (twin)
        this.#report('quotes', quote, ['text'], `this line stands here already (${this.#lineOf('quotes', twin)})`, 'keep one of them');
      else texts.set(fold(quote.text), quote);
      quote.themes.forEach((theme, index) => {
        const meant = uses.get(theme) === 1 ? misspelt(theme, uses) : undefined;
        if (meant !== undefined)
          this.#report('quotes', quote, ['themes', index], `the theme "${theme}" is used nowhere else`, `did you mean "${meant}"?`);
        if (quote.themes.indexOf(theme) !== index)
          this.#report('quotes', quote, ['themes', index], `the theme "${theme}" is named twice`, 'take one of them out');
      });
    }
  }

  #checkQuestionsOf(quote: Quote): void {
    if (this.#pack.unreadable.has('questions')) return;
    const ofPack = this.#pack.list('questions').filter((question) => isForLine(question, quote)).length;
    const count = quote.questions.length + ofPack;
    if (count >= QUESTIONS_PER_HEALING_LINE) return;
    this.#report(
      'quotes',
      quote,
      quote.questions.length > 0 ? ['questions'] : [],
      `a ${quote.tone} line is posted with a question beside it, and this one has ${count} to choose from`,
      `write at least ${QUESTIONS_PER_HEALING_LINE}: here, or in questions.yaml for every line`,
    );
  }

  /** Each is asked once, beside a line or in the pack's own list. */
  #checkQuestions(): void {
    const asked = new Map<string, string>();
    // Those of broken records count too.
    const themes = new Set(listThemes(this.#pack.files.get('quotes')?.raw));
    const look = (file: PackFileName, record: object, keys: Path, question: string, where: string): void => {
      const first = asked.get(fold(question));
      if (first === undefined) asked.set(fold(question), where);
      else this.#report(file, record, keys, `this question is asked already ${first}`, 'write another one');
    };
    for (const quote of this.#pack.list('quotes'))
      for (const [index, question] of quote.questions.entries())
        look('quotes', quote, ['questions', index], question, `beside "${quote.id}"`);
    for (const one of this.#pack.list('questions')) {
      look('questions', one, ['text'], one.text, `in questions.yaml ("${one.id}")`);
      for (const [index, theme] of (one.themes ?? []).entries()) {
        if (themes.has(theme) || themes.size === 0) continue;
        const guess = nearest(theme, themes);
        this.#report(
          'questions',
          one,
          ['themes', index],
          `no quote has the theme "${theme}"`,
          guess === undefined ? 'mend it, or take it out' : `did you mean "${guess}"?`,
        );
      }
    }
  }

  // conflicts

  #checkConflicts(): void {
    const subjects = Map.groupBy(this.#subjects(), ({ id }) => id);
    const known = this.#subjectIds();
    for (const conflict of this.#pack.list('conflicts')) {
      conflict.about.forEach((id, index) => {
        this.#checkReference(known, 'record', 'the pack', 'conflicts', conflict, ['about', index], id);
        const meant = subjects.get(id)?.length ?? 0;
        if (meant > 1)
          this.#report(
            'conflicts',
            conflict,
            ['about', index],
            `the id "${id}" names ${meant} records, so it is not clear what the conflict concerns`,
            'give those records ids that differ',
          );
      });
      const versions = new Set(conflict.versions.map(({ id }) => id));
      if (conflict.better !== undefined)
        this.#checkReference(versions, 'version', 'this conflict', 'conflicts', conflict, ['better'], conflict.better);
      else if (conflict.settled_on !== undefined)
        this.#report(
          'conflicts',
          conflict,
          ['settled_on'],
          'this is said to be settled, and nothing says how',
          'name the version that holds: "better: …"',
        );
    }
  }

  /** The records a conflict may be about. */
  #subjects(): readonly PackRecord[] {
    return this.#records.filter(({ kind }) => !describeKind(kind).isNoSubject);
  }

  #subjectIds(): Known {
    const ids = new Set<string>();
    for (const name of new Set(KIND_NAMES.filter((kind) => !describeKind(kind).isNoSubject).map((kind) => KINDS[kind].file))) {
      if (this.#pack.unreadable.has(name)) return null;
      collectIds(this.#pack.files.get(name)?.raw, ids);
    }
    return ids;
  }

  // Discord's limits

  #checkLengths(): void {
    const { title, list } = this.#pack;
    const limit = (file: PackFileName, record: object, key: string, text: string | undefined, max: number, where: string): void => {
      if (text !== undefined && text.length > max)
        this.#report(
          file,
          record,
          [key],
          `"${key}" has ${text.length} characters, and Discord shows ${max} in ${where}`,
          `shorten it to ${max}`,
        );
    };
    for (const [file, named] of this.#named()) {
      const shown = named.hangul === undefined ? named.name : `${named.name} (${named.hangul})`;
      if (named.name.length > MAX_CHOICE || named.hangul === undefined)
        limit(file, named, 'name', named.name, MAX_CHOICE, 'a list of choices');
      else if (shown.length > MAX_CHOICE) {
        this.#report(
          file,
          named,
          ['name'],
          `name and Hangul together have ${shown.length} characters, and Discord shows ${MAX_CHOICE} in a list of choices`,
          'shorten one of them',
        );
      }
    }
    for (const section of title?.sections ?? []) limit('title', section, 'heading', section.heading, MAX_CHOICE, 'a menu');
    for (const ceremony of list('ceremonies')) limit('awards', ceremony, 'name', ceremony.name, MAX_CHOICE, 'a list of choices');
    for (const episode of list('episodes')) limit('episodes', episode, 'title', episode.title, MAX_CHOICE, 'a menu');
    if (title === undefined) return;
    for (const kind of ['people', 'cast', 'ceremonies', 'awards', 'episodes', 'quotes'] as const) {
      for (const record of list(kind)) {
        if (title.id.length + record.id.length > MAX_TITLE_AND_ID) {
          this.#report(
            KINDS[kind].file,
            record,
            ['id'],
            `this id and the title's have ${title.id.length + record.id.length} characters together, too many for one of Discord's buttons`,
            `shorten them to ${MAX_TITLE_AND_ID} together`,
          );
        }
      }
    }
  }
}

function collectIds(raw: unknown, ids: Set<string>): void {
  if (typeof raw !== 'object' || raw === null) return;
  if ('id' in raw && typeof raw.id === 'string') ids.add(raw.id);
  for (const value of Object.values(raw)) collectIds(value, ids);
}

function listIds(raw: unknown, list: string): string[] {
  return listRaw(raw, list).flatMap((entry) => ('id' in entry && typeof entry.id === 'string' ? [entry.id] : []));
}

/** The themes of all quotes of a file, whatever else they are like. */
function listThemes(raw: unknown): readonly string[] {
  return listRaw(raw, 'quotes').flatMap((entry) => {
    const themes: readonly unknown[] = 'themes' in entry && Array.isArray(entry.themes) ? entry.themes : [];
    return themes.filter((theme) => typeof theme === 'string');
  });
}

function listRaw(raw: unknown, list: string): readonly object[] {
  if (typeof raw !== 'object' || raw === null) return [];
  const entries: unknown = Object.entries(raw).find(([key]) => key === list)?.[1];
  return Array.isArray(entries) ? entries.filter((entry: unknown) => typeof entry === 'object' && entry !== null) : [];
}

/** The often used theme that a theme used once is one letter away from. */
function misspelt(theme: string, uses: ReadonlyMap<string, number>): string | undefined {
  if (theme.length < 5) return undefined;
  const others = [...uses].filter(([other, count]) => other !== theme && count > 1).map(([other]) => other);
  return others.find((other) => distance(theme, other) === 1);
}

/** Compares dates of different exactness: "2021" is later than "2020-12", not than "2021-05". */
function isLater(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const length = Math.min(a.length, b.length);
  return a.slice(0, length) > b.slice(0, length);
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/[’‘]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim();
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
