/**
 * What stands in the channels of the playground: the part of Discord that keeps messages, applies responses to them and
 * tells everybody who is looking.
 */
import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { type FileShelf, type FileToKeep, resolveAttachments } from './files.ts';
import { describeCommand } from './interactions.ts';
import type { Ask, AskResult, Exchange, MessageBody, SayBody, ShownMessage } from './protocol.ts';
import { homeChannel, type PlaceId } from './sample-world.ts';

/** Older messages than so many are forgotten. */
const MOST_MESSAGES = 300;
/** Of one message; older ones say nothing new. */
const MOST_EXCHANGES = 10;

/** What comes after the first response: the calls of Discord's interaction webhooks that a deferred answer needs. */
export interface FollowUps {
  /** Ends "is thinking", or changes the answer. False when there is no such message any more. */
  editOriginal(interactionToken: string, body: MessageBody, files?: readonly FileToKeep[]): boolean;
  deleteOriginal(interactionToken: string): boolean;
}

export interface Post {
  readonly place: PlaceId;
  readonly channelId: string;
  readonly body: MessageBody;
  readonly files?: readonly FileToKeep[];
  readonly origin: 'daily' | 'opening' | 'posted' | 'preview';
  readonly locale: string;
  readonly problems: readonly string[];
}

export interface Timeline extends FollowUps {
  list(): readonly ShownMessage[];
  find(id: string): ShownMessage | undefined;
  /** Somebody's own words. */
  say(said: SayBody): ShownMessage;
  /** A message that no interaction asked for. */
  post(post: Post): ShownMessage;
  /** Does with a response what Discord does with it. */
  apply(ask: Exclude<Ask, { kind: 'suggest' }>, exchange: Exchange, locale: string, files?: readonly FileToKeep[]): AskResult;
  dismiss(id: string): void;
  openThread(id: string, name: string): void;
  mark(id: string, mark: ShownMessage['marks'][number], isOn?: boolean): void;
}

export interface TimelineOptions {
  readonly nextId: () => string;
  readonly now: () => number;
  readonly files: FileShelf;
  readonly onChange: (message: ShownMessage) => void;
}

