/** A reply drawn for a terminal: the same text, with Discord's markdown turned into what a terminal can show. */
import { styleText } from 'node:util';
import { type APIInteractionResponse, ButtonStyle, ComponentType, InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { parse } from 'discord-markdown-parser';
import wrapAnsi from 'wrap-ansi';
import { z } from 'zod';

export interface TerminalStyle {
  readonly columns: number;
  readonly colours: boolean;
  /** Shows what stands behind spoiler marks. */
  readonly reveal: boolean;
}

const MAX_COLUMNS = 100;

/** The reply as lines of text; what cannot be pressed in a terminal is listed by its label. */
export function drawResponse(response: APIInteractionResponse, style: TerminalStyle): string {
  if (response.type !== InteractionResponseType.ChannelMessageWithSource) return `${JSON.stringify(response, null, 2)}\n`;
  const isPrivate = ((response.data.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const blocks = (response.data.components ?? []).flatMap((component) => drawComponent(component, style));
  const bar = paint(style, 'magenta', '▌');
  const width = Math.min(style.columns, MAX_COLUMNS) - 2;
  const lines = blocks.flatMap((block) => wrapIndented(block, width));
  const note = isPrivate ? [paint(style, 'dim', 'Only you can see this.')] : [];
  return `${[...lines.map((line) => `${bar} ${line}`.trimEnd()), ...note].join('\n')}\n`;
}

/** Wraps a line and keeps its indentation on every part of it. */
function wrapIndented(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return wrapAnsi(line.slice(indent.length), width - indent.length)
    .split('\n')
    .map((part) => indent + part);
}

const Component = z.object({ type: z.number() }).loose();
const WithChildren = z.object({ components: z.array(Component) });
const WithContent = z.object({ content: z.string() });
/** Selects of channels and roles have no options of their own: Discord knows them. */
const Select = z.object({ placeholder: z.string().default(''), options: z.array(z.object({ label: z.string() })).default([]) });
const Attached = z.object({ file: z.object({ url: z.string() }) });

function drawComponent(component: unknown, style: TerminalStyle): string[] {
  const { type } = Component.parse(component);
  switch (type) {
    case ComponentType.Container:
      return WithChildren.parse(component).components.flatMap((child) => drawComponent(child, style));
    case ComponentType.TextDisplay:
      return ['', ...drawMarkdown(WithContent.parse(component).content, style).split('\n')];
    case ComponentType.File:
      return ['', paint(style, 'blue', `[ ${Attached.parse(component).file.url.replace('attachment://', '')} ]`)];
    case ComponentType.Separator:
      return ['', paint(style, 'dim', '────')];
    case ComponentType.ActionRow:
      return [
        '',
        WithChildren.parse(component)
          .components.map((child) => drawControl(child, style))
          .join('  '),
      ];
    default:
      return [];
  }
}

const Button = z.object({ label: z.string(), style: z.number(), disabled: z.boolean().optional() });

function drawControl(component: unknown, style: TerminalStyle): string {
  const { type } = Component.parse(component);
  if (type === ComponentType.Button) {
    const button = Button.parse(component);
    const label = `[ ${button.label} ]`;
    return button.disabled ? paint(style, 'dim', label) : paint(style, button.style === ButtonStyle.Primary ? 'cyan' : 'blue', label);
  }
  const { placeholder, options } = Select.parse(component);
  return paint(style, 'blue', `[ ${[placeholder, '▾', options.map((option) => option.label).join(' | ')].join(' ').trim()} ]`);
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

function drawNode({ type, content, target, timestamp, format, name, fullName, id }: z.infer<typeof Node>, style: TerminalStyle): string {
  const inner = () => drawNodes(content, style);
  switch (type) {
    case 'strong':
      return paint(style, 'bold', inner());
    case 'em':
      return paint(style, 'italic', inner());
    case 'spoiler':
      return style.reveal ? inner() : '█'.repeat(8);
    case 'url':
      return target === undefined || inner() === target ? inner() : `${paint(style, 'underline', inner())} ${paint(style, 'dim', target)}`;
    case 'inlineCode':
      return paint(style, 'yellow', inner());
    case 'timestamp':
      return drawTime(Number(timestamp) * 1000, format);
    case 'twemoji':
      return name ?? '';
    case 'slashCommand':
      return paint(style, 'cyan', `/${fullName ?? ''}`);
    case 'channel':
      return `#${id ?? ''}`;
    case 'br':
    case 'newline':
      return '\n';
    default:
      return inner();
  }
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
