/** The body of a daily post, and what its picture shows. */
import {
  type APIButtonComponent,
  type APIMessageTopLevelComponent,
  type APITextDisplayComponent,
  ComponentType,
} from 'discord-api-types/v10';
import { buildLanguageLine } from '../bot/evidence.ts';
import { inLanguage } from '../content/in-language.ts';
import { listQuestions } from '../content/questions.ts';
import { ceilingOf, limitLine } from '../content/spoilers.ts';
import type { Content, InLanguage, QuoteInLanguage } from '../content/types.ts';
import { chooseAmong, chooseServerLocale, type Languages, type Say } from '../language/locale.ts';
import { accentOf } from '../language/show.ts';
import { buildCustomId } from '../message/custom-id.ts';
import { dressMessage } from '../message/plain.ts';
import { addPicture, buildButton, buildMessage } from '../message/reply.ts';
import type { Quote, Title } from '../packs/schema.ts';
import { ownerOf } from '../state/own-daily.ts';
import { escapeMarkdown } from '../text/text.ts';
import { chooseAside } from './aside.ts';
import type { LineCard, RenderCard } from './card/card.ts';
import { seasonOf } from './card/seasons.ts';
import { isCommunityLine } from './community.ts';
import { buildOwnDailyId, buildSaveButton, buildStopButton, listOrigins } from './line-buttons.ts';
import { buildPostMark } from './plan.ts';
import { plainSpeaker, showOrigin, showQuote, trimQuote } from './quote-card.ts';
import type { CardParts, DrawPost, PostParts } from './types.ts';

/** From then on, and until the morning, the picture is a night scene. */
const NIGHT_FROM = '18:00';
const NIGHT_UNTIL = '06:00';

/** A reply's message, with a mention of one role in front and a picture inside where they are wanted. */
export interface PostBody {
  readonly flags: number;
  /** Only in a server that wants ordinary messages. */
  readonly content?: string;
  readonly components: readonly (APITextDisplayComponent | APIMessageTopLevelComponent)[];
  readonly allowed_mentions: { readonly parse: readonly []; readonly roles?: readonly string[] };
  readonly attachments?: readonly { readonly id: string; readonly filename: string; readonly description: string }[];
}

/**
 * Line, speaker, a gentle question and, small, where it is from; the line and its speaker as a picture with both as its alt text where `picture`
 * names a file, else as text. A button's custom_id carries the date, because a message does not show the nonce it was sent with: by it a
 * post is recognised in a channel's history. A test's says so instead.
 */
export function buildPost(original: Content, languages: Languages, parts: PostParts, picture: string | null = null): PostBody {
  const { settings, localDate, isTest = false } = parts;
  const locale = chooseAmong(languages.codes, chooseServerLocale(settings));
  const say = languages.say(locale);
  const content = inLanguage(original, locale);
  const { title, quote, question } = readInLanguage(content, parts);
  const aside = chooseAside({ content, locale, say, title, settings, localDate });
  const message = buildMessage({
    accent: accentOf(title),
    blocks: [
      ...(isTest ? [`## ${say('daily.testHeading')}`] : []),
      // Below an ordinary message a picture is only a file, and its description is not seen.
      ...(picture === null || settings.replyStyle === 'plain' ? [showQuote(say, content, title, quote)] : []),
      ...(question === null ? [] : [say('quote.question', { question: escapeMarkdown(question) })]),
      ...(aside === undefined ? [] : [aside.text]),
    ],
    footnotes: [
      ...(isTest ? [say('daily.testNote')] : []),
      showOrigin(say, say('quote.today'), content, title, quote, aside?.records),
      ...listOrigins(say, [quote]),
      buildLanguageLine({ locale, say }, [{ ...quote, onlyIn: question === parts.question ? quote.onlyIn : undefined }]),
    ],
    rows: [
      listButtons(
        say,
        title,
        quote,
        isTest ? 'test' : buildPostMark(localDate, settings.daily?.slot ?? 1),
        ownerOf(settings.guildId) !== null,
      ),
    ],
  });
  const roleId = isTest ? null : (settings.daily?.pingRoleId ?? null);
  const withPicture = picture === null ? message : addPicture(message, picture, describePicture(say, content, title, quote));
  const dressed = dressMessage(withPicture, settings.replyStyle);
  if (roleId === null) return dressed;
  const mention = `<@&${roleId}>`;
  const allowed_mentions = { parse: [], roles: [roleId] } as const;
  if ('content' in dressed) return { ...dressed, content: `${mention}\n${dressed.content}`, allowed_mentions };
  const first: APITextDisplayComponent = { type: ComponentType.TextDisplay, content: mention };
  return { ...dressed, components: [first, ...dressed.components], allowed_mentions };
}

