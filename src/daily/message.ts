/** The body of a daily post. */
import { buildCustomId } from '../bot/custom-id.ts';
import { FALLBACK_LOCALE, type Languages } from '../bot/locale.ts';
import { showQuote } from '../bot/quote-card.ts';
import { buildButton, buildMessage, type Message } from '../bot/reply.ts';
import { accentOf, buildHeading, showDate } from '../bot/show.ts';
import { escapeMarkdown } from '../bot/text.ts';
import type { Content } from '../content/types.ts';
import type { Quote, Title } from '../packs/schema.ts';
import type { ServerSettings } from '../state/types.ts';

export interface PostParts {
  readonly settings: ServerSettings;
  readonly title: Title;
  readonly quote: Quote;
  /** The question beside the line; null when it has none. */
  readonly question: string | null;
  /** "2026-11-22" in the server's zone. */
  readonly localDate: string;
}

/**
 * Quote, speaker, a gentle question, sources. The button's custom_id carries the date, because a message does not show
 * the nonce it was sent with: by it a post is recognised in a channel's history.
 */
export function buildPost(content: Content, languages: Languages, { settings, title, quote, question, localDate }: PostParts): Message {
  const locale = settings.locale ?? FALLBACK_LOCALE;
  const say = languages.say(locale);
  const publishers = [...new Set(quote.sources.flatMap((id) => content.source(title.id, id)?.publisher ?? []))];
  const named = publishers.slice(0, 3).map(escapeMarkdown).join(', ');
  const asOf = quote.as_of === 'undated' ? '' : ` · ${say('sources.asOf', { date: showDate(locale, quote.as_of) })}`;
  return buildMessage({
    accent: accentOf(title),
    blocks: [
      buildHeading(say('quote.today'), title),
      showQuote(say, content, title, quote),
      ...(question === null ? [] : [say('quote.question', { question: escapeMarkdown(question) })]),
    ],
    footnotes: [`${say('sources.line', { named })}${asOf}`],
    rows: [[buildButton({ label: say('sources.button'), id: buildPostId(localDate, title, quote) })]],
  });
}

export function buildPostId(localDate: string, title: Title, quote: Quote): string {
  return buildCustomId('sources', 'post', localDate, title.id, quote.id);
}
