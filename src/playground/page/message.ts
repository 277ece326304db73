/** One message in the channel: who asked, who answered, what it says, and a way to look inside. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { ShownMessage } from '../protocol.ts';
import { ask, dismiss } from './api.ts';
import { listMessageCommands } from './commands.ts';
import { drawComponent, drawEmbed, drawLooseFiles } from './components.ts';
import { writeDate } from './dates.ts';
import { showText } from './emoji.ts';
import { icon } from './icons.ts';
import { findChannelName, nameIds, showMarkdown } from './markdown.ts';
import { drawName } from './names.ts';
import { change, nowMs, showToast, state } from './state.ts';
import { summarize } from './summary.ts';
import { drawThreadChip } from './thread.ts';
import { languageIn, speaking, word, wordsAround } from './words.ts';

/** One message as Discord would show it, with what the playground adds: who else sees it, and what is wrong with it. */
export function drawMessage(message: ShownMessage): TemplateResult {
  const { askedBy, author, exchanges, onlyFor } = message;
  const problems = [...(exchanges[0]?.problems ?? []), ...message.problems];
  const name = author === 'nabi' ? 'Nabi' : state().world.personas[author].name;
  return html`<li class="message ${onlyFor === null ? '' : 'private'} ${author === 'nabi' ? '' : 'own'} ${message.origin === 'opening' ? 'opening' : ''}" id="m-${message.id}" data-message=${message.id} tabindex="-1">
    ${
      askedBy === null
        ? nothing
        : html`<p class="asked">${wordsAround('used', {
            who: html`<span class="asked-who">${state().world.personas[askedBy.persona].name}</span>`,
            what: html`<span class="asked-what" lang="en">${speaking('en', () => showText(nameIds(askedBy.text)))}</span>`,
          })}</p>`
    }
    <div class="avatar ${author}" aria-hidden="true">${author === 'nabi' ? html`<img src="/nabi.svg" alt="">` : name.slice(0, 1)}</div>
    <div class="said">
      <div class="byline">
        <h2 class="name" aria-label=${word('heard', { name, text: summarize(message) })}>${name}</h2>${author === 'nabi' ? html`<span class="tag">${word('app')}</span>` : nothing}
        <time class="when" datetime=${new Date(message.sentAtMs).toISOString()}>${showWhen(message.sentAtMs)}</time>
        ${drawOrigin(message)}
      </div>
      ${
        problems.length === 0
          ? nothing
          : html`<div class="refused" role="note">${icon('warn')}<div><strong>${word('wouldRefuse')}</strong>
              <ul lang="en">${problems.map((problem) => html`<li>${problem}</li>`)}</ul></div></div>`
      }
      ${message.isThinking ? html`<p class="thinking" role="status">${word('thinking')}<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span></p>` : html`<div class="body" lang=${message.locale ?? languageIn(message.body.content ?? '') ?? nothing}>${speaking(message.locale, () => drawBody(message))}</div>`}
      ${drawThreadChip(message)}
      ${message.marks.map((mark) => html`<p class="edited">${word(mark)}</p>`)}
      ${message.isEdited ? html`<p class="edited">${word('edited')}</p>` : nothing}
      ${
        onlyFor === null
          ? nothing
          : html`<p class="ephemeral">${icon('eye')} ${word('onlyYou')}<span aria-hidden="true"> · </span>
              <button type="button" class="linklike" @click=${() => void dismiss(message.id)}>${word('dismiss')}</button></p>`
      }
    </div>
    ${drawTools(message)}
  </li>`;
}

function drawBody(message: ShownMessage): TemplateResult {
  const { body } = message;
  return html`
    ${body.content ? html`<div class="md">${showMarkdown(body.content, message.id)}</div>` : nothing}
    ${drawLooseFiles(message)}
    ${(body.embeds ?? []).map((embed, index) => drawEmbed(embed, message, index))}
    ${(body.components ?? []).map((part, index) => drawComponent(part, message, String(index)))}
  `;
}

function drawOrigin(message: ShownMessage): TemplateResult | typeof nothing {
  const here = state().world.places.find((place) => place.id === message.place);
  const channel = message.channelId === here?.channelId ? undefined : findChannelName(message.channelId);
  const where =
    channel === undefined
      ? nothing
      : html`<span class="where">${wordsAround('inChannel', { channel: html`<span lang=${languageIn(channel) ?? nothing}>#${channel}</span>` })}</span>`;
  const tag = { daily: 'daily', preview: 'dailyPreview', opening: 'today', answer: null, posted: null, typed: null }[message.origin] as
    | 'daily'
    | 'dailyPreview'
    | 'today'
    | null;
  return tag === null ? html`${where}` : html`<span class="tag soft">${word(tag)}</span>${where}`;
}

function showWhen(ms: number): string {
  const { locale } = state();
  const isToday = new Date(ms).toDateString() === new Date(nowMs()).toDateString();
  return writeDate(ms, locale, isToday ? 't' : 'earlier');
}

/** Behind one "…": a message is more often read than looked into. */
function drawTools(message: ShownMessage): TemplateResult | typeof nothing {
  const [latest] = message.exchanges;
  const uses = listMessageCommands();
  if (message.origin === 'typed' && uses.length === 0) return nothing;
  const isOpen = state().openTools === message.id;
  return html`<div class="tools">
    <button type="button" class="plain tools-more" aria-label=${word('tools')} title=${word('tools')} aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => change({ openTools: isOpen ? null : message.id })}>${icon('more')}</button>
    ${isOpen ? drawEachTool(message, uses, latest?.tookMs) : nothing}
  </div>`;
}

function drawEachTool(message: ShownMessage, uses: ReturnType<typeof listMessageCommands>, tookMs: number | undefined): TemplateResult {
  const askLine = message.exchanges.find((exchange) => exchange.askLine !== null)?.askLine ?? null;
  return html`
    ${uses.map(
      (use) =>
        html`<button type="button" @click=${() => void ask({ kind: 'message-command', name: use.name, messageId: message.id })}>${drawName(use)}</button>`,
    )}
    ${
      askLine === null
        ? nothing
        : html`<button type="button" title=${askLine} @click=${() => void copy(askLine, word('copied'))}>${icon('terminal')}<span>${word('copyAsk')}</span></button>`
    }
    ${
      message.origin === 'typed'
        ? nothing
        : html`<button type="button" @click=${() => change({ inspecting: message.id })}>${icon('code')}<span>${word('inspect')}</span>${
            tookMs === undefined ? nothing : html`<span class="took">${showTook(tookMs)}</span>`
          }</button>`
    }
  `;
}

/** How long an answer took, with a tenth where it was fast. */
export function showTook(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

/**
 * Puts a text on the clipboard and says so; where the browser refuses, the text itself is shown.
 *
 * @param done What is said.
 */
export async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast(done, 'good');
  } catch {
    showToast(word('copyFailed', { text }), 'bad');
  }
}
