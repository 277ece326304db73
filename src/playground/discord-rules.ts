/**
 * What Discord refuses with 50035 "Invalid Form Body", as far as Nabi could run into it. Written from Discord's
 * documentation ("Message Components", "Create Message"), not from Nabi's own limits, so that a
 * wrong limit there is found here: the playground shows what this finds as a red note, the tests' fake Discord refuses it.
 */

import { ButtonStyle, ComponentType, InteractionResponseType, InteractionType, MessageFlags } from 'discord-api-types/v10';

export type Json = Record<string, unknown>;

const { ActionRow, Button, StringSelect, UserSelect, RoleSelect, MentionableSelect, ChannelSelect } = ComponentType;
const { Section, TextDisplay, MediaGallery, Container } = ComponentType;
export const SELECTS: ReadonlySet<unknown> = new Set([StringSelect, UserSelect, RoleSelect, MentionableSelect, ChannelSelect]);

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; none where it is no list. */
export function listObjects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Length as Discord counts it: code points. */
export function lengthOf(value: unknown): number {
  return typeof value === 'string' ? [...value].length : 0;
}

/** Every component of a tree, the nested ones and accessories included. */
export function flattenComponents(components: unknown): Json[] {
  return listObjects(components).flatMap((component) => [
    component,
    ...flattenComponents(component.components),
    ...(isObject(component.accessory) ? flattenComponents([component.accessory]) : []),
    ...(isObject(component.component) ? flattenComponents([component.component]) : []),
  ]);
}

/** Problems of a message body as sentences; an empty list when Discord would take it. `maxContent` in characters. */
export function findMessageProblems(body: unknown, { edits = false } = {}): string[] {
  if (!isObject(body)) return ['the body is not an object'];
  const problems: string[] = [];
  const flags = typeof body.flags === 'number' ? body.flags : 0;
  const v2 = (flags & MessageFlags.IsComponentsV2) !== 0;
  if (lengthOf(body.content) > 2_000) problems.push(`content has ${lengthOf(body.content)} characters; 2000 is the most`);
  if (typeof body.nonce === 'string' && body.nonce.length > 25) problems.push('nonce is longer than 25 characters');
  if ('allowedMentions' in body) problems.push('allowedMentions is no field of the API; allowed_mentions is');
  if (listObjects(body.embeds).length > 10) problems.push('more than 10 embeds');

  const all = flattenComponents(body.components);
  if (v2) {
    if (body.content) problems.push('content cannot be used with IS_COMPONENTS_V2');
    if (listObjects(body.embeds).length > 0) problems.push('embeds cannot be used with IS_COMPONENTS_V2');
    if (all.length > 40) problems.push(`${all.length} components; 40 is the most`);
    const text = all.reduce((sum, component) => sum + (component.type === TextDisplay ? lengthOf(component.content) : 0), 0);
    if (text > 4_000) problems.push(`${text} characters of text over all components; 4000 is the most`);
    // Measured, not documented: discord-api-docs#8554.
    const bytes = all.reduce((sum, { type, content }) => sum + (type === TextDisplay ? Buffer.byteLength(String(content)) + 12 : 0), 0);
    if (bytes > 10_170) problems.push(`${bytes} bytes of text over all components; above 10170 the answer is 500`);
  } else {
    if (listObjects(body.components).length > 5) problems.push('more than 5 rows');
    if (listObjects(body.components).some((component) => component.type !== ActionRow)) {
      problems.push('only action rows may stand at the top without IS_COMPONENTS_V2');
    }
  }
  const empty = !body.content && listObjects(body.embeds).length === 0 && all.length === 0 && listObjects(body.attachments).length === 0;
  if (empty && !body.poll && !edits) problems.push('cannot send an empty message');
  return [...problems, ...findComponentProblems(all)];
}

function findComponentProblems(all: readonly Json[]): string[] {
  const problems: string[] = [];
  const seen = new Set<unknown>();
  for (const component of all) {
    const { custom_id: customId } = component;
    if (customId !== undefined) {
      if (lengthOf(customId) < 1 || lengthOf(customId) > 100) problems.push('a custom_id must have 1 to 100 characters');
      if (seen.has(customId)) problems.push(`the custom_id "${String(customId)}" is there twice`);
      seen.add(customId);
    }
    if (component.type === TextDisplay && lengthOf(component.content) < 1) problems.push('a text display is empty');
    if (component.type === Container && listObjects(component.components).length === 0) problems.push('a container is empty');
    if (component.type === ActionRow) problems.push(...findRowProblems(listObjects(component.components)));
    if (component.type === Button) problems.push(...findButtonProblems(component));
    if (SELECTS.has(component.type)) problems.push(...findSelectProblems(component));
    if (component.type === Section) {
      const texts = listObjects(component.components).length;
      if (texts < 1 || texts > 3) problems.push('a section must have 1 to 3 texts');
      if (!isObject(component.accessory)) problems.push('a section must have an accessory');
    }
    if (component.type === MediaGallery) {
      const items = listObjects(component.items);
      if (items.length < 1 || items.length > 10) problems.push('a media gallery must have 1 to 10 items');
      if (items.some((item) => lengthOf(item.description) > 1_024)) problems.push('a description has more than 1024 characters');
    }
  }
  return problems;
}

