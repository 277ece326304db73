/** Discord's markdown as elements: every word a text node, every link a web page's, every picture local. */

import { parse } from 'discord-markdown-parser';
import { html, type TemplateResult } from 'lit-html';
import { keepLately } from '../../kept.ts';
import { type MarkdownBlock, parseBlocks } from './blocks.ts';
import { chooseMention } from './composer.ts';
import { relativeIn, wayOf, writeDate } from './dates.ts';
import { showText } from './emoji.ts';
import { webAddress } from './links.ts';
import { change, nowMs, state } from './state.ts';
import { markForeign, word } from './words.ts';

type ShownMarkdown = TemplateResult | string | readonly ShownMarkdown[];

/** `key` names the message and the place in it, so that a spoiler revealed there is revealed nowhere else. */
export function showMarkdown(source: string, key: string): ShownMarkdown {
  const blocks = parseBlocks(source);
  // Below the message's own heading, without a gap: most answers begin with "##".
  const levels = [...new Set(blocks.flatMap((block) => (block.kind === 'heading' ? [block.level] : [])))].sort();
  return blocks.map((block) => showBlock(block, key, levels));
}

/** The page is 1, a message 2. */
const FIRST_LEVEL = 3;

/** One line without blocks: a title, a label. */
export function showLine(source: string, key: string): ShownMarkdown {
  return showNodes(parseLine(source), key);
}

/** More lines than stand on a page of many messages, all of which are drawn at every stroke of a key. */
const MOST_LINES_KEPT = 1_000;
const parseLine = keepLately(MOST_LINES_KEPT, (source): unknown => parse(source, 'extended'));

function showBlock(block: MarkdownBlock, key: string, levels: readonly number[] = []): ShownMarkdown {
  switch (block.kind) {
    case 'heading':
      return html`<div class="h h${block.level}" role="heading" aria-level=${Math.max(levels.indexOf(block.level), 0) + FIRST_LEVEL}>${showLine(block.text, key)}</div>`;
    case 'small':
      return html`<div class="small">${showLine(block.text, key)}</div>`;
    case 'quote':
      return html`<blockquote>${block.blocks.map((inner) => showBlock(inner, key))}</blockquote>`;
    case 'code':
      return html`<pre tabindex="0"><code>${block.text}</code></pre>`;
    case 'text':
      return html`<p>${showLine(block.text, key)}</p>`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${item.blocks.map((inner) => showBlock(inner, key))}</li>`);
      return block.isOrdered ? html`<ol start=${block.start}>${items}</ol>` : html`<ul>${items}</ul>`;
    }
  }
}

interface MarkdownNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

function isNode(value: unknown): value is MarkdownNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function showNodes(nodes: unknown, key: string): ShownMarkdown {
  if (typeof nodes === 'string') return showText(nodes);
  if (!Array.isArray(nodes)) return '';
  return joinTexts(nodes.filter(isNode)).map((node) => showNode(node, key));
}

/** The parser cuts texts anywhere, also inside an emoji. */
function joinTexts(nodes: readonly MarkdownNode[]): readonly MarkdownNode[] {
  const joined: MarkdownNode[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === 'text' && last?.type === 'text')
      joined[joined.length - 1] = { type: 'text', content: `${last.content}${node.content}` };
    else joined.push(node);
  }
  return joined;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map((part: unknown) => (isNode(part) ? textOf(part.content) : '')).join('') : '';
}

function showNode(node: MarkdownNode, key: string): ShownMarkdown {
  const inner = showNodes(node.content, key);
  return SHOWN.get(node.type)?.(node, inner, key) ?? inner;
}

type Show = (node: MarkdownNode, inner: ShownMarkdown, key: string) => ShownMarkdown;

const mention = (text: string): TemplateResult => html`<span class="mention">${markForeign(text)}</span>`;
const showCode: Show = ({ content }) => html`<code>${textOf(content)}</code>`;
const showLink: Show = ({ target }, inner) => drawLink(String(target ?? ''), inner);
const showUnderlined: Show = (_, inner) => html`<u>${inner}</u>`;

/** By type; of any other what stands in it. */
const SHOWN = new Map<string, Show>([
  ['strong', (_, inner) => html`<strong>${inner}</strong>`],
  ['em', (_, inner) => html`<em>${inner}</em>`],
  ['underline', showUnderlined],
  ['u', showUnderlined],
  ['strikethrough', (_, inner) => html`<s>${inner}</s>`],
  ['inlineCode', showCode],
  ['codeBlock', showCode],
  ['spoiler', showSpoiler],
  ['url', showLink],
  ['autolink', showLink],
  ['link', showLink],
  ['user', ({ id }) => mention(`@${state().world.users.find((user) => user.id === id)?.name ?? 'unknown-user'}`)],
  ['role', ({ id }) => mention(`@${findRole(String(id)) ?? 'unknown-role'}`)],
  ['channel', ({ id }) => mention(`#${findChannelName(String(id)) ?? 'unknown'}`)],
  ['everyone', () => mention('@everyone')],
  ['here', () => mention('@here')],
  [
    'slashCommand',
    ({ fullName = '' }) =>
      html`<button type="button" class="mention" @click=${() => chooseMention(String(fullName))}>/${fullName}</button>`,
  ],
  ['timestamp', ({ timestamp, format = 'f' }) => showStamp(Number(timestamp), String(format))],
  ['emoji', ({ name }) => `:${String(name)}:`],
  ['br', () => '\n'],
  ['newline', () => '\n'],
]);

