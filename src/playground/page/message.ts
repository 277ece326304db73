/** One message in the channel: who asked, who answered, what it says, and a way to look inside. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { ShownMessage } from '../protocol.ts';
import { ask, dismiss } from './api.ts';
import { listMessageCommands } from './commands.ts';
import { drawComponent, drawEmbed, drawLooseFiles } from './components.ts';
import { showText } from './emoji.ts';
import { icon } from './icons.ts';
import { findChannelName, nameIds, showMarkdown } from './markdown.ts';
import { drawName } from './names.ts';
import { change, nowMs, showToast, state } from './state.ts';

export function drawMessage(message: ShownMessage): TemplateResult {
  const { askedBy, author, exchanges, onlyFor } = message;
  const problems = [...(exchanges[0]?.problems ?? []), ...message.problems];
  const name = author === 'nabi' ? 'Nabi' : state().world.personas[author].name;
  return html`<li class="message ${onlyFor === null ? '' : 'private'} ${author === 'nabi' ? '' : 'own'}" id="m-${message.id}" data-message=${message.id} tabindex="-1">
    ${
      askedBy === null
        ? nothing
        : html`<p class="asked"><span class="asked-who">${state().world.personas[askedBy.persona].name}</span> used <span class="asked-what">${showText(nameIds(askedBy.text))}</span></p>`
    }
    <div class="avatar ${author}" aria-hidden="true">${author === 'nabi' ? html`<img src="/nabi.svg" alt="">` : name.slice(0, 1)}</div>
    <div class="said">
      <div class="byline">
        <h2 class="name">${name}</h2>${author === 'nabi' ? html`<span class="tag">bot</span>` : nothing}
        <time class="when" datetime=${new Date(message.sentAtMs).toISOString()}>${showWhen(message.sentAtMs)}</time>
        ${drawOrigin(message)}
      </div>
      ${
        problems.length === 0
          ? nothing
          : html`<div class="refused" role="note">${icon('warn')}<div><strong>Discord would refuse this.</strong>
              <ul>${problems.map((problem) => html`<li>${problem}</li>`)}</ul></div></div>`
      }
      ${message.isThinking ? html`<p class="thinking" role="status">Nabi is thinking<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span></p>` : drawBody(message)}
      ${message.notes.map((note) => html`<p class="edited">${note}</p>`)}
      ${message.isEdited ? html`<p class="edited">edited</p>` : nothing}
      ${
        onlyFor === null
          ? nothing
          : html`<p class="ephemeral">${icon('eye')} Only you can see this<span aria-hidden="true"> · </span>
              <button type="button" class="linklike" @click=${() => void dismiss(message.id)}>Dismiss message</button></p>`
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
  const where = channel === undefined ? nothing : html`<span class="where">in #${channel}</span>`;
  if (message.origin === 'daily') return html`<span class="tag soft">daily post</span>${where}`;
  return message.origin === 'preview' ? html`<span class="tag soft">daily post, preview</span>${where}` : where;
}

function showWhen(ms: number): string {
  const { locale } = state();
  const isToday = new Date(ms).toDateString() === new Date(nowMs()).toDateString();
  return new Intl.DateTimeFormat(locale, isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' }).format(ms);
}

function drawTools(message: ShownMessage): TemplateResult | typeof nothing {
  const [latest] = message.exchanges;
  const askLine = message.exchanges.find((exchange) => exchange.askLine !== null)?.askLine ?? null;
  const uses = listMessageCommands();
  if (latest === undefined && message.origin === 'typed' && uses.length === 0) return nothing;
  return html`<div class="tools">
    ${uses.map(
      (use) =>
        html`<button type="button" @click=${() => void ask({ kind: 'message-command', name: use.name, messageId: message.id })}>${drawName(use)}</button>`,
    )}
    ${
      askLine === null
        ? nothing
        : html`<button type="button" title=${askLine} @click=${() => void copy(askLine, 'Copied for the terminal.')}>${icon('terminal')}<span>Copy as nabi ask</span></button>`
    }
    ${
      message.origin === 'typed'
        ? nothing
        : html`<button type="button" @click=${() => change({ inspecting: message.id })}>${icon('code')}<span>Inspect</span>${
            latest === undefined ? nothing : html`<span class="took">${showTook(latest.tookMs)}</span>`
          }</button>`
    }
  </div>`;
}

export function showTook(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

export async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast(done, 'good');
  } catch {
    showToast(`This browser did not let the page copy. Here it is: ${text}`, 'bad');
  }
}
