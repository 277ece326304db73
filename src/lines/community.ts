/** Lines that members of a server suggested and its reviewers approved, beside the title's own, in that server alone. */

import { withQuotes } from '../content/questions.ts';
import { lowestCeiling } from '../content/spoilers.ts';
import type { Content } from '../content/types.ts';
import { keepEach } from '../kept.ts';
import type { Quote, Title } from '../packs/schema.ts';
import type { Suggestion } from '../state/members.ts';
import { foldText } from '../text/text.ts';

const ID_PREFIX = 'community-';
/** A shorter word that a longer one begins with says too little: "a" and "anything". */
const SHORTEST_STEM = 4;

/** Such a line names no source: its members and reviewers are what it rests on. */
export function isCommunityLine({ id, sources }: Pick<Quote, 'id' | 'sources'>): boolean {
  return id.startsWith(ID_PREFIX) && sources.length === 0;
}

/** The same, where nothing but the id is known. */
export function namesCommunityLine(quoteId: string): boolean {
  return quoteId.startsWith(ID_PREFIX);
}

/** The id by which the ledger, a button or a saved line names a suggestion. */
function nameCommunityLine(suggestion: Pick<Suggestion, 'id'>): string {
  return `${ID_PREFIX}${suggestion.id}`;
}

/**
 * The content with these lines among the quotes. What is not approved has no tone and is left out. A line without an episode counts as
 * the last one, and one by a character as no earlier than the character.
 */
export function withCommunityLines(content: Content, suggestions: readonly Suggestion[]): Content {
  if (suggestions.length === 0) return content;
  const linesOf = keepEach((titleId) => {
    const title = content.title(titleId);
    return title === undefined ? [] : buildLines(content, title, suggestions);
  });
  const list = (titleId: string) => [...content.list('quotes', titleId), ...linesOf(titleId)];
  const get = (titleId: string, id: string) => content.get('quotes', titleId, id) ?? linesOf(titleId).find((line) => line.id === id);
  return withQuotes(
    content,
    { list, get },
    {
      linesWith: (titleId, words) => {
        const found = content.linesWith(titleId, words);
        const own = linesOf(titleId).flatMap(({ id, text }) => (hasWords(text, words) ? [id] : []));
        return found === undefined ? undefined : new Set([...found, ...own]);
      },
    },
  );
}

function buildLines(content: Content, title: Title, suggestions: readonly Suggestion[]): readonly Quote[] {
  const speakers = new Map(
    [...content.list('cast', title.id), ...content.list('people', title.id)].flatMap((one) =>
      [one.name, one.hangul ?? ''].map((name) => [foldText(name), one] as const),
    ),
  );
  return suggestions.flatMap((suggestion): Quote[] => {
    const { titleId, tone, text, episode } = suggestion;
    if (titleId !== title.id || suggestion.state !== 'approved' || tone === null) return [];
    const speaker = suggestion.speaker === '' ? undefined : speakers.get(foldText(suggestion.speaker));
    const spoilerFrom = Math.max(lowestCeiling(title), episode ?? title.last_episode, speaker?.spoiler_from ?? 0);
    return [
      {
        id: nameCommunityLine(suggestion),
        text,
        text_is: 'verbatim',
        voice: 'title',
        ...(speaker === undefined ? {} : { speaker: speaker.id }),
        ...(speaker === undefined && suggestion.speaker !== '' ? { speaker_note: suggestion.speaker } : {}),
        tone,
        never_post: false,
        themes: [],
        questions: [],
        sources: [],
        as_of: suggestion.decidedAtMs === null ? 'undated' : new Date(suggestion.decidedAtMs).toISOString().slice(0, 10),
        spoiler_from: Math.min(spoilerFrom, title.last_episode),
      },
    ];
  });
}

/** Every typed word begins a word of the line, or the other way round. */
function hasWords(text: string, typed: string): boolean {
  const wordsOf = (sentence: string) => sentence.split(/[^\p{L}\p{N}\p{M}]+/u).flatMap((word) => foldText(word) || []);
  const own = wordsOf(text);
  const wanted = wordsOf(typed);
  return (
    wanted.length > 0 &&
    wanted.every((word) => own.some((mine) => mine.startsWith(word) || (mine.length >= SHORTEST_STEM && word.startsWith(mine))))
  );
}
