/** Emoji as pictures of this machine, so that they look the same everywhere and are there without an emoji font. */
import { html, type TemplateResult } from 'lit-html';
import { markForeign } from './words.ts';

const EMOJI = /\p{RGI_Emoji}/gv;
const ZWJ = '\u200d';
const VARIATION = '\ufe0f';

/** The name of an emoji's picture: its code points, without the variation mark unless it joins several. */
export function emojiFile(emoji: string): string {
  const plain = emoji.includes(ZWJ) ? emoji : emoji.replaceAll(VARIATION, '');
  return [...plain].map((letter) => (letter.codePointAt(0) ?? 0).toString(16)).join('-');
}

/** One emoji as the same picture on every machine, read out as the emoji. */
export function showEmoji(emoji: string): TemplateResult {
  return html`<img class="emoji" src="/emoji/${emojiFile(emoji)}.svg" alt=${emoji} draggable="false">`;
}

/** A text with its emoji as pictures, and with what is in another language marked. */
export function showText(text: string): readonly (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let last = 0;
  for (const match of text.matchAll(EMOJI)) {
    if (match.index > last) parts.push(...markForeign(text.slice(last, match.index)));
    parts.push(showEmoji(match[0]));
    last = match.index + match[0].length;
  }
  if (last < text.length) parts.push(...markForeign(text.slice(last)));
  return parts;
}
