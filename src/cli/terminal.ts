/** A reply drawn for a terminal: the same text, with Discord's markdown turned into what a terminal can show. */
import { styleText } from 'node:util';
import { type APIInteractionResponse, ButtonStyle, ComponentType, InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { parse } from 'discord-markdown-parser';
import { z } from 'zod';
import { wrapLine } from '../message/phone.ts';

export interface TerminalStyle {
  readonly columns: number;
  readonly colours: boolean;
  /** For counting: no bar at the left, each row of controls on one line, a select without its choices. */
  readonly isBare: boolean;
  /** Shows what stands behind spoiler marks. */
  readonly reveal: boolean;
  /** What stands under a reply that only one person sees. */
  readonly privateNote: string;
}

const MAX_COLUMNS = 100;

/** The reply as lines of text; what cannot be pressed in a terminal is listed by its label. */
export function drawResponse(response: APIInteractionResponse, style: TerminalStyle): string {
  if (response.type !== InteractionResponseType.ChannelMessageWithSource) return `${JSON.stringify(response, null, 2)}\n`;
  const isPrivate = ((response.data.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const blocks = drawComponents(response.data.components ?? [], style);
  const bar = style.isBare ? '' : `${paint(style, 'magenta', '▌')} `;
  const width = Math.min(style.columns, MAX_COLUMNS) - (style.isBare ? 0 : 2);
  const drawn = blocks.flatMap((block) => (style.isBare && block.isControl ? [block.line] : wrapIndented(block.line, width)));
  const lines = style.isBare && drawn[0] === '' ? drawn.slice(1) : drawn;
  const note = isPrivate ? [paint(style, 'dim', style.privateNote)] : [];
  return `${[...lines.map((line) => `${bar}${line}`.trimEnd()), ...note].join('\n')}\n`;
}

/** Wraps a line and keeps its indentation on every part of it. */
function wrapIndented(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return wrapLine(line.slice(indent.length), width - indent.length).map((part) => indent + part);
}

const SentComponent = z.object({ type: z.number() }).loose();
const WithChildren = z.object({ components: z.array(SentComponent) });
const WithContent = z.object({ content: z.string() });
/** Selects of channels and roles have no options of their own: Discord knows them. */
const Select = z.object({ placeholder: z.string().default(''), options: z.array(z.object({ label: z.string() })).default([]) });
const Divider = z.object({ divider: z.boolean().default(true) });
const Attached = z.object({ file: z.object({ url: z.string() }) });

/** A line as it is drawn; a row of controls is never wrapped where lines are counted. */
interface Drawn {
  readonly line: string;
  readonly isControl: boolean;
}

const asText = (lines: readonly string[]): Drawn[] => lines.map((line) => ({ line, isControl: false }));

function drawComponents(components: readonly unknown[], style: TerminalStyle): Drawn[] {
  return components.flatMap((component, index) => {
    const { type } = SentComponent.parse(component);
    // Rows of controls stand close to each other, as on Discord.
    const isFirstRow =
      type === ComponentType.ActionRow && SentComponent.safeParse(components[index - 1]).data?.type !== ComponentType.ActionRow;
    return [...asText(isFirstRow ? [''] : []), ...drawComponent(component, style)];
  });
}

function drawComponent(component: unknown, style: TerminalStyle): Drawn[] {
  const { type } = SentComponent.parse(component);
  switch (type) {
    case ComponentType.Container:
      return drawComponents(WithChildren.parse(component).components, style);
    case ComponentType.TextDisplay:
      return asText(['', ...drawMarkdown(WithContent.parse(component).content, style).split('\n')]);
    case ComponentType.File:
      return asText(['', paint(style, 'blue', `[ ${Attached.parse(component).file.url.replace('attachment://', '')} ]`)]);
    case ComponentType.Separator:
      return Divider.parse(component).divider ? asText(['', paint(style, 'dim', '────')]) : [];
    case ComponentType.ActionRow: {
      const controls = WithChildren.parse(component).components.map((child) => drawControl(child, style));
      return [{ line: controls.join('  '), isControl: true }];
    }
    default:
      return [];
  }
}

const Button = z.object({ label: z.string(), style: z.number(), url: z.string().optional(), disabled: z.boolean().optional() });

function drawControl(component: unknown, style: TerminalStyle): string {
  const { type } = SentComponent.parse(component);
  if (type === ComponentType.Button) {
    const button = Button.parse(component);
    const label = button.url === undefined ? `[ ${button.label} ]` : `[ ${button.label} → ${button.url} ]`;
    return button.disabled ? paint(style, 'dim', label) : paint(style, button.style === ButtonStyle.Primary ? 'cyan' : 'blue', label);
  }
  const { placeholder, options } = Select.parse(component);
  const choices = style.isBare ? '' : options.map((option) => option.label).join(' | ');
  return paint(style, 'blue', `[ ${[placeholder, '▾', choices].join(' ').trim()} ]`);
}

/** Line marks (headings, lists, quotes, small print) are Discord's own; the parser knows only what stands inside a line. */
function drawMarkdown(content: string, style: TerminalStyle): string {
  return content
    .split('\n')
    .map((line) => {
      const heading = /^(#{1,3}) (.*)$/.exec(line);
      if (heading) return paint(style, 'bold', drawInline(heading[2] ?? '', style));
      const small = /^(\s*)-# (.*)$/.exec(line);
      if (small) return `${small[1]}${paint(style, 'dim', drawInline(small[2] ?? '', style))}`;
      const quote = /^> (?:-# )?(.*)$/.exec(line);
      if (quote) return `${paint(style, 'dim', '│')} ${paint(style, 'italic', drawInline(quote[1] ?? '', style))}`;
      const item = /^(\s*)- (.*)$/.exec(line);
      if (item) return `${item[1]}• ${drawInline(item[2] ?? '', style)}`;
      return drawInline(line, style);
    })
    .join('\n');
}

function drawInline(text: string, style: TerminalStyle): string {
  return drawNodes(parse(text, 'extended'), style);
}

const Node = z.object({
  type: z.string(),
  content: z.unknown().optional(),
  target: z.string().optional(),
  timestamp: z.string().optional(),
  format: z.string().optional(),
  name: z.string().optional(),
  fullName: z.string().optional(),
  id: z.string().optional(),
});

function drawNodes(nodes: unknown, style: TerminalStyle): string {
  if (typeof nodes === 'string') return nodes;
  if (!Array.isArray(nodes)) return '';
  return nodes.map((node) => drawNode(Node.parse(node), style)).join('');
}

/** By type; of any other what stands in it. */
const DRAWN = new Map<string, (node: z.infer<typeof Node>, inner: string, style: TerminalStyle) => string>([
  ['strong', (_, inner, style) => paint(style, 'bold', inner)],
  ['em', (_, inner, style) => paint(style, 'italic', inner)],
  ['inlineCode', (_, inner, style) => paint(style, 'yellow', inner)],
  ['spoiler', (_, inner, { reveal }) => (reveal ? inner : '█'.repeat(8))],
  [
    'url',
    ({ target = '' }, inner, style) =>
      target === '' || inner === target ? inner : `${paint(style, 'underline', inner)} ${paint(style, 'dim', target)}`,
  ],
  ['timestamp', ({ timestamp, format }) => drawTime(Number(timestamp) * 1000, format)],
  ['twemoji', ({ name = '' }) => name],
  ['slashCommand', ({ fullName = '' }, _, style) => paint(style, 'cyan', `/${fullName}`)],
  ['channel', ({ id = '' }) => `#${id}`],
  ['br', () => '\n'],
  ['newline', () => '\n'],
]);

function drawNode(node: z.infer<typeof Node>, style: TerminalStyle): string {
  const inner = drawNodes(node.content, style);
  return DRAWN.get(node.type)?.(node, inner, style) ?? inner;
}

/** Discord shows times in the reader's zone; a terminal's is anybody's guess, so it is UTC, or how far away it is. */
function drawTime(atMs: number, format: string | undefined): string {
  if (format !== 'R') return `${new Date(atMs).toISOString().replace('T', ' ').slice(0, 16)} UTC`;
  const minutes = Math.round((atMs - Date.now()) / 60_000);
  const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  return Math.abs(minutes) < 90 ? relative.format(minutes, 'minute') : relative.format(Math.round(minutes / 60), 'hour');
}

function paint(style: TerminalStyle, format: Parameters<typeof styleText>[0], text: string): string {
  return style.colours ? styleText(format, text, { validateStream: false }) : text;
}
