/** The line one writes in, the list above it, and the strip of things worth trying. */
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { describe } from './commands.ts';
import {
  addChip,
  attachFile,
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
import { showLine } from './markdown.ts';
import { drawEntryName, drawName, localName, nameEntry } from './names.ts';
import { listControls } from './reading.ts';
import { change, state } from './state.ts';
import { drawStrip } from './strip.ts';
import { word } from './words.ts';

/** Of a command with many options the others wait behind one press. */
const MOST_OPTIONS_OFFERED = 3;

/** What stands at the foot of the page: what to try, the list of choices and the field to write in. */
export function drawDock(): TemplateResult {
  const { composer } = state();
  return html`<div class="dock" id="writing" tabindex="-1">
    ${state().isConnected ? nothing : html`<p class="offline" role="alert">${icon('warn')}${word('offline')}</p>`}
    ${composer.entry === null ? drawStrip() : nothing}
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
        <button class="send" type="submit" aria-label=${word('send')} ?disabled=${composer.isSending}>${icon('send')}</button>
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
  return composer.text === '' ? html`<span class="keys-hint">${showLine(word('hint'), 'hint')}</span>` : '';
}

function drawList(): TemplateResult | typeof nothing {
  const { composer } = state();
  const forbidden = composer.entry === null ? findForbidden(composer.text) : undefined;
  const isShown = composer.isOpen && composer.choices.length > 0;
  if (!isShown && forbidden === undefined) return nothing;
  const focused = composer.chips.find((chip) => chip.spec.name === composer.focused);
  const title = focused === undefined ? word('commands') : drawName(focused.spec);
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
            ${word('forManagers', { command: nameEntry(forbidden) })}
            <button type="button" class="linklike" @click=${() => {
              change({ persona: 'admin' });
              typeText(composer.text);
            }}>${word('becomeAdmin')}</button>
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
    aria-label=${word('ask')}
    aria-autocomplete="list"
    aria-controls="choices"
    aria-expanded=${isShown}
    aria-activedescendant=${active}
    aria-describedby="writing-note"
    placeholder=${word('placeholder')}
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
    <button type="button" class="command-name" title=${word('otherCommand')} @click=${leaveCommand} @keydown=${(event: KeyboardEvent) => {
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
        : html`<button type="button" class="more" @click=${showAllOptions}>${word('moreOptions', { count: rest.length - shown.length })}</button>`
    }
  </div>`;
}

function drawChip(chip: Chip): TemplateResult {
  const { composer } = state();
  const { name } = chip.spec;
  const isFocused = composer.focused === name;
  const { isShown, active } = isFocused ? comboAttributes() : { isShown: false, active: '' };
  if (chip.spec.type === ApplicationCommandOptionType.Attachment) {
    return html`<label class="chip"><span class="chip-name">${drawName(chip.spec)}</span>
      <input type="file" data-chip=${name} @change=${(event: Event) =>
        event.target instanceof HTMLInputElement && attachFile(name, event.target.files?.[0] ?? null)}></label>`;
  }
  const isNumber = chip.spec.type === ApplicationCommandOptionType.Integer || chip.spec.type === ApplicationCommandOptionType.Number;
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
        aria-label="${localName(chip.spec)}: ${describe(chip.spec)}"
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
      if (choices.length > 0) return () => moveActive(-1);
      return entry === null && state().composer.text === '' ? focusNewest : null;
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

/** From the empty composer straight to what was just answered. */
function focusNewest(): void {
  const message = [...document.querySelectorAll<HTMLElement>('.message')].at(-1);
  const control = message === undefined ? undefined : listControls(message).find((candidate) => !candidate.matches(':disabled'));
  (control ?? message)?.focus();
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