/** Title, line and question as a reader of the content's language sees them; what has no translation stays as it is. */
function readInLanguage(
  content: Content,
  { settings, title, quote, question }: Pick<PostParts, 'settings' | 'title' | 'quote' | 'question'>,
) {
  // A member’s line stands in no pack, and has no questions but those.
  const spoken: Quote & InLanguage & QuoteInLanguage = content.get('quotes', title.id, quote.id) ?? { ...quote, questions: [] };
  const asked =
    question === null ? undefined : listQuestions(content.list('questions', title.id), spoken)[quote.questions.indexOf(question)];
  // Whoever chose the line may know less than the server does.
  const unnamed = quote.speaker === undefined && quote.speaker_note === undefined ? { speaker: undefined, speaker_note: undefined } : {};
  return {
    title: content.title(title.id) ?? title,
    quote: { ...limitLine(spoken, ceilingOf(title, settings)), ...unnamed },
    question: asked ?? question,
  };
}

/**
 * @param mark by which a post is known, or `test`.
 * @param isOwn somebody's own, in direct messages: one tap ends it. Under any other somebody may ask for one of their own.
 */
function listButtons(say: Say, title: Title, quote: Quote, mark: string, isOwn: boolean): readonly APIButtonComponent[] {
  const sources = buildButton({ label: say('sources.button'), id: buildCustomId('sources', 'post', mark, title.id, quote.id) });
  return [
    buildSaveButton(say, title, quote),
    buildButton({ label: say('care.button'), id: buildCustomId('quote', 'not-today', mark) }),
    ...(isCommunityLine(quote) ? [] : [sources]),
    isOwn ? buildStopButton(say) : buildButton({ label: say('ownDaily.button'), id: buildOwnDailyId('open', title) }),
  ];
}

/** What the picture of a post shows: by day for posts of the day, by night for those of the evening and the night. */
export function buildLineCard(original: Content, languages: Languages, { settings, localDate, shape, ...parts }: CardParts): LineCard {
  const locale = chooseAmong(languages.codes, chooseServerLocale(settings));
  const say = languages.say(locale);
  const content = inLanguage(original, locale);
  const { title, quote } = readInLanguage(content, { settings, ...parts, question: null });
  const time = settings.daily?.time ?? NIGHT_FROM;
  return {
    text: trimQuote(quote.text),
    original: quote.original === undefined ? undefined : trimQuote(quote.original),
    // Where nobody is named the work itself speaks, once.
    ...(isSpeakerKnown(quote)
      ? { speaker: plainSpeaker(say, content, title, quote), titleName: title.name }
      : { speaker: title.name, titleName: String(title.year) }),
    palette: { accent: title.accent },
    scene: chooseScene(original, title),
    season: seasonOf(localDate),
    shape: shape ?? 'wide',
    mode: time >= NIGHT_FROM || time < NIGHT_UNTIL ? 'dark' : 'light',
  };
}

/** The scene a title asks for; the plain one where its own picture is not there. */
function chooseScene(content: Content, { id, scene }: Title): LineCard['scene'] {
  if (scene !== 'own') return scene;
  const svg = content.scene(id);
  return svg === undefined ? 'plain' : { svg };
}

function isSpeakerKnown({ speaker, speaker_note, voice }: Quote): boolean {
  return voice !== 'title' || speaker !== undefined || speaker_note !== undefined;
}

/** The picture of a post as PNG; null where the card is refused. */
export async function drawPost(
  content: Content,
  languages: Languages,
  renderCard: RenderCard,
  parts: Parameters<DrawPost>[0],
): Promise<Uint8Array | null> {
  const result = await renderCard(buildLineCard(content, languages, parts));
  return result.ok ? result.png : null;
}

/** The alt text: the line and who says it. */
export function describePicture(say: Say, content: Content, title: Title, quote: Quote): string {
  const words = [quote.text, ...(quote.original === undefined ? [] : [quote.original])].map(trimQuote).join(' · ');
  return say('daily.altText', { quote: words, speaker: plainSpeaker(say, content, title, quote) });
}
