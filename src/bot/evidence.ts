/** What an answer rests on: its records, their sources, and where sources disagree. */
import type { APIButtonComponent } from 'discord-api-types/v10';
import { keepByCeiling } from '../content/by-ceiling.ts';
import { type Dated, isOpen } from '../content/spoilers.ts';
import { nameLanguage, showDate, showList, showRow, showShortDate } from '../language/show.ts';
import { buildCustomId } from '../message/custom-id.ts';
import { buildButton } from '../message/reply.ts';
import type { Conflict, Quote, Source } from '../packs/schema.ts';
import { languageOf } from '../packs/translatable.ts';
import { escapeMarkdown, joinFilled } from '../text/text.ts';
import type { Content, Context, Say, Title } from './types.ts';

export interface Evidence extends Dated {
  readonly id: string;
  readonly sources: readonly string[];
  readonly as_of: string;
  /** Set by `inLanguage`: the language of those of its texts that are not there in the reader's. */
  readonly onlyIn?: string | undefined;
  /** The same for a quote's own words. */
  readonly wordsIn?: string | undefined;
  /** Of a quote: whose words its text is. */
  readonly text_is?: Quote['text_is'];
}

const MOST_PUBLISHERS = 3;

/**
 * What an answer was about, short enough for a custom_id: `cast`, `character:<id>`, `person:<id>`, `awards`, `season`,
 * `about`, `places`, `episodes`, `episode:<number>`, `music`, `quotes`, `quote:<id>`.
 */
export type Topic = string;

/** Every record an answer about `topic` draws on; empty for a topic nobody knows. A person's later parts are no part of it. */
export function collectEvidence(content: Content, title: Title, topic: Topic, ceiling: number): readonly Evidence[] {
  const [kind = '', id = ''] = topic.split(':');
  const evidence = Object.hasOwn(EVIDENCE, kind) ? EVIDENCE[kind]?.(content, title, id, ceiling) : [];
  return (evidence ?? []).filter((record) => record !== undefined);
}

type Collect = (content: Content, title: Title, id: string, ceiling: number) => readonly (Evidence | undefined)[];

/** By the kind of a topic. */
const EVIDENCE: Readonly<Record<string, Collect>> = {
  cast: (content, { id: title }) => content.list('cast', title).flatMap((character) => [character, ...character.roles]),
  character(content, { id: title }, id) {
    const character = content.get('cast', title, id);
    if (!character) return [];
    return [character, ...character.roles, ...character.relations, ...character.facts, ...content.awards(title, { character: id })];
  },
  person(content, { id: title }, id, ceiling) {
    const person = content.get('people', title, id);
    if (!person) return [];
    const roles = content.rolesOf(title, id).flatMap(({ role }) => (isOpen(role, ceiling) ? [role] : []));
    return [person, ...person.facts, ...roles, ...content.awards(title, { recipient: id })];
  },
  awards: (content, { id: title }) => AWARDS.flatMap((kind): readonly Evidence[] => content.list(kind, title)),
  season: (content, { id: title }) => [content.nextSeason(title), ...content.list('claims', title), ...content.list('not_a_season', title)],
  about: (_content, { logline, key_facts, sections }) => [logline, ...key_facts, ...sections.flatMap(({ statements }) => statements)],
  places: (content, { id: title }) => content.list('places', title),
  episodes: (content, { id: title }) => content.list('episodes', title),
  episode(content, { id: title }, id) {
    const episode = content.episode(title, Number(id));
    return episode === undefined
      ? []
      : [{ ...episode, sources: [...new Set([...episode.sources, ...episode.rating_sources])] }, ...episode.facts];
  },
  music: (content, { id: title }) => content.list('tracks', title),
  quotes: (content, { id: title }) => content.list('quotes', title),
  quote: (content, { id: title }, id) => [content.get('quotes', title, id)],
};
const AWARDS = ['ceremonies', 'awards', 'recognition'] as const;

/** The distinct sources of these records, in the pack's order. */
export function collectSources(content: Content, title: Title, records: readonly Evidence[]): readonly Source[] {
  const cited = new Set(records.flatMap((record) => record.sources));
  return content.list('sources', title.id).filter((source) => cited.has(source.id));
}

/**
 * "Sources: tvN, Wikipedia (English) and 3 more · as of 5 September 2020": only what the ceiling allows is counted, unless
 * all that is shown stands behind spoiler marks; a publisher's name alone tells nothing of the story. After it, whatever of
 * the records stands in another language than the reader's. Empty where there is nothing to say.
 */
export function buildSourcesLine(context: Context, title: Title, records: readonly Evidence[], ceiling: number): string {
  return joinFilled([nameSources(context, title, records, ceiling), buildLanguageLine(context, records)], ' · ');
}

function nameSources(context: Context, title: Title, records: readonly Evidence[], ceiling: number): string {
  const { say } = context;
  const counted = keepOpen(records, ceiling);
  const sources = keepOpen(collectSources(context.content, title, counted), ceiling);
  const publishers = [...new Set(sources.map((source) => source.publisher))];
  if (publishers.length === 0) return '';
  const named = showRow(say, publishers.slice(0, MOST_PUBLISHERS).map(escapeMarkdown));
  const rest = publishers.length - MOST_PUBLISHERS;
  const line = rest > 0 ? say('sources.lineAndMore', { named, count: rest }) : say('sources.line', { named, count: publishers.length });
  const asOf = newestDate(counted);
  return asOf === undefined ? line : `${line} · ${say('sources.asOf', { date: showDate(context.locale, asOf) })}`;
}

