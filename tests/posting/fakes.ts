import type { Content } from '../../src/content/types.ts';
import type { Log } from '../../src/log.ts';
import type { Quote, Title } from '../../src/packs/schema.ts';
import type { DiscordFailure, MessageFile, MessagePoster, PostResult } from '../../src/posting/types.ts';

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
  last_episode: 16,
  language: 'en-US',
  accent: '#5b4b8a',
  ambiguous_with: [],
  logline: { id: 'logline', text: 'A story.', sources: ['article'], as_of: '2024-01-01', spoiler_from: 1 },
  key_facts: [],
  sections: [],
};

/** Content that knows one title and its quotes, and nothing else. */
export function buildContent(quotes: readonly Quote[], title: Title = DRAMA): Content {
  const ofTitle = (titleId: string): readonly Quote[] => (titleId === title.id ? quotes : []);
  return {
    packsHash: 'test',
    titles: () => [title],
    title: (id) => (id === title.id ? title : undefined),
    quotes: ofTitle,
    quote: (titleId, id) => ofTitle(titleId).find((quote) => quote.id === id),
    characters: () => [],
    character: () => undefined,
    people: () => [],
    person: () => undefined,
    rolesOf: () => [],
    ceremonies: () => [],
    awards: () => [],
    recognition: () => [],
    episodes: () => [],
    episode: () => undefined,
    tracks: () => [],
    nextSeason: () => undefined,
    claims: () => [],
    notASeason: () => [],
    themes: () => [],
    themeName: (_titleId, theme) => theme,
    translations: () => new Map(),
    sources: () => [],
    source: () => undefined,
    conflictsAbout: () => [],
    search: () => [],
    suggest: () => [],
    close: () => undefined,
  };
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
