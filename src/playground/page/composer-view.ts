/** The line one writes in, the list above it, and the strip of things worth trying. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Try } from '../protocol.ts';
import { describe } from './commands.ts';
import {
  addChip,
  attachFile,
  chooseTry,
  closeChoices,
  findForbidden,
  focusChip,
  leaveCommand,
  moveActive,
  pickChoice,
  removeChip,
  send,
  showAllOptions,
  typeChip,
  typeText,
} from './composer.ts';
import type { Chip } from './composer-types.ts';
import { icon } from './icons.ts';
import { Option } from './kinds.ts';
import { drawEntryName, drawName, nameEntry, nameOf } from './names.ts';
import { change, state, visibleMessages } from './state.ts';

/** Of a command with many options the others wait behind one press. */
const MOST_OPTIONS_OFFERED = 3;

export function drawDock(): TemplateResult {
  const { composer } = state();
  return html`<div class="dock" id="writing" tabindex="-1">
    ${composer.entry === null && visibleMessages().length > 0 ? drawStrip() : nothing}
    <div class="writing">
      ${drawList()}
      <form
        class="composer"
        @submit=${(event: Event) => {
          event.preventDefault();
          void send();
        }}
      >
        ${composer.entry === null ? drawFreeText() : drawCommand()}
        <button class="send" type="submit" aria-label="Send" ?disabled=${composer.isSending}>${icon('send')}</button>
      </form>
      <p class="writing-note" id="writing-note" aria-live="polite">${composer.problem ?? drawHint()}</p>
    </div>
  </div>`;
}

function drawHint(): TemplateResult | string {
  const { composer } = state();
  const chip = composer.chips.find((candidate) => candidate.spec.name === composer.focused);
  if (chip !== undefined) return describe(chip.spec);
  if (composer.entry !== null) return composer.entry.description;
  return '';
}

/** What to do with one worth trying; a thing for admins makes one an admin first. */
export function runTry(wanted: Try): void {
  const { place, persona } = state();
  if (wanted.persona !== undefined && wanted.persona !== persona) change({ persona: wanted.persona });
  if (wanted.persona === 'admin' && place === 'dm') change({ place: 'library' });
  if (wanted.isDraft === true && state().place !== 'library') change({ place: 'library' });
  chooseTry(wanted);
}

function drawStrip(): TemplateResult {
  return html`<ul class="strip" aria-label="Worth trying">
    ${state().tries.map(
      (wanted) =>
        html`<li><button type="button" class="try" @click=${() => runTry(wanted)}>${icon(wanted.icon)}<span>${wanted.label}</span></button></li>`,
    )}
  </ul>`;
}

function drawList(): TemplateResult | typeof nothing {
  const { composer } = state();
  const forbidden = composer.entry === null ? findForbidden(composer.text) : undefined;
  const isShown = composer.isOpen && composer.choices.length > 0;
  if (!isShown && forbidden === undefined) return nothing;
  const focused = composer.chips.find((chip) => chip.spec.name === composer.focused);
  const title = focused === undefined ? 'Commands' : drawName(focused.spec);
  return html`<div class="list ${composer.entry === null ? 'commands' : ''}">
    ${
      isShown
        ? html`<p class="list-title" id="list-title">${title}</p>
            <ul id="choices" role="listbox" aria-labelledby="list-title">
              ${repeat(
                composer.choices,
                (choice) => choice.label,
                (choice, index) => html`<li
                  id="choice-${index}"
                  role="option"
                  aria-selected=${index === composer.active ? 'true' : 'false'}
                  @mousedown=${(event: Event) => event.preventDefault()}
                  @click=${() => pickChoice(index)}
                >
                  <span class="choice-label">${'entry' in choice.pick ? drawEntryName(choice.pick.entry) : choice.label}</span><span class="choice-hint">${choice.hint}</span>
                </li>`,
              )}
            </ul>`
        : nothing
    }
    ${
      forbidden === undefined
        ? nothing
        : html`<p class="list-note">
            ${nameEntry(forbidden)} is for those who manage a server.
            <button type="button" class="linklike" @click=${() => {
              change({ persona: 'admin' });
              typeText(composer.text);
            }}>Become the admin</button>
          </p>`
    }
  </div>`;
}

function comboAttributes() {
  const { composer } = state();
  const isShown = composer.isOpen && composer.choices.length > 0;
  return { isShown, active: isShown && composer.active >= 0 ? `choice-${composer.active}` : '' };
}

function drawFreeText(): TemplateResult {
  const { composer } = state();
  const { isShown, active } = comboAttributes();
  return html`<input
    id="composer"
    class="free"
    type="text"
    role="combobox"
    autocomplete="off"
    autocapitalize="off"
    spellcheck="false"
    enterkeyhint="send"
    aria-label="Ask Nabi"
    aria-autocomplete="list"
    aria-controls="choices"
    aria-expanded=${isShown}
    aria-activedescendant=${active}
    aria-describedby="writing-note"
    placeholder="Type / to see what Nabi can do"
    .value=${live(composer.text)}
    @input=${(event: Event) => event.target instanceof HTMLInputElement && typeText(event.target.value)}
    @keydown=${(event: KeyboardEvent) => steer(event, null)}
    @blur=${closeChoices}
  >`;
}

