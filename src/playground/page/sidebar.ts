/** Be anyone, anywhere, at any time: the switches of the playground. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { moveClock, postNow } from './api.ts';
import { EMPTY_COMPOSER } from './composer-types.ts';
import { showDialog } from './directives.ts';
import { icon } from './icons.ts';
import { showRelative } from './markdown.ts';
import { change, choosePlace, nowMs, state } from './state.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Beside the channel where there is room, else in a drawer. */
export function drawSide(): TemplateResult | typeof nothing {
  const { isNarrow, isSideOpen } = state();
  if (!isNarrow) return html`<aside class="side" aria-label="Who, where and when">${drawSwitches()}</aside>`;
  if (!isSideOpen) return nothing;
  const close = () => change({ isSideOpen: false });
  return html`<dialog class="drawer from-left" aria-label="Who, where and when" ${showDialog()} @close=${close} @click=${(event: Event) => {
    if (event.target === event.currentTarget) close();
  }}>
    <div class="drawer-inner">
      <button type="button" class="plain drawer-close" aria-label="Close" @click=${close}>${icon('close')}</button>
      ${drawSwitches()}
    </div>
  </dialog>`;
}

function drawSwitches(): TemplateResult {
  return html`
    <div class="brand"><img src="/nabi.svg" alt="" width="40" height="40"><div><span class="brand-name">Nabi</span><span class="brand-sub" lang="ko">나비</span><small>Playground on this machine</small></div></div>
    ${drawPersona()} ${drawPlaces()} ${drawLocale()} ${drawClock()} ${drawPacks()}
    <p class="fine">Nothing here reaches Discord, and it is forgotten when the program ends. Made by fans; not part of Discord.</p>
  `;
}

function drawPersona(): TemplateResult {
  const { persona, world } = state();
  const notes = { fan: 'a fan', admin: 'an admin' } as const;
  return html`<fieldset class="group"><legend>You are</legend><div class="segments">
    ${(['fan', 'admin'] as const).map(
      (
        who,
      ) => html`<label class="segment"><input type="radio" name="persona" value=${who} .checked=${persona === who} @change=${() => change({ persona: who, composer: EMPTY_COMPOSER })}>
        <span><b>${world.personas[who].name}</b><small>${notes[who]}</small></span></label>`,
    )}
  </div></fieldset>`;
}

function drawPlaces(): TemplateResult {
  const { place, unread, world } = state();
  return html`<fieldset class="group"><legend>Where</legend>
    ${world.places.map(
      (
        candidate,
      ) => html`<label class="place"><input type="radio" name="place" value=${candidate.id} .checked=${place === candidate.id} @change=${() => choosePlace(candidate.id)}>
        <span class="place-mark" aria-hidden="true">${candidate.id === 'dm' ? icon('mail') : candidate.name.slice(0, 1)}</span>
        <span class="place-text"><b>${candidate.name}</b><small>${candidate.about}</small></span>
        ${unread.has(candidate.id) ? html`<span class="dot"><span class="sr">new messages</span></span>` : nothing}</label>`,
    )}
  </fieldset>`;
}

function drawLocale(): TemplateResult {
  const { locale, locales } = state();
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const label = (code: string) => `${names.of(code) ?? code} (${code})`;
  const options = (codes: readonly string[]) =>
    codes.map((code) => html`<option value=${code} ?selected=${code === locale}>${label(code)}</option>`);
  return html`<div class="group"><label class="legend" for="locale">Your language</label><div class="select">
    <select id="locale" @change=${(event: Event) => {
      if (event.target instanceof HTMLSelectElement) change({ locale: event.target.value });
    }}>
      <optgroup label="Nabi speaks">${options(locales.spoken)}</optgroup>
      <optgroup label="Answered in the nearest">${options(locales.others)}</optgroup>
    </select></div></div>`;
}

function drawClock(): TemplateResult {
  const { clock, locale, place } = state();
  const now = nowMs();
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(now);
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(now);
  return html`<fieldset class="group"><legend>Time</legend>
    <p class="clock"><time datetime=${new Date(now).toISOString()}><b>${time}</b>${clock.aheadMs > 0 ? html`<span class="tag soft">moved ahead</span>` : nothing}<span class="day">${day}</span></time></p>
    <div class="keys">
      <button type="button" class="key" @click=${() => void moveClock({ byMs: HOUR_MS })}>+1 hour</button>
      <button type="button" class="key" @click=${() => void moveClock({ byMs: DAY_MS })}>+1 day</button>
      ${clock.aheadMs > 0 ? html`<button type="button" class="key" @click=${() => void moveClock({ to: 'now' })}>Back to now</button>` : nothing}
    </div>
    ${
      clock.nextPostMs === null
        ? html`<p class="hint">No daily post is set up yet.</p>`
        : html`<button type="button" class="key wide" @click=${() => void moveClock({ to: 'next-post' })}>${icon('bell')}<span>Go to the next post <small>${showRelative(clock.nextPostMs, 'en')}</small></span></button>`
    }
    <button type="button" class="key wide" @click=${() => void postNow(place)}>${icon('quote')}<span>Daily post now <small>a preview, here</small></span></button>
  </fieldset>`;
}

function drawPacks(): TemplateResult {
  const { isConnected, packs } = state();
  const count = packs.titles.length;
  const status = packs.problems.length > 0 ? 'bad' : 'good';
  return html`<div class="group"><span class="legend">Packs</span>
    <p class="packs ${status}"><span class="lamp" aria-hidden="true"></span>${
      packs.problems.length > 0
        ? `${packs.problems.length} ${packs.problems.length === 1 ? 'problem' : 'problems'}; answers come from before`
        : `${count} ${count === 1 ? 'title' : 'titles'}, as saved`
    }</p>
    ${isConnected ? nothing : html`<p class="packs bad"><span class="lamp" aria-hidden="true"></span>No connection to the program</p>`}
  </div>`;
}
