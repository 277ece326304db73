/**
 * The one builder every reply passes. It turns a card (blocks of markdown, footnotes, rows of controls) into Discord's
 * raw Components V2 JSON, keeps it inside Discord's limits and lets it mention nobody.
 */
import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIChannelSelectComponent,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APIFileComponent,
  type APIMediaGalleryComponent,
  type APIRoleSelectComponent,
  type APIStringSelectComponent,
  ButtonStyle,
  type ChannelType,
  ComponentType,
  MessageFlags,
} from 'discord-api-types/v10';
import type { Say } from '../language/locale.ts';
import { joinFilled, shorten } from '../text/text.ts';
import { buildCustomId, type Press } from './custom-id.ts';
import {
  MAX_BUTTON_LABEL,
  MAX_BUTTONS_PER_ROW,
  MAX_COMPONENTS_PER_MESSAGE,
  MAX_ROWS_PLAIN,
  MAX_SELECT_LABEL,
  MAX_SELECT_OPTIONS,
  MAX_SELECT_PLACEHOLDER,
  MAX_TEXT_PER_MESSAGE,
} from './limits.ts';
import { countComponents, cutMarkdown, fitBytes } from './size.ts';

/** A message as Discord's API takes it, without the ephemeral flag, which the router adds. */
export interface Message {
  readonly flags: number;
  readonly components: readonly [APIContainerComponent];
  readonly allowed_mentions: { readonly parse: readonly [] };
  readonly attachments?: readonly { readonly id: string; readonly filename: string; readonly description: string }[];
}

/** A file that goes with a message. */
export interface MessageFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Names files[0] of the request, as the string Discord's description asks for. */
const FIRST_FILE = '0';
/** https://docs.discord.com/developers/components/reference#media-gallery */
const MAX_ALT_TEXT = 1024;

type Select = APIStringSelectComponent | APIChannelSelectComponent | APIRoleSelectComponent;

/** Buttons, of which those that are not there this time are `undefined` or `false`. */
export type ButtonRow = readonly (APIButtonComponent | false | undefined)[];

export type ControlRow = ButtonRow | Select;

/** A text, or nothing this time. */
export type MaybeText = string | false | undefined;

export interface Card {
  /** 0xRRGGBB of the title, or none for a reply about Nabi itself. */
  readonly accent?: number | undefined;
  /** Markdown, one text display each; the first holds the heading. */
  readonly blocks: readonly MaybeText[];
  /** Small lines below the separator: sources, as-of dates. */
  readonly footnotes?: readonly MaybeText[];
  /** Without the line above the footnotes, for a page that has to fit on one screen. */
  readonly isQuiet?: boolean;
  readonly rows?: readonly (ControlRow | undefined)[];
}

/** Promises a message that Discord accepts: what does not fit is cut at the end of the blocks, never the footnotes. */
export function buildMessage(card: Card): Message {
  const footer = shorten(joinFilled((card.footnotes ?? []).map((line) => line && `-# ${line}`)), MAX_TEXT_PER_MESSAGE / 4);
  let roomLeft = MAX_TEXT_PER_MESSAGE - footer.length;
  const components: APIContainerComponent['components'] = [];
  for (const block of card.blocks) {
    if (!block || roomLeft < 20) continue;
    const content = cutMarkdown(block, roomLeft);
    roomLeft -= content.length;
    components.push({ type: ComponentType.TextDisplay, content });
  }
  if (footer !== '') {
    components.push(
      { type: ComponentType.Separator, divider: card.isQuiet !== true },
      { type: ComponentType.TextDisplay, content: footer },
    );
  }
  for (const row of layRows(card.rows ?? [])) components.push(buildRow(row));
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    ...(card.accent === undefined ? {} : { accent_color: card.accent }),
    components,
  };
  if (countComponents(container) > MAX_COMPONENTS_PER_MESSAGE) throw new RangeError('a card of more than 40 components');
  return { flags: MessageFlags.IsComponentsV2, components: [fitBytes(container)], allowed_mentions: { parse: [] } };
}

/**
 * The message with other words and controls before it, set apart by a line. What the two together have no room for is cut from the longest
 * text of the message; where even its controls have none, only what stands before it stays.
 */