/** The names of the people, roles and channels whose ids stand in a text. */
export function nameIds(text: string): string {
  const nameOf = (id: string): string => {
    const channel = findChannelName(id);
    if (channel !== undefined) return `#${channel}`;
    const name = state().world.users.find((user) => user.id === id)?.name ?? findRole(id);
    return name === undefined ? id : `@${name}`;
  };
  return text.replace(/\b\d{17,20}\b/g, nameOf);
}

/** A channel of any place by its id, without #. */
export function findChannelName(id: string): string | undefined {
  return state()
    .world.places.flatMap((place) => place.channels)
    .find((channel) => channel.id === id)?.name;
}

function findRole(id: string): string | undefined {
  return state()
    .world.places.flatMap((place) => place.roles)
    .find((role) => role.id === id)?.name;
}

/** A link to a message of Discord's leads to the same message here. */
const MESSAGE_LINK = /^https:\/\/discord\.com\/channels\/\d+\/\d+\/(\d+)$/;

/** A link to a message on the page or to the web; the label alone where the address is neither. */
export function drawLink(target: string, label: ShownMarkdown): ShownMarkdown {
  const message = MESSAGE_LINK.exec(target)?.[1];
  if (message !== undefined && state().messages.has(message)) return html`<a href="#m-${message}">${word('theMessage')}</a>`;
  const address = webAddress(target);
  return address === null ? label : html`<a href=${address} target="_blank" rel="noopener noreferrer">${label}</a>`;
}

/** The words are in the page, so that nothing moves when they appear, but hidden from eyes, ears and the clipboard until asked for. */
function showSpoiler(node: MarkdownNode, inner: ShownMarkdown, key: string): TemplateResult {
  const id = `${key}|${textOf(node.content)}`;
  const isOpen = state().revealed.has(id);
  const toggle = (event: Event): void => {
    event.stopPropagation();
    toggleSpoiler(id);
  };
  const label = word(isOpen ? 'hideSpoiler' : 'showSpoiler');
  const button = html`<button type="button" class="cover" aria-expanded=${isOpen ? 'true' : 'false'} aria-label=${label} @click=${toggle}></button>`;
  // No space between the tags: in a text every space is seen.
  const words = html`<span class="secret"><span class="words">${inner}</span></span>`;
  return html`<span class="spoiler ${isOpen ? 'open' : ''}" @click=${() => isOpen || toggleSpoiler(id)}>${button}${words}</span>`;
}

/**
 * Shows what is hidden, or hides it again.
 *
 * @param id Known by the message and its place in it.
 */
export function toggleSpoiler(id: string): void {
  const revealed = new Set(state().revealed);
  if (!revealed.delete(id)) revealed.add(id);
  change({ revealed });
}

function showStamp(seconds: number, style: string): ShownMarkdown {
  const ms = seconds * 1000;
  if (Number.isNaN(new Date(ms).getTime())) return `<t:${seconds}>`;
  const { locale } = state();
  const full = writeDate(ms, locale, 'F');
  const text = style === 'R' ? showRelative(ms, locale) : writeDate(ms, locale, wayOf(style));
  return html`<time class="stamp" datetime=${new Date(ms).toISOString()} title=${full}>${text}</time>`;
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "in 3 hours", by the playground's clock. */
export function showRelative(ms: number, locale: string): string {
  const seconds = (ms - nowMs()) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return relativeIn(locale).format(Math.round(seconds / size), unit);
}
