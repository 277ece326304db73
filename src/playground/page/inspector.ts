/** What went over the wire for a message: the interaction, the response, how long it took. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Exchange, ShownMessage } from '../protocol.ts';
import { showDialog } from './directives.ts';
import { icon } from './icons.ts';
import { copy, showTook } from './message.ts';
import { change, state } from './state.ts';
import { word } from './words.ts';

const TYPES: Readonly<Record<number, string>> = { 2: 'command', 3: 'press', 4: 'autocomplete', 5: 'modal' };

/** The drawer with what went over the wire for the message that is looked into; nothing while none is. */
export function drawInspector(): TemplateResult | typeof nothing {
  const { inspecting, messages } = state();
  const message = messages.get(inspecting ?? '');
  if (message === undefined) return nothing;
  const close = () => change({ inspecting: null });
  return html`<dialog class="drawer inspector" aria-labelledby="inspector-title" ${showDialog()} @close=${close} @click=${(
    event: Event,
  ) => {
    if (event.target === event.currentTarget) close();
  }}>
    <div class="drawer-inner">
      <header><h2 id="inspector-title">${word('inside')}</h2>
        <button type="button" class="plain" aria-label=${word('close')} @click=${close}>${icon('close')}</button></header>
      ${message.exchanges.length === 0 ? drawUnasked(message) : message.exchanges.map((exchange, index) => drawExchange(exchange, index))}
    </div>
  </dialog>`;
}

function drawUnasked(message: ShownMessage): TemplateResult {
  return html`<p>${word('unasked')}</p>${drawJson('Message', message.body, true)}`;
}

function drawExchange(exchange: Exchange, index: number): TemplateResult {
  const { askLine, interaction, problems, response, tookMs } = exchange;
  return html`<section class="exchange">
    <h3>${word(index === 0 ? 'latest' : 'before')}: ${TYPES[interaction.type] ?? 'interaction'} <span class="took">${showTook(tookMs)}</span></h3>
    ${problems.length === 0 ? nothing : html`<ul class="problems">${problems.map((problem) => html`<li>${problem}</li>`)}</ul>`}
    ${
      askLine === null
        ? nothing
        : html`<p class="askline"><code>${askLine}</code><button type="button" class="plain" aria-label=${word('copyAsk')} @click=${() => void copy(askLine, word('copied'))}>${icon('copy')}</button></p>`
    }
    ${drawJson('Response', response, index === 0)}
    ${drawJson('Interaction', interaction, false)}
  </section>`;
}

function drawJson(name: string, value: unknown, isOpen: boolean): TemplateResult {
  const text = JSON.stringify(value, null, 2);
  return html`<details class="json" ?open=${isOpen}>
    <summary>${name} JSON</summary>
    <button type="button" class="plain json-copy" aria-label="Copy the ${name.toLowerCase()}" @click=${() => void copy(text, word('copied'))}>${icon('copy')}</button>
    <pre tabindex="0" aria-label="${name} as JSON"><code>${paint(text)}</code></pre>
  </details>`;
}

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?/g;

/** JSON with keys, texts and numbers told apart. */
function paint(text: string): readonly (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let last = 0;
  for (const match of text.matchAll(TOKENS)) {
    parts.push(text.slice(last, match.index));
    const [whole, quoted, colon] = match;
    if (quoted !== undefined && colon !== undefined) parts.push(html`<span class="j-key">${quoted}</span>`, colon);
    else parts.push(html`<span class=${quoted === undefined ? 'j-value' : 'j-text'}>${whole}</span>`);
    last = match.index + whole.length;
  }
  parts.push(text.slice(last));
  return parts;
}