export function putBefore(message: Message, { blocks, rows }: Pick<Card, 'blocks' | 'rows'>): Message {
  const [before] = buildMessage({ blocks, ...(rows === undefined ? {} : { rows }) }).components;
  const [container] = message.components;
  const listTexts = (parts: APIContainerComponent['components']) => parts.filter((part) => part.type === ComponentType.TextDisplay);
  const texts = listTexts(container.components);
  const overflow = [...listTexts(before.components), ...texts].reduce((sum, { content }) => sum + content.length, -MAX_TEXT_PER_MESSAGE);
  const longest = Math.max(...texts.map(({ content }) => content.length));
  const tooLong = overflow > 0 ? texts.find(({ content }) => content.length === longest) : undefined;
  const rest = container.components.map((part) =>
    part === tooLong ? { ...tooLong, content: cutMarkdown(tooLong.content, Math.max(longest - overflow, 1)) } : part,
  );
  const joined: APIContainerComponent = {
    ...container,
    components: [...before.components, { type: ComponentType.Separator, divider: true }, ...rest],
  };
  return { ...message, components: [countComponents(joined) > MAX_COMPONENTS_PER_MESSAGE ? before : fitBytes(joined)] };
}

/** The words of its first line; empty without a text. */
export function headingOf({ components: [container] }: Message): string {
  const first = container.components.find((part) => part.type === ComponentType.TextDisplay);
  return first?.content.split('\n', 1).join('').replace(/^#+ /, '') ?? '';
}

/** The message with one line more above its first text; unchanged where there is no room for it. */
export function addFirstLine(message: Message, line: string): Message {
  const [container] = message.components;
  const texts = container.components.filter((part) => part.type === ComponentType.TextDisplay);
  const [first] = texts;
  const length = texts.reduce((sum, { content }) => sum + content.length, line.length + 1);
  if (first === undefined || length > MAX_TEXT_PER_MESSAGE) return message;
  const components = container.components.map((part) => (part === first ? { ...first, content: `${line}\n${first.content}` } : part));
  return { ...message, components: [{ ...container, components }] };
}

/** The message with further buttons at its end, where there is room for them. */
export function addButtons(message: Message, buttons: readonly APIButtonComponent[]): Message {
  const [container] = message.components;
  const last = container.components.at(-1);
  const isRow = last?.type === ComponentType.ActionRow && last.components.every(({ type }) => type === ComponentType.Button);
  const rows = container.components.filter(({ type }) => type === ComponentType.ActionRow).length;
  const isRoom = isRow && last.components.length + buttons.length <= MAX_BUTTONS_PER_ROW;
  if (buttons.length === 0 || (!isRoom && rows >= MAX_ROWS_PLAIN)) return message;
  const components = isRoom
    ? [...container.components.slice(0, -1), { ...last, components: [...last.components, ...buttons] }]
    : [...container.components, ...layRows([buttons]).map(buildRow)];
  const longer = { ...container, components };
  return countComponents(longer) > MAX_COMPONENTS_PER_MESSAGE ? message : { ...message, components: [longer] };
}

/** The message with a picture first, or under its heading, described for those who do not see it. */
export function addPicture(message: Message, filename: string, alt: string): Message {
  const description = shorten(alt, MAX_ALT_TEXT);
  const [container] = message.components;
  const [first] = container.components;
  const hasHeading = first?.type === ComponentType.TextDisplay && first.content.startsWith('#');
  const gallery: APIMediaGalleryComponent = {
    type: ComponentType.MediaGallery,
    items: [{ media: { url: `attachment://${filename}` }, description }],
  };
  const components = container.components.toSpliced(hasHeading ? 1 : 0, 0, gallery);
  return { ...message, components: [fitBytes({ ...container, components })], attachments: [{ id: FIRST_FILE, filename, description }] };
}

/** The message with a file below its texts. */
export function addFile(message: Message, filename: string, description: string): Message {
  const [container] = message.components;
  const file: APIFileComponent = { type: ComponentType.File, file: { url: `attachment://${filename}` } };
  const after = container.components.findIndex((part) => part.type !== ComponentType.TextDisplay);
  const components = container.components.toSpliced(after === -1 ? container.components.length : after, 0, file);
  return { ...message, components: [{ ...container, components }], attachments: [{ id: FIRST_FILE, filename, description }] };
}

/** A sentence for the asker alone, with controls that help them on. */
export function buildNotice(text: string, rows: readonly (ControlRow | undefined)[] = []) {
  return { visibility: 'private' as const, message: buildMessage({ blocks: [text], rows }) };
}

export interface ButtonSpec {
  readonly label: string;
  readonly id: string;
  readonly style?: 'primary' | 'secondary' | 'success' | 'danger' | undefined;
  readonly disabled?: boolean;
}

const { Primary: primary, Secondary: secondary, Success: success, Danger: danger } = ButtonStyle;
const STYLES = { primary, secondary, success, danger } as const;

/** A button that asks; a label that is too long is cut. */
export function buildButton({ label, id, style = 'secondary', disabled = false }: ButtonSpec): APIButtonComponent {
  const button = { type: ComponentType.Button as const, style: STYLES[style], label: shorten(label, MAX_BUTTON_LABEL), custom_id: id };
  return disabled ? { ...button, disabled } : button;
}

/** A button that opens a page outside Discord; nobody hears of its press. */
export function buildLinkButton(label: string, url: string): APIButtonComponent {
  return { type: ComponentType.Button, style: ButtonStyle.Link, label: shorten(label, MAX_BUTTON_LABEL), url };
}

export interface SelectOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string | undefined;
  readonly chosen?: boolean;
}

