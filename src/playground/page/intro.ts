/** The beginning of a channel: what Nabi is and for whom, and the way to have it in a server. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { showDialog } from './directives.ts';
import { icon } from './icons.ts';
import { showLine } from './markdown.ts';
import { change, state } from './state.ts';
import { listTitles, markForeign, word } from './words.ts';

/** What Nabi is, in a sentence with the titles it knows, above the first message. */
export function drawIntro(): TemplateResult {
  const { packs } = state();
  const titles = listTitles(packs.titles.map((title) => title.name));
  return html`<section class="intro">
    <img class="intro-mark" src="/nabi.svg" alt="" width="64" height="64">
    <div>
      <h2>${markForeign(word('forFans', { titles }))}</h2>
      <p>${word('offers')} <button type="button" class="linklike" @click=${() => change({ isSetUpOpen: true })}>${word('add')}</button></p>
    </div>
  </section>`;
}

const STEPS = ['addToken', 'addEnv', 'addStart'] as const;

/** How to have Nabi in Discord: the README's section in three steps. */
export function drawSetUp(): TemplateResult | typeof nothing {
  if (!state().isSetUpOpen) return nothing;
  const close = () => change({ isSetUpOpen: false });
  return html`<dialog class="modal" aria-labelledby="set-up-title" ${showDialog()} @close=${close}>
    <div class="modal-inner">
      <header><h2 id="set-up-title">${word('add')}</h2>
        <button type="button" class="plain" aria-label=${word('close')} @click=${close}>${icon('close')}</button></header>
      <p>${word('addIntro')}</p>
      <ol class="steps">${STEPS.map((step) => html`<li>${showLine(word(step), step)}</li>`)}</ol>
    </div>
  </dialog>`;
}