/** The messages of all places in memory, the oldest dropped; `onChange` hears of each as it is kept. */
export function createTimeline({ nextId, now, files, onChange }: TimelineOptions): Timeline {
  const messages = new Map<string, ShownMessage>();
  const idsByToken = new Map<string, string>();

  function save(message: Omit<ShownMessage, 'revision'>): ShownMessage {
    const saved = { ...message, revision: (messages.get(message.id)?.revision ?? 0) + 1 };
    messages.set(saved.id, saved);
    const [oldest] = messages.keys();
    if (messages.size > MOST_MESSAGES && oldest !== undefined) messages.delete(oldest);
    onChange(saved);
    return saved;
  }

  function attach(body: MessageBody, given: readonly FileToKeep[] = []) {
    const kept = given.map((file) => {
      const description = body.attachments?.find(({ filename }) => filename === file.name)?.description;
      return files.keep(description ? { ...file, description } : file);
    });
    return { body: resolveAttachments(body, kept), files: kept };
  }

  function amend(id: string, change: (message: ShownMessage) => Partial<Pick<ShownMessage, 'thread' | 'marks' | 'isGone'>>): void {
    const message = messages.get(id);
    if (message !== undefined) save({ ...message, ...change(message) });
  }

  const blank = (place: PlaceId) => ({
    id: nextId(),
    place,
    channelId: homeChannel(place),
    sentAtMs: now(),
    author: 'nabi' as const,
    askedBy: null,
    onlyFor: null,
    isThinking: false,
    isEdited: false,
    isGone: false,
    files: [],
    exchanges: [],
    problems: [],
    locale: null,
    marks: [],
    thread: null,
  });

  function createAnswer(
    ask: Ask,
    exchange: Exchange,
    body: MessageBody,
    locale: string,
    isThinking: boolean,
    given: readonly FileToKeep[] = [],
  ): ShownMessage {
    const isPrivate = ((body.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    const message = save({
      ...blank(ask.place),
      askedBy: { persona: ask.persona, text: describeAsk(ask) },
      onlyFor: isPrivate ? ask.persona : null,
      isThinking,
      locale,
      origin: 'answer',
      ...attach(body, given),
      exchanges: [exchange],
    });
    idsByToken.set(exchange.interaction.token, message.id);
    return message;
  }

  function describeAsk(ask: Ask): string {
    if (ask.kind === 'command') return describeCommand(ask);
    if (ask.kind === 'message-command') return ask.name;
    const before = 'messageId' in ask && ask.messageId !== null ? messages.get(ask.messageId)?.askedBy?.text : undefined;
    return before ?? 'a button';
  }

  const withExchange = (message: ShownMessage, exchange: Exchange) => [exchange, ...message.exchanges].slice(0, MOST_EXCHANGES);

  return {
    list: () => [...messages.values()],
    find: (id) => messages.get(id),
    say: ({ persona, place, text }) => save({ ...blank(place), author: persona, origin: 'typed', body: { content: text } }),
    post: ({ place, channelId, body, files: given, origin, locale, problems }) =>
      save({ ...blank(place), channelId, origin, locale, problems, ...attach(body, given) }),
    apply(ask, exchange, locale, given = []) {
      const { interaction, response } = exchange;
      const target = 'messageId' in ask && ask.messageId !== null ? messages.get(ask.messageId) : undefined;
      switch (response.type) {
        case InteractionResponseType.ChannelMessageWithSource:
          return { kind: 'message', message: createAnswer(ask, exchange, response.data, locale, false, given) };
        case InteractionResponseType.DeferredChannelMessageWithSource:
          return { kind: 'message', message: createAnswer(ask, exchange, response.data ?? {}, locale, true) };
        case InteractionResponseType.UpdateMessage:
        case InteractionResponseType.DeferredMessageUpdate: {
          if (target === undefined) return { kind: 'nothing', exchange };
          idsByToken.set(interaction.token, target.id);
          const body = response.type === InteractionResponseType.UpdateMessage ? { ...target.body, ...response.data } : target.body;
          const isEdited = response.type === InteractionResponseType.UpdateMessage || target.isEdited;
          return {
            kind: 'message',
            message: save({
              ...target,
              ...(given.length > 0 ? attach(body, given) : keepNamed(body, target.files)),
              isEdited,
              locale,
              exchanges: withExchange(target, exchange),
            }),
          };
        }
        case InteractionResponseType.Modal:
          return { kind: 'modal', modal: response.data, messageId: target?.id ?? null, exchange };
        default:
          return { kind: 'nothing', exchange };
      }
    },
    editOriginal(token, body, given) {
      const message = messages.get(idsByToken.get(token) ?? '');
      if (message === undefined || message.isGone) return false;
      const attached = attach(body, given);
      save({
        ...message,
        isThinking: false,
        isEdited: !message.isThinking,
        body: { ...message.body, ...attached.body },
        files: given === undefined ? message.files : attached.files,
      });
      return true;
    },
    deleteOriginal(token) {
      const message = messages.get(idsByToken.get(token) ?? '');
      if (message === undefined) return false;
      save({ ...message, isGone: true });
      return true;
    },
    openThread: (id, thread) => amend(id, () => ({ thread })),
    mark: (id, mark, isOn = true) =>
      amend(id, ({ marks }) => ({ marks: [...marks.filter((other) => other !== mark), ...(isOn ? [mark] : [])] })),
    dismiss: (id) => amend(id, () => ({ isGone: true })),
  };
}

/** A response that names its attachments keeps those alone: Discord takes the others away. */
function keepNamed(body: MessageBody, files: ShownMessage['files']): Pick<ShownMessage, 'body' | 'files'> {
  const kept =
    body.attachments === undefined ? files : files.filter(({ name }) => body.attachments?.some(({ filename }) => filename === name));
  return { body: resolveAttachments(body, kept), files: kept };
}

/** Ids that rise, in Discord's shape. */
export function createIds(): () => string {
  let last = 1_300_000_000_000_000_000n;
  return () => {
    last += 2n;
    return String(last);
  };
}
