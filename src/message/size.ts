/** How much a message may be: what does not fit is cut from its longest text. */
import { type APIContainerComponent, ComponentType } from 'discord-api-types/v10';
import { shorten } from '../text/text.ts';
import { BYTES_OF_COMPONENT, MAX_BYTES_PER_MESSAGE } from './limits.ts';

/** Of what is written in Hangul or kana, three bytes a letter, what Discord does not take is cut from the longest text. */
export function fitBytes(container: APIContainerComponent): APIContainerComponent {
  // Most messages are far below.
  const overflow = mostBytes(container) > MAX_BYTES_PER_MESSAGE ? measureBytes(container) - MAX_BYTES_PER_MESSAGE : 0;
  if (overflow <= 0) return container;
  const texts = container.components.filter((part) => part.type === ComponentType.TextDisplay);
  const sizes = texts.map(({ content }) => countBytes(content));
  const longest = texts[sizes.indexOf(Math.max(...sizes))];
  if (longest === undefined) return container;
  const bytes = countBytes(longest.content);
  // As many letters fewer as their share of the bytes, and a few for the mark of the cut.
  const letters = Math.floor((longest.content.length * Math.max(bytes - overflow, 0)) / bytes) - BYTES_OF_COMPONENT;
  const cut = { ...longest, content: cutMarkdown(longest.content, Math.max(letters, 1)) };
  const components = container.components.map((part) => (part === longest ? cut : part));
  return cut.content.length < longest.content.length ? fitBytes({ ...container, components }) : container;
}

/** What `measureBytes` would say at most, at a glance: no letter has more than three bytes a unit. Infinite for what is rare. */
function mostBytes({ components }: APIContainerComponent): number {
  let letters = 0;
  let count = 1;
  for (const part of components) {
    count += 1;
    if (part.type === ComponentType.TextDisplay) letters += part.content.length;
    else if (part.type === ComponentType.ActionRow) {
      for (const control of part.components) {
        count += 1;
        if (control.type === ComponentType.StringSelect) {
          letters += control.custom_id.length + (control.placeholder?.length ?? 0);
          for (const { label, value, description } of control.options) letters += label.length + value.length + (description?.length ?? 0);
        } else if (control.type === ComponentType.Button && 'label' in control && !('emoji' in control)) {
          letters +=
            (control.label?.length ?? 0) + ('url' in control ? control.url : 'custom_id' in control ? control.custom_id : '').length;
        } else return Number.POSITIVE_INFINITY;
      }
    } else if (part.type !== ComponentType.Separator) return Number.POSITIVE_INFINITY;
  }
  return 3 * letters + BYTES_OF_COMPONENT * count;
}

/** As Discord counts what has to fit into a message. */
export function measureBytes(part: unknown): number {
  if (typeof part === 'string') return countBytes(part);
  if (Array.isArray(part)) return part.reduce((sum: number, inner: unknown) => sum + measureBytes(inner), 0);
  if (typeof part !== 'object' || part === null) return 0;
  const own = 'type' in part ? BYTES_OF_COMPONENT : 0;
  return Object.values(part).reduce((sum: number, inner: unknown) => sum + measureBytes(inner), own);
}

/** In UTF-8, without writing it. */
function countBytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    // A pair of units beyond the first plane has four bytes, all others up to three each.
    const isPair = unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
    if (isPair) at += 1;
    bytes += unit < 0x800 ? 1 : 2;
  }
  return bytes;
}

/** As `shorten`; but cut inside a spoiler, what is left of it would stand openly, so it goes as a whole. */
export function cutMarkdown(markdown: string, maxLength: number): string {
  if (markdown.length <= maxLength) return markdown;
  const cut = shorten(markdown, maxLength);
  const bars = [...cut.matchAll(/(?<!\\)\|\|/g)];
  const opened = bars.length % 2 === 1 ? bars.at(-1) : undefined;
  return opened === undefined ? cut : `${cut.slice(0, opened.index).trimEnd()}…`;
}

/** Of those within it as well. */
export function countComponents({ components }: APIContainerComponent): number {
  let count = 1;
  for (const part of components) count += part.type === ComponentType.ActionRow ? 1 + part.components.length : 1;
  return count;
}
