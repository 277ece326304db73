import { answerFrom } from '../../src/content/questions.ts';
import type { Content } from '../../src/content/types.ts';
import type { Log } from '../../src/log.ts';
import type { MessageFile } from '../../src/message/reply.ts';
import { type Kind, listsOf, type RecordOf } from '../../src/packs/kinds.ts';
import type { Episode, Quote, Title } from '../../src/packs/schema.ts';
import type { DiscordFailure, MessagePoster, PostResult } from '../../src/posting/types.ts';

export const DRAMA: Title = {
  id: 'drama',
  kind: 'drama',
  order: 1,
  name: 'A Drama',
  spellings: [],
  nicknames: [],
  errors: [],
  belongs_to_others: [],
  year: 2020,
  seasons_so_far: 1,
  scene: 'plain',
  last_episode: 16,
  language: 'en-US',
  original_language: 'ko',
  accent: '#5b4b8a',
  ambiguous_with: [],
  logline: { id: 'logline', text: 'A story.', sources: ['article'], as_of: '2024-01-01', spoiler_from: 1 },
  key_facts: [],
  sections: [],
};

/** Content that knows one title, its quotes and what episodes it is given, and nothing else. */
export function buildContent(quotes: readonly Quote[], title: Title = DRAMA, episodes: readonly Episode[] = []): Content {
  const list = listsOf(
    new Map<Kind, readonly RecordOf<Kind>[]>([
      ['quotes', quotes],
      ['episodes', episodes],
    ]),
  );
  const nothing = listsOf(new Map());
  const listOf: Content['list'] = (kind, titleId) => (titleId === title.id ? list : nothing)(kind);
  return answerFrom({
    packsHash: 'test',
    titles: () => [title],
    title: (id) => (id === title.id ? title : undefined),
    list: listOf,
    get: (kind, titleId, id) => listOf(kind, titleId).find((record) => record.id === id),
    withheld: () => [],
    linesWith: () => undefined,
    themes: () => [],
    themeName: (_titleId, theme) => theme,
    translations: () => new Map(),
    scene: () => undefined,
    search: () => [],
    namesIn: () => [],
    isName: () => false,
    beginsName: () => false,
    suggest: () => [],
    close: () => undefined,
  });
}

export interface Arrival {
  readonly channelId: string;
  readonly nonce: string;
  readonly atMs: number;
  readonly messageId: string;
  readonly body: object;
  readonly files: readonly MessageFile[];
}

/** How the next request goes. `accept` and lose the answer is what a time-out after acceptance looks like. */
export type Weather = 'accept' | 'accept-and-lose-answer' | { readonly failure: Partial<DiscordFailure> };

/** A channel that keeps Discord's promise about nonces: within minutes a repeat gives the first message again. */
export class FakeChannel implements MessagePoster {
  readonly arrivals: Arrival[] = [];
  requests = 0;
  readonly weather: Weather[] = [];
  /** Runs when a request comes in, before it is carried out. */
  onRequest: (() => void) | null = null;
  readonly #now: () => number;
  readonly #nonceMemoryMs: number;

  constructor(now: () => number, nonceMemoryMs = 180_000) {
    this.#now = now;
    this.#nonceMemoryMs = nonceMemoryMs;
  }

  async postMessage(channelId: string, body: object, _deadlineMs = 0, files: readonly MessageFile[] = []): Promise<PostResult> {
    this.requests += 1;
    this.onRequest?.();
    const weather = this.weather.shift() ?? 'accept';
    if (typeof weather === 'object') {
      return { ok: false, failure: { status: 0, code: 0, maybeSent: false, retryAfterMs: null, message: 'refused', ...weather.failure } };
    }
    const message = this.#accept(channelId, body, files);
    if (weather === 'accept') return { ok: true, messageId: message.messageId };
    return { ok: false, failure: { status: 0, code: 0, maybeSent: true, retryAfterMs: null, message: 'timed out' } };
  }

  #accept(channelId: string, body: object, files: readonly MessageFile[]): Arrival {
    const atMs = this.#now();
    const nonce = 'nonce' in body ? String(body.nonce) : '';
    const known = this.arrivals.find((arrival) => arrival.nonce === nonce && atMs - arrival.atMs <= this.#nonceMemoryMs);
    if (known !== undefined && 'enforce_nonce' in body && body.enforce_nonce === true) return known;
    const arrival = { channelId, nonce, atMs, messageId: `message-${this.arrivals.length + 1}`, body, files };
    this.arrivals.push(arrival);
    return arrival;
  }
}

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

export function buildLog(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const write = (level: LogLine['level']) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  return { lines, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
