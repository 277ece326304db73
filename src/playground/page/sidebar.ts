/** Be anyone, anywhere, at any time: the switches of the playground. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { askToPostNow, changeLocale, moveClock } from './api.ts';
import { EMPTY_COMPOSER } from './composer-types.ts';
import { nameOwn, writeDate } from './dates.ts';
import { showDialog } from './directives.ts';
import { icon } from './icons.ts';
import { showRelative } from './markdown.ts';
import { change, choosePlace, nameOfPlace, nowMs, state } from './state.ts';
import { markForeign, word } from './words.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Beside the channel where there is room, else in a drawer. */
export function drawSide(): TemplateResult | typeof nothing {
  const { isNarrow, isSideOpen } = state();
  if (!isNarrow) return html`<aside class="side" aria-label=${word('side')}>${drawSwitches()}</aside>`;
  if (!isSideOpen) return nothing;
  const close = () => change({ isSideOpen: false });
  return html`<dialog class="drawer from-left" aria-label=${word('side')} ${showDialog()} @close=${close} @click=${(event: Event) => {
    if (event.target === event.currentTarget) close();
  }}>
    <div class="drawer-inner">
      <button type="button" class="plain drawer-close" aria-label=${word('close')} @click=${close}>${icon('close')}</button>
      ${drawSwitches()}
    </div>
  </dialog>`;
}

function drawSwitches(): TemplateResult {
  return html`
    <div class="brand"><img src="/nabi.svg" alt="" width="40" height="40"><div><span class="brand-name">Nabi</span><b class="brand-sub" lang="ko">나비</b><small>${word('subtitle')}</small></div></div>
    ${drawPersona()} ${drawPlaces()} ${drawLocale()} ${drawClock()} ${drawPacks()}
    <p class="fine">${word('fine')}</p>
  `;
}

function drawPersona(): TemplateResult {
  const { persona, world } = state();
  const notes = { fan: word('aFan'), admin: word('anAdmin') };
  return html`<fieldset class="group"><legend>${word('youAre')}</legend><div class="segments">
    ${(['fan', 'admin'] as const).map(
      (
        who,
      ) => html`<label class="segment"><input type="radio" name="persona" value=${who} .checked=${persona === who} @change=${() => change({ persona: who, composer: EMPTY_COMPOSER })}>
        <span><b>${world.personas[who].name}</b><small>${notes[who]}</small></span></label>`,
    )}
  </div></fieldset>`;
}

const ABOUT = { library: 'aboutLibrary', garden: 'aboutGarden', dm: 'aboutDm' } as const;

function drawPlaces(): TemplateResult {
  const { place, unread, world } = state();
  return html`<fieldset class="group"><legend>${word('where')}</legend>
    ${world.places.map(
      (
        candidate,
      ) => html`<label class="place"><input type="radio" name="place" value=${candidate.id} .checked=${place === candidate.id} @change=${() => choosePlace(candidate.id)}>
        <span class="place-mark" aria-hidden="true">${candidate.name === null ? icon('mail') : markForeign(candidate.name.slice(0, 1))}</span>
        <span class="place-text"><b>${markForeign(nameOfPlace(candidate.id))}</b><small>${word(ABOUT[candidate.id])}</small></span>
        ${unread.has(candidate.id) ? html`<span class="dot"><span class="sr">${word('newMessages')}</span></span>` : nothing}</label>`,
    )}
  </fieldset>`;
}

function drawLocale(): TemplateResult {
  const { locale, locales } = state();
  const options = (codes: readonly string[]) =>
    codes.map((code) => html`<option value=${code} lang=${code} ?selected=${code === locale}>${nameOwn(code)}</option>`);
  return html`<div class="group"><label class="legend" for="locale">${word('language')}</label><div class="select">
    <select id="locale" @change=${(event: Event) => {
      if (event.target instanceof HTMLSelectElement) void changeLocale(event.target.value);
    }}>
      <optgroup label=${word('spoken')}>${options(locales.spoken)}</optgroup>
      <optgroup label=${word('nearest')}>${options(locales.others)}</optgroup>
    </select></div></div>`;
}

function drawClock(): TemplateResult {
  const { clock, locale, place } = state();
  const drawPost = (what: 'daily' | 'welcome', label: string, hint: string) =>
    html`<button type="button" class="key wide" @click=${() => void askToPostNow(what)}>${icon(what === 'daily' ? 'quote' : 'people')}<span>${label} <small>${hint}</small></span></button>`;
  const now = nowMs();
  const time = writeDate(now, locale, 't');
  const day = writeDate(now, locale, 'weekday');
  return html`<fieldset class="group"><legend>${word('time')}</legend>
    <p class="clock"><time datetime=${new Date(now).toISOString()}><b>${time}</b>${clock.aheadMs > 0 ? html`<span class="tag soft">${word('movedAhead')}</span>` : nothing}<span class="day">${day}</span></time></p>
    <div class="keys">
      <button type="button" class="key" @click=${() => void moveClock({ byMs: HOUR_MS })}>${word('plusHour')}</button>
      <button type="button" class="key" @click=${() => void moveClock({ byMs: DAY_MS })}>${word('plusDay')}</button>
      ${clock.aheadMs > 0 ? html`<button type="button" class="key" @click=${() => void moveClock({ to: 'now' })}>${word('backToNow')}</button>` : nothing}
    </div>
    ${
      clock.nextPostMs === null
        ? html`<p class="hint">${word('noDaily')}</p>`
        : html`<button type="button" class="key wide" @click=${() => void moveClock({ to: 'next-post' })}>${icon('bell')}<span>${word('nextPost')} <small>${showRelative(clock.nextPostMs, locale)}</small></span></button>`
    }
    ${drawPost('daily', word('postNow'), word('postNowHint'))}
    ${place === 'dm' ? nothing : drawPost('welcome', word('greetNow'), word('greetNowHint'))}
  </fieldset>`;
}

function drawPacks(): TemplateResult {
  const { packs } = state();
  const count = packs.titles.length;
  const status = packs.problems.length > 0 ? 'bad' : 'good';
  return html`<div class="group"><span class="legend">${word('packs')}</span>
    <p class="packs ${status}"><span class="lamp" aria-hidden="true"></span>${
      packs.problems.length > 0 ? word('packsBad', { count: packs.problems.length }) : word('packsGood', { count })
    }</p>
  </div>`;
}