const countsOf = keepByCeiling<readonly Evidence[], { readonly count: number; readonly asOf: string | undefined }>();

/** "15 sources · as of Dec 9, 2023": how many the answer rests on and the newest date among its records; what is later is not counted. */
export function countSources(context: Context, title: Title, records: readonly Evidence[], ceiling: number): string {
  if (records.length === 0) return '';
  const { count, asOf } = countsOf(records, ceiling, () => {
    const counted = keepOpen(records, ceiling);
    const cited = new Set<string>();
    for (const { sources } of counted) for (const id of sources) cited.add(id);
    const sources = [...cited].flatMap((id) => context.content.get('sources', title.id, id) ?? []);
    return { count: keepOpen(sources, ceiling).length, asOf: newestDate(counted) };
  });
  const date = asOf && context.say('sources.asOf', { date: showShortDate(context.locale, asOf) });
  return joinFilled([count > 0 && context.say('sources.count', { count }), date], ' · ');
}

/**
 * In which other language than the reader's something of these records stands, and once that quotes are in our words; empty where
 * neither is so. What has no translation is never mixed in silently.
 */
export function buildLanguageLine({ locale, say }: Pick<Context, 'locale' | 'say'>, shown: readonly Evidence[]): string {
  const list = (field: 'onlyIn' | 'wordsIn'): string => {
    const codes = new Set<string>();
    for (const { [field]: code } of shown) if (code !== undefined) codes.add(code);
    return codes.size === 0 ? '' : showList(locale, [...new Set([...codes].map((code) => nameLanguage(locale, code)))]);
  };
  const texts = list('onlyIn');
  const quotes = list('wordsIn');
  const lines = [
    shown.some(({ text_is }) => text_is === 'ours') && say('quote.ours'),
    quotes !== '' && say('quote.wordsIn', { language: quotes }),
    texts !== '' && say('sources.onlyIn', { language: texts }),
  ];
  // Japanese sets no space between sentences.
  return joinFilled(lines, locale === 'ja' ? '' : ' ');
}

function keepOpen<Item extends Dated>(items: readonly Item[], ceiling: number): readonly Item[] {
  if (items.every((item) => isOpen(item, ceiling))) return items;
  const open = items.filter((item) => isOpen(item, ceiling));
  return open.length > 0 ? open : items;
}

/** The newest of the records' dates; undefined when their sources carry none. */
function newestDate(records: readonly { readonly as_of: string }[]): string | undefined {
  let newest: string | undefined;
  for (const { as_of: date } of records) if (date !== 'undated' && (newest === undefined || date > newest)) newest = date;
  return newest;
}

/** The button under every answer: what it rests on, where sources disagree, and a way to say that it is wrong. */
export function buildSourcesButton(say: Say, title: Title, topic: Topic): APIButtonComponent {
  return buildButton({ label: say('sources.button'), id: buildCustomId('sources', 'of', title.id, topic) });
}

/** The button under facts with which somebody says that one is wrong. */
export function buildCorrectionButton(say: Say, title: Title, topic: Topic): APIButtonComponent {
  return buildButton({ label: say('correction.button'), id: buildCustomId('sources', 'wrong', title.id, topic) });
}

/** Languages whose readers see the names of people in a script of their own. */
const NAMES_WITHOUT_LATIN: ReadonlySet<string> = new Set(['ko', 'ja']);

/** One item for each disagreement that concerns these records: what every source says, and which is better supported. */
export function buildConflictItems(
  context: Context,
  title: Title,
  recordIds: readonly string[],
  ceiling: number,
  isWanted: (conflict: Conflict) => boolean = () => true,
): readonly { readonly text: string; readonly records: readonly Evidence[] }[] {
  return context.content
    .conflictsAbout(title.id, recordIds)
    .filter(isWanted)
    .filter((conflict) => isOpen(conflict, ceiling) && !(conflict.latin_only && NAMES_WITHOUT_LATIN.has(languageOf(context.locale))))
    .map((conflict) => ({
      text: buildConflictLine(context, title, conflict),
      records: [{ ...conflict, sources: conflict.versions.flatMap((version) => version.sources) }],
    }));
}

function buildConflictLine({ content, say }: Context, title: Title, conflict: Conflict): string {
  const versions = conflict.versions.map((version) => {
    const publishers = [...new Set(version.sources.flatMap((id) => content.get('sources', title.id, id)?.publisher ?? []))];
    const says = say('sources.version', {
      says: escapeMarkdown(version.says),
      named: showRow(say, publishers.slice(0, MOST_PUBLISHERS).map(escapeMarkdown)),
    });
    return `  - ${version.id === conflict.better ? say('sources.better', { version: says }) : says}`;
  });
  const why = `  -# ${escapeMarkdown(conflict.why)}`;
  const open = conflict.better === undefined ? [`  -# ${say('sources.stillOpen')}`] : [];
  return [`**${escapeMarkdown(conflict.topic)}**`, ...versions, ...open, why].join('\n');
}
