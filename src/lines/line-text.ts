/** What somebody typed as a line: whether it can be one, and what is wrong with it where it cannot. */

import type { SentenceKey, Title } from '../bot/types.ts';
import type { Content } from '../content/types.ts';
import type { Quote } from '../packs/schema.ts';
import type { Suggestion } from '../state/members.ts';
import { foldText } from '../text/text.ts';
import { trimQuote } from './quote-card.ts';

/** Characters. The longest line of the packs that come with Nabi has about as many. */
export const LONGEST_LINE = 300;
export const LONGEST_SPEAKER = 80;
const FEWEST_LETTERS = 3;
/** Unicode has letters that show nothing, such as U+3164. */
const VISIBLE_LETTER = /(?!\p{Default_Ignorable_Code_Point})\p{L}/gu;

/** A mention, a channel, a command, an emoji of a server or a timestamp as Discord writes them; and an @ before a name. */
const MENTION = /<(?:@[!&]?|#|\/|a?:|t:|id:)[^<>]*>|@(?=[\p{L}\p{N}])/u;
/** Addresses, also such as "discord . gg" and "example.com/…". */
const LINK = /:\/\/|\bwww\.|\bdiscord ?\. ?gg|\]\(|[\p{L}\p{N}-]\.(?:(?:com|net|org|gg|xyz|info|link|app|kr|jp|tv|ru)\b|[a-z]{2,24}\/)/iu;
/** Marks of no script in particular, heaped up on one letter; no language needs as many. */
const HEAPED_MARKS = /(?:(?=\p{M})\p{Script=Inherited}){4}/u;
/** Alphabets with letters that look alike: in one word they hide what it says. */
const LOOKALIKE = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** What is wrong with the words of a line, each as a sentence; nothing for a line in any language. */
export function findLineProblems(text: string): readonly SentenceKey[] {
  const letters = text.match(VISIBLE_LETTER)?.length ?? 0;
  const others = text.match(/[^\p{L}\p{M}\s]/gu)?.length ?? 0;
  return [
    ...(letters < FEWEST_LETTERS ? (['suggest.problem.short'] as const) : []),
    ...(text.length > LONGEST_LINE ? (['suggest.problem.long'] as const) : []),
    ...(letters >= FEWEST_LETTERS && others > letters ? (['suggest.problem.signs'] as const) : []),
    ...findForeignParts(text),
  ];
}

/** The same for the name of who says it, which may be left out. */
export function findSpeakerProblems(speaker: string): readonly SentenceKey[] {
  if (speaker === '') return [];
  const isName = speaker.match(VISIBLE_LETTER) !== null && speaker.length <= LONGEST_SPEAKER;
  return [...(isName ? [] : (['suggest.problem.speaker'] as const)), ...findForeignParts(speaker)];
}

function findForeignParts(text: string): readonly SentenceKey[] {
  // Full-width letters and stops are read as the plain ones they stand for.
  const plain = text.normalize('NFKC');
  const mixes = plain.split(/[^\p{L}\p{M}]+/u).some((word) => LOOKALIKE.filter((script) => script.test(word)).length > 1);
  return [
    ...(MENTION.test(plain) ? (['suggest.problem.mention'] as const) : []),
    ...(LINK.test(plain) ? (['suggest.problem.link'] as const) : []),
    ...(HEAPED_MARKS.test(text.normalize('NFC')) ? (['suggest.problem.marks'] as const) : []),
    ...(mixes ? (['suggest.problem.mixed'] as const) : []),
  ];
}

/** Where the same words are already: among the lines that are shown, or among those that wait. */
export function findSameLine(
  content: Content,
  title: Title,
  waiting: readonly Suggestion[],
  text: string,
): 'known' | 'waiting' | undefined {
  const wanted = foldText(text);
  const isSame = (other: string | undefined) => other !== undefined && foldText(other) === wanted;
  const isKnown = (quote: Quote) => isSame(trimQuote(quote.text)) || isSame(quote.original);
  if (content.list('quotes', title.id).some(isKnown)) return 'known';
  return waiting.some((suggestion) => suggestion.titleId === title.id && isSame(suggestion.text)) ? 'waiting' : undefined;
}

/** The episode somebody typed ("5", "ep. 5", "5화"): null when nothing was, undefined when it is none of this title. */
export function readEpisode(title: Title, typed: string): number | null | undefined {
  if (typed === '') return null;
  const [number, ...more] = typed.match(/\d+/g) ?? [];
  const episode = Number(number ?? Number.NaN);
  const first = title.kind === 'film' ? 0 : 1;
  return more.length === 0 && episode >= first && episode <= title.last_episode ? episode : undefined;
}
