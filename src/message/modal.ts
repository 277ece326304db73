/** Forms: Discord's modals, built and read. */
import { type APILabelComponent, type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { cleanTyped, shorten } from '../text/text.ts';
import { MAX_MODAL_LABEL, MAX_MODAL_TITLE, MAX_SELECT_LABEL, MAX_SELECT_PLACEHOLDER, MAX_TEXT_INPUT } from './limits.ts';
import type { SelectOption } from './reply.ts';

/** Opens a form in place of a message; it comes back as a submit. */
export interface Opening {
  /** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
  readonly modal: APIModalInteractionResponseCallbackData;
}

export type Field =
  | {
      readonly kind: 'text';
      readonly id: string;
      readonly label: string;
      readonly hint?: string;
      readonly value?: string;
      readonly placeholder?: string;
      /** Characters; 4,000 when absent. */
      readonly maxLength?: number;
      readonly required?: boolean;
      readonly isLong?: boolean;
    }
  | {
      readonly kind: 'choice';
      readonly id: string;
      readonly label: string;
      readonly hint?: string;
      readonly options: readonly SelectOption[];
      readonly required?: boolean;
    };

/** A form of one to five fields; `id` is the custom_id it comes back with. */
export function buildModal(id: string, title: string, fields: readonly Field[]): Opening {
  return { modal: { custom_id: id, title: shorten(title, MAX_MODAL_TITLE), components: fields.map(buildField) } };
}

function buildField(field: Field): APILabelComponent {
  const frame = {
    type: ComponentType.Label as const,
    label: shorten(field.label, MAX_MODAL_LABEL),
    ...(field.hint === undefined ? {} : { description: shorten(field.hint, MAX_SELECT_LABEL) }),
  };
  if (field.kind === 'choice') {
    return {
      ...frame,
      component: {
        type: ComponentType.StringSelect,
        custom_id: field.id,
        required: field.required ?? true,
        options: field.options.map(({ label, value, chosen }) => ({
          label: shorten(label, MAX_SELECT_LABEL),
          value,
          ...(chosen ? { default: true } : {}),
        })),
      },
    };
  }
  const maxLength = field.maxLength ?? MAX_TEXT_INPUT;
  return {
    ...frame,
    component: {
      type: ComponentType.TextInput,
      custom_id: field.id,
      style: field.isLong ? TextInputStyle.Paragraph : TextInputStyle.Short,
      max_length: maxLength,
      required: field.required ?? true,
      ...(field.value === undefined || field.value === '' ? {} : { value: shorten(field.value, maxLength) }),
      ...(field.placeholder === undefined ? {} : { placeholder: shorten(field.placeholder, MAX_SELECT_PLACEHOLDER) }),
    },
  };
}

/** What was filled in, by the ids of the fields. */
export class Fields {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string> = new Map()) {
    this.#values = values;
  }

  /** One line, as `cleanTyped` leaves it; empty when nothing visible was typed. */
  text(id: string, maxLength = MAX_TEXT_INPUT): string {
    return cleanTyped(this.#values.get(id) ?? '', maxLength);
  }

  /** All that was filled in. */
  all(): readonly string[] {
    return [...this.#values.values()];
  }

  /** Exactly what was typed, lines and all. */
  raw(id: string): string {
    return this.#values.get(id) ?? '';
  }
}
