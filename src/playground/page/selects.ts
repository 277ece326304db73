/** Selects of every kind, as the browser's own controls: they work by keyboard, by touch and with a screen reader as they are. */
import { type APISelectMenuComponent, ComponentType } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { WordKey } from '../words.ts';
import { showText } from './emoji.ts';
import { placeHere, state } from './state.ts';
import { languageIn, word } from './words.ts';

interface ListedChoice {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  readonly isChosen: boolean;
}

/** What can be chosen: the select's own options, or the people, roles and channels of this place. */
function listOptions(select: APISelectMenuComponent): readonly ListedChoice[] {
  if (select.type === ComponentType.StringSelect) {
    return select.options.map(({ value, label, description, default: isChosen }) => ({
      value,
      label,
      hint: description ?? '',
      isChosen: isChosen ?? false,
    }));
  }
  const here = placeHere();
  const chosen = new Set((select.default_values ?? []).map((value) => value.id));
  const toListed =
    (prefix: string) =>
    (named: { readonly id: string; readonly name: string }): ListedChoice => ({
      value: named.id,
      label: `${prefix}${named.name}`,
      hint: '',
      isChosen: chosen.has(named.id),
    });
  const users = state().world.users.map(toListed('@'));
  const roles = (here?.roles ?? []).map(toListed('@'));
  if (select.type === ComponentType.ChannelSelect) {
    const isOffered = (channel: { readonly type: number }) => select.channel_types?.some((type) => type === channel.type) ?? true;
    return (here?.channels ?? []).filter(isOffered).map(toListed('#'));
  }
  return [...(select.type === ComponentType.RoleSelect ? [] : users), ...(select.type === ComponentType.UserSelect ? [] : roles)];
}

const NOUNS: Readonly<Record<number, WordKey>> = { 5: 'chooseMember', 6: 'chooseRole', 7: 'chooseMentionable', 8: 'chooseChannel' };

function placeholderOf(select: APISelectMenuComponent): string {
  return select.placeholder ?? word(NOUNS[select.type] ?? 'choose');
}

/** One choice at once is sent as soon as it is made; several are ticked first. */
export function drawSelect(
  select: APISelectMenuComponent,
  id: string,
  isWaiting: boolean,
  onChoose: (values: readonly string[]) => void,
): TemplateResult {
  const options = listOptions(select);
  const placeholder = placeholderOf(select);
  if ((select.max_values ?? 1) > 1) return drawMany(select, id, options, placeholder, onChoose);
  const chosen = options.find((option) => option.isChosen);
  return html`<div class="select">
    <select
      id=${id}
      aria-label=${placeholder}
      aria-busy=${isWaiting ? 'true' : 'false'}
      ?disabled=${select.disabled ?? false}
      @change=${(event: Event) => {
        if (event.target instanceof HTMLSelectElement) onChoose([event.target.value]);
      }}
    >
      ${chosen === undefined ? html`<option value="" disabled selected hidden>${placeholder}</option>` : nothing}
      ${options.map(drawOption)}
    </select>
  </div>`;
}

function drawOption({ value, label, hint, isChosen }: ListedChoice): TemplateResult {
  return html`<option value=${value} lang=${languageIn(label) ?? nothing} ?selected=${isChosen}>${label}${hint === '' ? '' : ` · ${hint}`}</option>`;
}

function drawMany(
  select: APISelectMenuComponent,
  id: string,
  options: readonly ListedChoice[],
  placeholder: string,
  onChoose: (values: readonly string[]) => void,
): TemplateResult {
  const least = select.min_values ?? 1;
  const most = select.max_values ?? 1;
  return html`<details class="many">
    <summary>${placeholder}</summary>
    <form @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      if (!(event.target instanceof HTMLFormElement)) return;
      const values = new FormData(event.target).getAll('value').map(String);
      if (values.length >= least && values.length <= most) onChoose(values);
    }}>
      <fieldset ?disabled=${select.disabled ?? false}>
        <legend class="small">${word('chooseSome', { min: least, max: most })}</legend>
        ${drawTicks(options, id)}
      </fieldset>
      <button class="button primary" type="submit">${word('done')}</button>
    </form>
  </details>`;
}

function drawTicks(options: readonly ListedChoice[], id: string): readonly TemplateResult[] {
  return options.map(
    (option, index) => html`<label class="tick" for="${id}-${index}">
      <input id="${id}-${index}" type="checkbox" name="value" value=${option.value} ?checked=${option.isChosen}>
      <span>${showText(option.label)}${option.hint === '' ? nothing : html`<small>${option.hint}</small>`}</span>
    </label>`,
  );
}

/** Inside a modal, where the form sends it all together. */
export function drawFormSelect(select: APISelectMenuComponent, id: string, isRequired: boolean): TemplateResult {
  const options = listOptions(select);
  const isMany = (select.max_values ?? 1) > 1;
  return html`<select id=${id} name=${select.custom_id} ?multiple=${isMany} ?required=${isRequired}>
    ${isMany ? nothing : html`<option value="">${placeholderOf(select)}</option>`}
    ${options.map(drawOption)}
  </select>`;
}