/**
 * A select of at most 25 options with distinct values, of which one is chosen, or with `isMany` any number; undefined when there is
 * nothing to choose from.
 */
export function buildSelect(
  id: string,
  placeholder: string,
  options: readonly SelectOption[],
  isMany = false,
): APIStringSelectComponent | undefined {
  const distinct = [...new Map(options.map((option) => [option.value, option])).values()].slice(0, MAX_SELECT_OPTIONS);
  if (distinct.length === 0) return undefined;
  return {
    type: ComponentType.StringSelect,
    custom_id: id,
    placeholder: shorten(placeholder, MAX_SELECT_PLACEHOLDER),
    ...(isMany ? { min_values: 0, max_values: distinct.length } : {}),
    options: distinct.map(({ label, value, description, chosen }) => ({
      label: shorten(label, MAX_SELECT_LABEL),
      value,
      ...(description ? { description: shorten(description, MAX_SELECT_LABEL) } : {}),
      ...(chosen ? { default: true } : {}),
    })),
  };
}

/**
 * What is set now is said in words beside it and not by `default_values`: an edited message goes on showing the first ones on the desktop
 * (discord/discord.js#9959), and a channel or role may be gone.
 */
export function buildChannelSelect(id: string, placeholder: string, channelTypes: readonly ChannelType[]): APIChannelSelectComponent {
  return {
    type: ComponentType.ChannelSelect,
    custom_id: id,
    placeholder: shorten(placeholder, MAX_SELECT_PLACEHOLDER),
    channel_types: [...channelTypes],
  };
}

/** As `buildChannelSelect`. */
export function buildRoleSelect(id: string, placeholder: string): APIRoleSelectComponent {
  return { type: ComponentType.RoleSelect, custom_id: id, placeholder: shorten(placeholder, MAX_SELECT_PLACEHOLDER) };
}

/** The press that turns pages, but for the number of the page. */
export type PagerPress = Press;

/** "Previous", "2 of 5", "Next": the press with the page number appended; nothing for a single page. */
export function buildPager(say: Say, press: PagerPress, page: number, pageCount: number): readonly APIButtonComponent[] | undefined {
  if (pageCount <= 1) return undefined;
  const idOf = (target: number) => buildCustomId(press.command, press.action, ...press.args, target);
  return [
    buildButton({ label: say('page.previous'), id: idOf(page - 1), disabled: page === 0 }),
    // A disabled button is the only label that can stand between two buttons; its id is never pressed.
    buildButton({ label: say('page.position', { page: page + 1, pages: pageCount }), id: `${idOf(page)}|here`, disabled: true }),
    buildButton({ label: say('page.next'), id: idOf(page + 1), disabled: page === pageCount - 1 }),
  ];
}

/** A page number somebody pressed, brought into the range there is now. */
export function clampPage(text: string | undefined, pageCount: number): number {
  const page = Number.parseInt(text ?? '0', 10);
  return Number.isNaN(page) ? 0 : Math.min(Math.max(page, 0), pageCount - 1);
}

/** Parts of `size` items each; the last may be shorter. */
export function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/**
 * The rows as Discord takes them: none is empty, none has more buttons than a row holds, and no two controls have the same custom_id,
 * of which the first stays.
 */
export function layRows(rows: readonly (ControlRow | undefined)[]): readonly (APIButtonComponent[] | Select)[] {
  const seen: string[] = [];
  const isNew = (control: APIButtonComponent | Select): boolean => {
    if (!('custom_id' in control)) return true;
    if (seen.includes(control.custom_id)) return false;
    seen.push(control.custom_id);
    return true;
  };
  return rows.flatMap((row): (APIButtonComponent[] | Select)[] => {
    if (row === undefined) return [];
    if ('type' in row) return isNew(row) ? [row] : [];
    const buttons = row.flatMap((button) => (button && isNew(button) ? [button] : []));
    return chunk(buttons, MAX_BUTTONS_PER_ROW);
  });
}

function buildRow(row: APIButtonComponent[] | Select): APIActionRowComponent<APIComponentInMessageActionRow> {
  return { type: ComponentType.ActionRow, components: 'type' in row ? [row] : row };
}
