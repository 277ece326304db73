/** How a line is shown, in a reply and in the daily post alike. */

import type { Content, Say, Title } from '../bot/types.ts';
import { plainName, showRow } from '../language/show.ts';
import type { Quote } from '../packs/schema.ts';
import { escapeMarkdown } from '../text/text.ts';
import { isCommunityLine } from './community.ts';

/** The line as it stands alone: without the comma of the running text it was taken from. */
export function trimQuote(text: string): string {
  return text.replace(/[,;]$/, '');
}

/** The line as a block quote, its original in small beneath where there is one, and who says it. */
export function showQuote(say: Say, content: Content, title: Title, quote: Quote): string {
  const original = quote.original === undefined ? [] : [`> -# ${escapeMarkdown(trimQuote(quote.original))}`];
  return [`> ${escapeMarkdown(trimQuote(quote.text))}`, ...original, `— ${showSpeaker(say, content, title, quote)}`].join('\n');
}

/** "Oh Ji-wang", or whose words they are where nobody of the cast is named as the speaker. */
function showSpeaker(say: Say, content: Content, title: Title, quote: Quote): string {
  const sign = (name: string) => say('quote.speakerUnknown', { title: escapeMarkdown(name) });
  return nameSpeaker(say, content, title, quote, { name: ({ name }) => escapeMarkdown(name), text: escapeMarkdown, sign });
}

/** The same for places without markdown: pictures, alt texts. */
export function plainSpeaker(say: Say, content: Content, title: Title, quote: Quote): string {
  return nameSpeaker(say, content, title, quote, { name: plainName, text: (text) => text, sign: (name) => name });
}

/** "Quote of the day · It's Okay! · Sources: Korean Binge": the title where the speaker's line does not name it, and who published the words. */
export function showOrigin(
  say: Say,
  label: string,
  content: Content,
  title: Title,
  quote: Quote,
  others: readonly Pick<Quote, 'sources'>[] = [],
): string {
  const isSigned = quote.voice !== 'title' || (quote.speaker === undefined && quote.speaker_note === undefined);
  const publishers = new Set(
    [quote, ...others].flatMap(({ sources }) => content.get('sources', title.id, sources[0] ?? '')?.publisher ?? []),
  );
  const named = showRow(say, [...publishers].map(escapeMarkdown));
  // A publisher's name alone may be taken for a word: 인사이트, Insight.
  return [
    ...[label, ...(isSigned ? [] : [title.name])].map(escapeMarkdown),
    ...(named === '' ? [] : [say('sources.line', { named, count: publishers.size })]),
  ].join(' · ');
}

interface CardWriter {
  readonly name: typeof plainName;
  readonly text: (text: string) => string;
  /** A title that stands where nobody is named. */
  readonly sign: (title: string) => string;
}

function nameSpeaker(say: Say, content: Content, title: Title, quote: Quote, write: CardWriter): string {
  const speaker =
    quote.speaker === undefined
      ? undefined
      : (content.get('cast', title.id, quote.speaker) ?? content.get('people', title.id, quote.speaker));
  const note = quote.speaker_note === undefined ? undefined : write.text(quote.speaker_note);
  if (quote.voice !== 'title') {
    if (speaker === undefined) return note ?? say('quote.aboutWork');
    return say(quote.voice === 'cast' ? 'quote.byCast' : 'quote.byDirector', { name: write.name(speaker), title: write.text(title.name) });
  }
  if (speaker) return note === undefined ? write.name(speaker) : `${write.name(speaker)} · ${note}`;
  // A line of a community has no source that could name anybody.
  if (note === undefined && isCommunityLine(quote)) return write.text(title.name);
  return note ?? write.sign(title.name);
}

/** The name of a theme in the reader's words. */
export function nameTheme(say: Say, content: Content, title: Title, theme: string): string {
  return say('quote.theme', { theme: content.themeName(title.id, theme) });
}
