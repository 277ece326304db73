/** The questions that follow from the records alone. Every view of the content answers them from what it lets through. */
import { keepFor } from '../kept.ts';
import { HEALING_TONES, isForLine } from '../packs/healing.ts';
import type { RecordOf } from '../packs/kinds.ts';
import type { Award, Ceremony, PackQuestion, Quote } from '../packs/schema.ts';
import type { AwardFilter, Content, ContentKind, ContentRecords, QuoteFilter } from './types.ts';

/** All questions of `Content`, answered from its records. */
export function answerFrom(records: ContentRecords): Content {
  const { list, get } = records;
  return {
    ...records,
    rolesOf: (titleId, personId) =>
      list('cast', titleId).flatMap((character) =>
        character.roles.filter((role) => role.actor === personId).map((role) => ({ character, role })),
      ),
    awards: (titleId, filter) =>
      list('awards', titleId).filter(
        (award) =>
          isAwardOf(award, filter) && (filter.year === undefined || isOfYear(get('ceremonies', titleId, award.ceremony), filter.year)),
      ),
    episode: (titleId, number) => list('episodes', titleId).find((episode) => episode.number === number),
    nextSeason: (titleId) => list('next_season', titleId)[0],
    quotes: (titleId, filter) => {
      const sought = records.linesWith(titleId, filter.words ?? '');
      return list('quotes', titleId).filter((quote) => isQuoteOf(quote, filter) && sought?.has(quote.id) !== false);
    },
    seekQuotes: (titleId, { words = '', theme }) => {
      const sought = records.linesWith(titleId, words);
      const seek = <Line extends Pick<Quote, 'id' | 'themes'>>(lines: readonly Line[]): readonly Line[] => {
        const having = sought === undefined ? lines : keepThese(lines, sought);
        return theme === undefined ? having : having.filter(({ themes }) => themes.includes(theme));
      };
      return { found: seek(list('quotes', titleId)), withheld: seek(records.withheld(titleId)) };
    },
    conflictsAbout: (titleId, recordIds) => {
      const asked = new Set(recordIds);
      return list('conflicts', titleId).filter(({ about }) => about.some((id) => asked.has(id)));
    },
  };
}

const placesOf = keepFor(
  (lines: readonly Pick<Quote, 'id'>[]): ReadonlyMap<string, number> => new Map(lines.map(({ id }, place) => [id, place])),
);

/** Those of the lines that have one of these ids, in their order: a search finds few of many. */
function keepThese<Line extends Pick<Quote, 'id'>>(lines: readonly Line[], ids: ReadonlySet<string>): readonly Line[] {
  if (lines.length === 0 || ids.size === 0) return [];
  const placeOf = placesOf(lines);
  const places: number[] = [];
  for (const id of ids) {
    const place = placeOf.get(id);
    if (place !== undefined) places.push(place);
  }
  return places.sort((a, b) => a - b).flatMap((place) => lines[place] ?? []);
}

/** The content with other quotes. @param rest What else of it is other. */
export function withQuotes(
  content: Content,
  quotes: { readonly list: (titleId: string) => readonly Quote[]; readonly get: (titleId: string, id: string) => Quote | undefined },
  rest: Partial<ContentRecords> = {},
): Content {
  function list<K extends ContentKind>(kind: K, titleId: string): readonly RecordOf<K>[];
  function list(kind: ContentKind, titleId: string): readonly RecordOf<ContentKind>[] {
    return kind === 'quotes' ? quotes.list(titleId) : content.list(kind, titleId);
  }
  function get<K extends ContentKind>(kind: K, titleId: string, id: string): RecordOf<K> | undefined;
  function get(kind: ContentKind, titleId: string, id: string): RecordOf<ContentKind> | undefined {
    return kind === 'quotes' ? quotes.get(titleId, id) : content.get(kind, titleId, id);
  }
  return answerFrom({ ...content, ...rest, list, get });
}

/** The questions that may stand beside a line: its own, then those of the pack that fit. By their places here the ledger knows them. */
export function listQuestions(ofPack: readonly PackQuestion[], quote: Quote): readonly string[] {
  return [...quote.questions, ...ofPack.flatMap((one) => (isForLine(one, quote) ? [one.text] : []))];
}

/** Whether an award is one that was asked for, but for the year, which only its ceremony knows. */
function isAwardOf(award: Award, { ceremony, result, recipient, character }: AwardFilter): boolean {
  return (
    (ceremony === undefined || award.ceremony === ceremony) &&
    (result === undefined || award.result === result) &&
    (character === undefined || award.character === character) &&
    (recipient === undefined || award.recipients.includes(recipient))
  );
}

const HEALING: ReadonlySet<string> = new Set(HEALING_TONES);

/** Whether it is the edition of a year, or was held in it: that of 2020 in January 2021 is either. */
function isOfYear(ceremony: Ceremony | undefined, year: number): boolean {
  return ceremony?.year === year || ceremony?.date?.startsWith(String(year)) === true;
}

/** Whether a line is one that was asked for, but for its words. */
function isQuoteOf(quote: Quote, { theme, speaker, healingOnly = false, voice, spoilerCeiling }: QuoteFilter): boolean {
  return (
    (!healingOnly || HEALING.has(quote.tone)) &&
    (voice === undefined || quote.voice === voice) &&
    (speaker === undefined || (quote.speaker === speaker && (quote.speaker_from ?? 0) <= (spoilerCeiling ?? Number.POSITIVE_INFINITY))) &&
    (spoilerCeiling === undefined || quote.spoiler_from <= spoilerCeiling) &&
    (theme === undefined || quote.themes.includes(theme))
  );
}
