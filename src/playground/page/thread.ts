/** The thread that was opened under a post: a chip as Discord has it, and the thread it leads to, which is empty here. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { ShownMessage } from '../protocol.ts';
import { showDialog } from './directives.ts';
import { icon } from './icons.ts';
import { change, state } from './state.ts';
import { markForeign, word } from './words.ts';

/** The thread under a message, to be opened; nothing where it has none. */
export function drawThreadChip({ id, thread }: ShownMessage): TemplateResult | typeof nothing {
  if (thread === null) return nothing;
  return html`<button type="button" class="thread" @click=${() => change({ openThread: id })}>
    ${icon('thread')}<span><b>${markForeign(thread)}</b><small>${word('threadCount')}</small></span><span class="thread-see">${word('seeThread')} ›</span>
  </button>`;
}

/** The drawer with the thread that is open; nothing while none is. */
export function drawThread(): TemplateResult | typeof nothing {
  const { openThread, messages } = state();
  const thread = messages.get(openThread ?? '')?.thread ?? null;
  if (thread === null) return nothing;
  const close = () => change({ openThread: null });
  return html`<dialog class="drawer" aria-labelledby="thread-title" ${showDialog()} @close=${close} @click=${(event: Event) => {
    if (event.target === event.currentTarget) close();
  }}>
    <div class="drawer-inner">
      <header><h2 id="thread-title">${icon('thread')} ${markForeign(thread)}</h2>
        <button type="button" class="plain" aria-label=${word('close')} @click=${close}>${icon('close')}</button></header>
      <p class="hint">${word('threadEmpty')}</p>
    </div>
  </dialog>`;
}
