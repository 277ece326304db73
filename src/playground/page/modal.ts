/** A modal somebody has to fill in, and what is sent when they have. */
import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackComponent,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Upload } from '../protocol.ts';
import { ask } from './api.ts';
import { readUpload } from './composer.ts';
import { showDialog } from './directives.ts';
import { icon } from './icons.ts';
import { showMarkdown } from './markdown.ts';
import { drawFormSelect } from './selects.ts';
import { change, state } from './state.ts';
import { word } from './words.ts';

/** The form that is open; nothing while none is. */
export function drawModal(): TemplateResult | typeof nothing {
  const { modal: open } = state();
  if (open === null) return nothing;
  const close = () => change({ modal: null });
  return html`<dialog class="modal" aria-labelledby="modal-title" ${showDialog()} @close=${close}>
    <form @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      if (event.target instanceof HTMLFormElement) void submit(event.target);
    }}>
      <header><h2 id="modal-title">${open.modal.title}</h2>
        <button type="button" class="plain" aria-label=${word('close')} @click=${close}>${icon('close')}</button></header>
      <div class="fields-in">${open.modal.components.map(drawField)}</div>
      <footer>
        <button type="button" class="button secondary" @click=${close}>${word('cancel')}</button>
        <button type="submit" class="button primary">${word('submit')}</button>
      </footer>
    </form>
  </dialog>`;
}

function drawField(part: APIModalInteractionResponseCallbackComponent, index: number): TemplateResult {
  const id = `field-${index}`;
  switch (part.type) {
    case ComponentType.TextDisplay:
      return html`<div class="md">${showMarkdown(part.content, id)}</div>`;
    case ComponentType.Label: {
      const field = drawInLabel(part.component, id);
      const hint = part.description === undefined ? nothing : html`<small id="${id}-hint">${part.description}</small>`;
      return isGroup(part.component)
        ? html`<fieldset class="field"><legend>${part.label}</legend>${hint}${field}</fieldset>`
        : html`<div class="field"><label for=${id}>${part.label}</label>${hint}${field}</div>`;
    }
    case ComponentType.ActionRow:
      return html`${part.components.map(
        (input) => html`<div class="field"><label for=${id}>${input.label ?? word('yourAnswer')}</label>${drawTextInput(input, id)}</div>`,
      )}`;
    default:
      return html`<p class="unknown">${word('unknownField')}</p>`;
  }
}

function isGroup(field: APIComponentInLabel): boolean {
  return field.type === ComponentType.RadioGroup || field.type === ComponentType.CheckboxGroup;
}

function drawInLabel(field: APIComponentInLabel, id: string): TemplateResult {
  switch (field.type) {
    case ComponentType.TextInput:
      return drawTextInput(field, id);
    case ComponentType.FileUpload:
      return html`<input id=${id} type="file" name=${field.custom_id} ?multiple=${(field.max_values ?? 1) > 1} ?required=${field.required ?? true}>`;
    case ComponentType.Checkbox:
      return html`<input id=${id} type="checkbox" name=${field.custom_id} value="true" ?checked=${field.default ?? false}>`;
    case ComponentType.RadioGroup:
    case ComponentType.CheckboxGroup: {
      const type = field.type === ComponentType.RadioGroup ? 'radio' : 'checkbox';
      return html`${field.options.map(
        (
          option,
          index,
        ) => html`<label class="tick" for="${id}-${index}"><input id="${id}-${index}" type=${type} name=${field.custom_id} value=${option.value} ?checked=${option.default ?? false}>
          <span>${option.label}${option.description === undefined ? nothing : html`<small>${option.description}</small>`}</span></label>`,
      )}`;
    }
    default:
      return drawFormSelect(field, id, field.required ?? true);
  }
}

function drawTextInput(input: APITextInputComponent, id: string): TemplateResult {
  const isRequired = input.required ?? true;
  const most = input.max_length ?? 4000;
  return input.style === TextInputStyle.Paragraph
    ? html`<textarea id=${id} name=${input.custom_id} rows="4" placeholder=${input.placeholder ?? ''} minlength=${input.min_length ?? 0} maxlength=${most} ?required=${isRequired} .value=${input.value ?? ''}></textarea>`
    : html`<input id=${id} type="text" name=${input.custom_id} placeholder=${input.placeholder ?? ''} minlength=${input.min_length ?? 0} maxlength=${most} ?required=${isRequired} value=${input.value ?? ''} autocomplete="off">`;
}

async function submit(form: HTMLFormElement): Promise<void> {
  const open = state().modal;
  if (open === null) return;
  const data = new FormData(form);
  const uploads: Record<string, Upload> = {};
  for (const [name, value] of data) if (value instanceof File && value.size > 0) uploads[`${name}/${value.name}`] = await readUpload(value);
  const components = open.modal.components.map((part) => readField(part, data));
  const result = await ask({ kind: 'modal', customId: open.modal.custom_id, messageId: open.messageId, components, uploads });
  // A modal that could not be sent stays, so that nobody writes twice.
  if (result !== null && result.kind !== 'modal') change({ modal: null });
}

/** A field's answer in the shape of a modal submission. */
function readField(part: APIModalInteractionResponseCallbackComponent, data: FormData): { type: number; [field: string]: unknown } {
  const text = (name: string): string => String(data.get(name) ?? '');
  const texts = (name: string): string[] =>
    data
      .getAll(name)
      .map(String)
      .filter((value) => value !== '');
  switch (part.type) {
    case ComponentType.ActionRow:
      return { type: part.type, components: part.components.map(({ type, custom_id }) => ({ type, custom_id, value: text(custom_id) })) };
    case ComponentType.Label: {
      const { type, custom_id } = part.component;
      const isOne = type === ComponentType.TextInput || type === ComponentType.RadioGroup;
      const answer = type === ComponentType.Checkbox ? text(custom_id) === 'true' : text(custom_id);
      const given = isOne || type === ComponentType.Checkbox ? { value: answer } : { values: texts(custom_id) };
      return { type: part.type, component: { type, custom_id, ...given } };
    }
    default:
      return { type: part.type };
  }
}