function drawCommand(): TemplateResult {
  const { composer } = state();
  const { entry, chips } = composer;
  const rest = entry?.specs.filter((spec) => !chips.some((chip) => chip.spec === spec)) ?? [];
  const shown = composer.showsAll ? rest : rest.slice(0, MOST_OPTIONS_OFFERED);
  return html`<div class="command" role="group" aria-label=${entry === null ? '' : nameEntry(entry)}>
    <button type="button" class="command-name" title="Choose another command" @click=${leaveCommand} @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Backspace' || event.key === 'Escape') leaveCommand();
    }}>${entry === null ? nothing : drawEntryName(entry)}</button>
    ${repeat(chips, (chip) => chip.spec.name, drawChip)}
    ${shown.map(
      (spec) => html`<button type="button" class="more" title=${describe(spec)} @click=${() => addChip(spec.name)}>
        ${icon('plus')}${drawName(spec)}
      </button>`,
    )}
    ${
      shown.length === rest.length
        ? nothing
        : html`<button type="button" class="more" @click=${showAllOptions}>${rest.length - shown.length} more…</button>`
    }
  </div>`;
}

function drawChip(chip: Chip): TemplateResult {
  const { composer } = state();
  const { name } = chip.spec;
  const isFocused = composer.focused === name;
  const { isShown, active } = isFocused ? comboAttributes() : { isShown: false, active: '' };
  if (chip.spec.type === Option.Attachment) {
    return html`<label class="chip"><span class="chip-name">${drawName(chip.spec)}</span>
      <input type="file" data-chip=${name} @change=${(event: Event) =>
        event.target instanceof HTMLInputElement && attachFile(name, event.target.files?.[0] ?? null)}></label>`;
  }
  const isNumber = chip.spec.type === Option.Integer || chip.spec.type === Option.Number;
  return html`<label class="chip ${chip.value === null ? '' : 'picked'}">
    <span class="chip-name">${drawName(chip.spec)}</span>
    <span class="chip-field" data-text=${chip.text || '    '}>
      <input
        type="text"
        role="combobox"
        size="1"
        data-chip=${name}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        inputmode=${isNumber ? 'numeric' : 'text'}
        enterkeyhint="send"
        aria-label="${nameOf(chip.spec)}: ${describe(chip.spec)}"
        aria-autocomplete="list"
        aria-controls="choices"
        aria-expanded=${isShown}
        aria-activedescendant=${active}
        .value=${live(chip.text)}
        @focus=${() => focusChip(name)}
        @input=${(event: Event) => event.target instanceof HTMLInputElement && typeChip(name, event.target.value)}
        @keydown=${(event: KeyboardEvent) => steer(event, chip)}
        @blur=${closeChoices}
      >
    </span>
  </label>`;
}

/** The keys of Discord's own composer. */
function steer(event: KeyboardEvent, chip: Chip | null): void {
  const { isShown } = comboAttributes();
  // While an input method composes hangul or kana, Enter and the arrows are its own.
  if (event.isComposing) return;
  const act = chooseAct(event, chip, isShown);
  if (act === null) return;
  event.preventDefault();
  act();
}

/** Null where the key does what it always does in a text field. */
function chooseAct(event: KeyboardEvent, chip: Chip | null, isShown: boolean): (() => void) | null {
  const { active, chips, choices, entry } = state().composer;
  const isMarked = isShown && active >= 0;
  switch (event.key) {
    case 'ArrowDown':
      return choices.length === 0 ? null : () => moveActive(1);
    case 'ArrowUp':
      return choices.length === 0 ? null : () => moveActive(-1);
    case 'Enter':
      return isMarked ? () => pickChoice(active) : () => void send();
    case 'Tab':
      return isMarked && !event.shiftKey ? () => pickChoice(active) : null;
    case 'Escape':
      if (isShown) return closeChoices;
      return entry === null ? () => typeText('') : leaveCommand;
    case 'Backspace':
      if (chip === null || chip.text !== '') return null;
      return chips.length > 1 ? () => removeChip(chip.spec.name) : leaveCommand;
    case 'ArrowLeft':
    case 'ArrowRight':
      return findNeighbour(event, chip);
    default:
      return null;
  }
}

/** From the edge of one option's field to the next option. */
function findNeighbour(event: KeyboardEvent, chip: Chip | null): (() => void) | null {
  const { target } = event;
  if (chip === null || !(target instanceof HTMLInputElement)) return null;
  const { chips } = state().composer;
  const isLeft = event.key === 'ArrowLeft';
  const edge = isLeft ? 0 : target.value.length;
  const neighbour = chips[chips.indexOf(chip) + (isLeft ? -1 : 1)];
  if (target.selectionStart !== edge || target.selectionEnd !== edge || neighbour === undefined) return null;
  return () => focusChip(neighbour.spec.name);
}

let focusedBefore = '';

/** After drawing: the keyboard goes where the writing goes on. */
export function placeFocus(): void {
  const { composer } = state();
  const wanted = composer.entry === null ? '' : `${composer.entry.label}|${composer.focused ?? ''}`;
  if (wanted === focusedBefore) return;
  const wasWriting = focusedBefore !== '' || document.activeElement?.closest('.dock') != null;
  focusedBefore = wanted;
  if (composer.focused !== null) document.querySelector<HTMLElement>(`[data-chip="${composer.focused}"]`)?.focus();
  else if (composer.entry !== null) document.querySelector<HTMLElement>('.send')?.focus();
  else if (wasWriting) document.querySelector<HTMLElement>('#composer')?.focus();
}

/** After drawing: the marked choice stays in view. */
export function keepActiveInView(): void {
  document.querySelector('[role="option"][aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
}