function findRowProblems(children: readonly Json[]): string[] {
  if (children.length === 0) return ['an action row is empty'];
  const selects = children.filter((child) => SELECTS.has(child.type)).length;
  if (selects > 0 && children.length > 1) return ['a select must be alone in its row'];
  return children.length > 5 ? ['an action row has more than 5 buttons'] : [];
}

function findButtonProblems(button: Json): string[] {
  const problems: string[] = [];
  if (lengthOf(button.label) > 80) problems.push('a button label has more than 80 characters');
  if (!button.label && !button.emoji) problems.push('a button has neither label nor emoji');
  if (button.style === ButtonStyle.Link) {
    if (typeof button.url !== 'string' || !/^(https?|discord):\/\//.test(button.url)) problems.push('a link button needs a url');
    if (lengthOf(button.url) > 512) problems.push('a url has more than 512 characters');
    if (button.custom_id !== undefined) problems.push('a link button cannot have a custom_id');
  } else if (typeof button.custom_id !== 'string') {
    problems.push('a button needs a custom_id');
  }
  return problems;
}

function findSelectProblems(select: Json): string[] {
  const problems: string[] = [];
  if (typeof select.custom_id !== 'string') problems.push('a select needs a custom_id');
  if (lengthOf(select.placeholder) > 150) problems.push('a placeholder has more than 150 characters');
  if (select.type !== StringSelect) return problems;
  const options = listObjects(select.options);
  if (options.length < 1 || options.length > 25) problems.push(`a select has ${options.length} options; 1 to 25 are allowed`);
  const values = options.map((option) => option.value);
  if (new Set(values).size !== values.length) problems.push('a select has the same value twice');
  for (const option of options) {
    for (const field of ['label', 'value'] as const) {
      if (lengthOf(option[field]) < 1 || lengthOf(option[field]) > 100) problems.push(`an option's ${field} must have 1 to 100 characters`);
    }
    if (lengthOf(option.description) > 100) problems.push("an option's description has more than 100 characters");
  }
  return problems;
}

/** Problems of a response, given the type of the interaction it answers. */
export function findResponseProblems(interactionType: number, response: unknown): string[] {
  if (!isObject(response)) return ['the response is not an object'];
  const data = isObject(response.data) ? response.data : {};
  const { ApplicationCommandAutocomplete: Autocomplete, MessageComponent, ModalSubmit, Ping } = InteractionType;
  const fromComponent = interactionType === MessageComponent || interactionType === ModalSubmit;
  switch (response.type) {
    case InteractionResponseType.Pong:
      return interactionType === Ping ? [] : ['only a PING is answered with PONG'];
    case InteractionResponseType.ChannelMessageWithSource:
      return interactionType === Autocomplete ? ['an autocomplete cannot be answered with a message'] : findMessageProblems(data);
    case InteractionResponseType.DeferredChannelMessageWithSource:
      return interactionType === Autocomplete ? ['an autocomplete cannot be deferred'] : [];
    case InteractionResponseType.DeferredMessageUpdate:
      return fromComponent ? [] : ['only a component can be answered with a deferred update'];
    case InteractionResponseType.UpdateMessage:
      return fromComponent ? findMessageProblems(data, { edits: true }) : ['only a component can update its message'];
    case InteractionResponseType.ApplicationCommandAutocompleteResult: {
      if (interactionType !== Autocomplete) return ['only an autocomplete takes choices'];
      const choices = listObjects(data.choices);
      const long = choices.some((choice) => lengthOf(choice.name) < 1 || lengthOf(choice.name) > 100 || lengthOf(choice.value) > 100);
      return [
        ...(choices.length > 25 ? ['more than 25 choices'] : []),
        ...(long ? ['a choice is empty or has more than 100 characters'] : []),
      ];
    }
    case InteractionResponseType.Modal: {
      if (interactionType === ModalSubmit || interactionType === Autocomplete) return ['a modal cannot be opened here'];
      const rows = listObjects(data.components).length;
      return [
        ...(lengthOf(data.title) < 1 || lengthOf(data.title) > 45 ? ['a modal title must have 1 to 45 characters'] : []),
        ...(rows < 1 || rows > 5 ? ['a modal must have 1 to 5 components'] : []),
        ...findComponentProblems(flattenComponents(data.components).filter((component) => component.type !== ActionRow)),
      ];
    }
    default:
      return [`there is no response of type ${String(response.type)}`];
  }
}
