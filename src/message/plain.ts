/** The same reply as an ordinary message: the same words in the same order, without the frame, in half the room. */
import { type APIMessageTopLevelComponent, ComponentType } from 'discord-api-types/v10';
import { MAX_CONTENT, MAX_ROWS_PLAIN } from './limits.ts';
import type { Message } from './reply.ts';
import { cutMarkdown } from './size.ts';

/** A message without the Components V2 flag. Its files stand below it by themselves, with their descriptions. */
export interface PlainMessage {
  readonly flags: number;
  readonly content: string;
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly allowed_mentions: Message['allowed_mentions'];
  readonly attachments?: NonNullable<Message['attachments']>;
}

/** A message in a server's style: where that is plain and an ordinary message has room for the controls, as one; else as the card it is. */
export function dressMessage(message: Message, style: 'card' | 'plain'): Message | PlainMessage {
  return (style === 'plain' ? buildPlain(message) : undefined) ?? message;
}

/**
 * Undefined where an ordinary message has no room for the controls: Discord takes five rows there, and a card may have more. What is too
 * long is cut before the small lines at the end, which name the sources.
 * https://docs.discord.com/developers/resources/message#create-message
 */
function buildPlain({ components: [container], allowed_mentions, attachments }: Message): PlainMessage | undefined {
  const rows = container.components.filter((part) => part.type === ComponentType.ActionRow);
  if (rows.length > MAX_ROWS_PLAIN) return undefined;
  const hasFooter = container.components.some((part) => part.type === ComponentType.Separator);
  const texts = container.components.flatMap((part) => (part.type === ComponentType.TextDisplay ? [part.content] : []));
  const footer = hasFooter ? `\n${texts.at(-1) ?? ''}` : '';
  const body = (hasFooter ? texts.slice(0, -1) : texts).join('\n');
  return {
    flags: 0,
    content: `${cutMarkdown(body, MAX_CONTENT - footer.length)}${footer}`,
    components: rows,
    allowed_mentions,
    ...(attachments === undefined ? {} : { attachments }),
  };
}
