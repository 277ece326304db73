/** What the page and its server say to each other. The page takes only the types; the server checks what comes in. */
import type {
  APIApplicationCommandOptionChoice,
  APIEmbed,
  APIInteraction,
  APIInteractionResponse,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { Problem } from '../packs/problem.ts';
import { type NamedId, PERSONA_NAMES, type Persona, PLACES, type PlaceId } from './sample-world.ts';
import type { WordKey, Words } from './words.ts';

const From = z.object({
  persona: z.enum(PERSONA_NAMES),
  place: z.enum(PLACES),
  locale: z.string().max(10),
});

const LONGEST_TEXT = 8_000;
const SentId = z.string().max(100);
const TypedOption = z.object({ name: z.string().max(32), value: z.union([z.string().max(LONGEST_TEXT), z.number(), z.boolean()]) });
const Upload = z.object({ name: z.string().max(200), contentType: z.string().max(100), base64: z.base64() });
export type Upload = z.output<typeof Upload>;

const Call = From.extend({
  name: z.string().max(32),
  /** Subcommand group and subcommand, as far as there are any. */
  path: z.array(z.string().max(32)).max(2),
  options: z.array(TypedOption).max(25),
  uploads: z.record(z.string().max(32), Upload).default({}),
});

/** What somebody at the page does. The server turns it into the interaction Discord would send. */
export const Ask = z.discriminatedUnion('kind', [
  Call.extend({ kind: z.literal('command') }),
  Call.extend({ kind: z.literal('suggest'), focused: z.string().max(32) }),
  From.extend({
    kind: z.literal('press'),
    messageId: SentId,
    customId: z.string().max(LONGEST_TEXT),
    componentType: z.number(),
    values: z.array(SentId).max(25),
  }),
  From.extend({
    kind: z.literal('modal'),
    customId: z.string().max(LONGEST_TEXT),
    /** The message whose button opened it. */
    messageId: SentId.nullable(),
    components: z.array(z.looseObject({ type: z.number() })).max(10),
    uploads: z.record(SentId, Upload).default({}),
  }),
  From.extend({ kind: z.literal('message-command'), name: z.string().max(32), messageId: SentId }),
]);
export type Ask = z.output<typeof Ask>;
/** As the page writes it. */
export type AskBody = z.input<typeof Ask>;

export const SayRequest = From.extend({ text: z.string().min(1).max(2_000) });
export type SayBody = z.input<typeof SayRequest>;

export const Dismiss = z.object({ messageId: SentId });

/** Today's line, or the greeting of a server that has just added Nabi and speaks the reader's language. */
export const PostNow = From.pick({ place: true, locale: true }).extend({ what: z.enum(['daily', 'welcome']) });
export type PostNowBody = z.input<typeof PostNow>;

/** Moves the clock forward by so many milliseconds, to the next daily post of any server, or back to the real time. */
export const MoveClock = z.union([
  z.object({
    byMs: z
      .number()
      .int()
      .positive()
      .max(400 * 86_400_000),
  }),
  z.object({ to: z.enum(['next-post', 'now']) }),
]);
export type MoveClockBody = z.input<typeof MoveClock>;

/** One request and what came of it, for those who look inside. */
export interface Exchange {
  readonly interaction: APIInteraction;
  readonly response: APIInteractionResponse;
  readonly tookMs: number;
  /** Why Discord would refuse the response; empty when it would not. */
  readonly problems: readonly string[];
  /** The same question in a terminal; null for what cannot be asked there. */
  readonly askLine: string | null;
}

export interface FileShown {
  readonly name: string;
  readonly url: string;
  readonly size: number;
  readonly contentType: string;
  /** The same picture in fewer bytes, 720 pixels wide; for large ones alone. */
  readonly smallUrl?: string;
  readonly description?: string;
  /** Of a PNG, in pixels, so that its place is kept before it is there. */
  readonly pixels?: { readonly width: number; readonly height: number };
}

/** What a message shows: Discord's raw JSON, with `attachment://` addresses turned into local ones. */
export interface MessageBody {
  readonly content?: string | undefined;
  readonly embeds?: readonly APIEmbed[] | undefined;
  readonly components?: readonly APIMessageTopLevelComponent[] | undefined;
  readonly flags?: number | undefined;
  /** What is said of the files that come with it. */
  readonly attachments?:
    | readonly { readonly filename?: string | undefined; readonly description?: string | null | undefined }[]
    | undefined;
}

export interface ShownMessage {
  readonly id: string;
  readonly place: PlaceId;
  readonly channelId: string;
  readonly sentAtMs: number;
  /** `nabi`, or who typed it. */
  readonly author: 'nabi' | Persona;
  /** Who asked and with which words; null for a post nobody asked for. */
  readonly askedBy: { readonly persona: Persona; readonly text: string } | null;
  /** Only they see it. */
  readonly onlyFor: Persona | null;
  readonly isThinking: boolean;
  readonly isEdited: boolean;
  readonly isGone: boolean;
  /** A daily post, the one the page opens with, one shown as a preview, or an answer. */
  readonly origin: 'answer' | 'daily' | 'opening' | 'posted' | 'preview' | 'typed';
  /** The language it was answered in; null for what a person typed. */
  readonly locale: string | null;
  readonly body: MessageBody;
  readonly files: readonly FileShown[];
  /** Newest first. */
  readonly exchanges: readonly Exchange[];
  /** Why Discord would have refused the body of a post that no interaction asked for. */
  readonly problems: readonly string[];
  /** Whether it went on to the servers that follow the channel, and whether it is pinned in its own. */
  readonly marks: readonly ('published' | 'pinned')[];
  /** Name of the thread that was opened under it. */
  readonly thread: string | null;
  /** Raised with every change. */
  readonly revision: number;
}

export type AskResult =
  | { readonly kind: 'message'; readonly message: ShownMessage }
  | { readonly kind: 'choices'; readonly choices: readonly APIApplicationCommandOptionChoice[]; readonly problems: readonly string[] }
  | {
      readonly kind: 'modal';
      readonly modal: APIModalInteractionResponseCallbackData;
      readonly messageId: string | null;
      readonly exchange: Exchange;
    }
  | { readonly kind: 'nothing'; readonly exchange: Exchange };

export interface ClockState {
  readonly nowMs: number;
  /** How far ahead of the real time; 0 when it was not moved. */
  readonly aheadMs: number;
  /** When the next daily post of any sample server is due; null when none is set up. */
  readonly nextPostMs: number | null;
}

export interface PacksState {
  readonly titles: readonly { readonly id: string; readonly name: string; readonly accent: string }[];
  readonly problems: readonly Problem[];
  /** Of the last rebuild; null before the first. */
  readonly tookMs: number | null;
  /** Raised with every look at the packs. */
  readonly revision: number;
}

/** Named by the word that stands on it. */
export type TryId = Exclude<Extract<WordKey, `try${string}`>, 'tryAgain' | 'tryAskQuestion'>;

/** A thing worth trying, as a command with its options. */
export interface Try {
  readonly id: TryId;
  readonly icon: string;
  readonly name: string;
  readonly path: readonly string[];
  readonly options: readonly { readonly name: string; readonly value: string }[];
  /** Who may ask it; anyone when absent. */
  readonly persona?: Persona;
  /** Filled in for a look before it is sent. */
  readonly isDraft?: boolean;
}

export interface PlaceShown {
  readonly id: PlaceId;
  /** Null for the direct messages, which are called what the reader's language calls them. */
  readonly name: string | null;
  readonly channelId: string;
  readonly channels: readonly (NamedId & { readonly type: number })[];
  readonly roles: readonly NamedId[];
}

export interface PlaygroundWorld {
  readonly personas: Readonly<Record<Persona, NamedId>>;
  readonly users: readonly NamedId[];
  readonly places: readonly PlaceShown[];
}

export type Definition = RESTPostAPIApplicationCommandsJSONBody & { readonly id: string };

/** Everything the page begins with, and what it reads again in another language. Definitions come in that language and in English. */
export interface Start {
  /** The language of the words, as one of Discord's codes. */
  readonly locale: string;
  readonly words: Words;
  /** The language of the words. */
  readonly spoken: string;
  readonly world: PlaygroundWorld;
  readonly definitions: readonly Definition[];
  /** Discord's codes of the languages Nabi speaks, and of all others. */
  readonly locales: { readonly spoken: readonly string[]; readonly others: readonly string[] };
  readonly tries: readonly Try[];
  readonly messages: readonly ShownMessage[];
  readonly clock: ClockState;
  readonly packs: PacksState;
}

/** What the server says unasked. */
export type Event =
  | { readonly kind: 'message'; readonly message: ShownMessage }
  | { readonly kind: 'clock'; readonly clock: ClockState }
  /** They were looked at; definitions and tries are to be read again. */
  | { readonly kind: 'packs'; readonly packs: PacksState };
