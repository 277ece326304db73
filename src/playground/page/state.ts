/** Everything the page knows, in one place. Whoever changes it says so, and the page is drawn once for all changes of a moment. */
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { Event, PlaceShown, ShownMessage, Start } from '../protocol.ts';
import type { Persona, PlaceId } from '../sample-world.ts';
import { type Composer, EMPTY_COMPOSER } from './composer-types.ts';
import { countControls, summarize } from './summary.ts';
import { takeWords, word } from './words.ts';

export type Theme = 'auto' | 'light' | 'dark';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'good' | 'bad';
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface OpenModal {
  readonly modal: APIModalInteractionResponseCallbackData;
  readonly messageId: string | null;
}

export interface PageState extends Omit<Start, 'messages'> {
  readonly messages: ReadonlyMap<string, ShownMessage>;
  readonly persona: Persona;
  readonly place: PlaceId;
  readonly theme: Theme;
  readonly composer: Composer;
  /** Id of the message whose inside is shown. */
  readonly inspecting: string | null;
  readonly modal: OpenModal | null;
  /** Id of the message whose thread is shown. */
  readonly openThread: string | null;
  /** Id of the message whose tools are shown. */
  readonly openTools: string | null;
  readonly isSetUpOpen: boolean;
  /** What a screen reader is told of the newest answer. */
  readonly announcement: string;
  readonly isSideOpen: boolean;
  readonly isNarrow: boolean;
  readonly isConnected: boolean;
  /** Controls that were pressed and are not answered yet, as message id and custom_id. */
  readonly pressed: ReadonlySet<string>;
  /** Spoilers somebody chose to see. */
  readonly revealed: ReadonlySet<string>;
  readonly unread: ReadonlySet<PlaceId>;
  readonly toasts: readonly Toast[];
}

const KEPT = ['persona', 'place', 'locale', 'theme'] as const;
const STORAGE_KEY = 'nabi-playground';

let current: PageState | undefined;
let draw: () => void = () => undefined;
let isDrawing = false;

/**
 * Takes what the server said at the start.
 *
 * @param onChange Draws the page; called soon behind each change.
 */
export function begin({ messages, ...start }: Start, onChange: () => void): void {
  draw = onChange;
  takeWords(start.spoken, start.words);
  current = {
    ...start,
    messages: new Map(messages.map((message) => [message.id, message])),
    persona: 'fan',
    place: 'library',
    theme: 'auto',
    composer: EMPTY_COMPOSER,
    inspecting: null,
    modal: null,
    openThread: null,
    openTools: null,
    isSetUpOpen: false,
    announcement: '',
    isSideOpen: false,
    isNarrow: false,
    isConnected: true,
    pressed: new Set(),
    revealed: new Set(),
    unread: new Set(),
    toasts: [],
    ...readKept(),
  };
}

/**
 * All the page knows now.
 *
 * @throws before `begin`.
 */
export function state(): PageState {
  if (current === undefined) throw new Error('the page has not begun');
  return current;
}

/** Takes the changes over and draws the page soon. */
export function change(changes: Partial<PageState>): void {
  Object.assign(state(), changes);
  if ('words' in changes) takeWords(state().spoken, state().words);
  if (KEPT.some((key) => key in changes)) keep();
  if (isDrawing) return;
  isDrawing = true;
  queueMicrotask(() => {
    isDrawing = false;
    draw();
  });
}

/** Takes a message over unless a newer form of it is already here. */
export function takeMessage(message: ShownMessage): void {
  const { messages, place, unread } = state();
  const known = messages.get(message.id);
  if (known !== undefined && known.revision >= message.revision) return;
  change({
    messages: new Map(messages).set(message.id, message),
    ...(message.place === place && message.author === 'nabi' && !message.isGone && !message.isThinking
      ? { announcement: announce(message) }
      : {}),
    ...(known === undefined && message.place !== place ? { unread: new Set(unread).add(message.place) } : {}),
  });
}

/** One line of an answer that may be read for minutes: what it is about, and what can be done with it. */
function announce(message: ShownMessage): string {
  const { buttons, lists } = countControls(message);
  return [
    word('heard', { name: 'Nabi', text: summarize(message) }),
    ...(buttons + lists > 0 ? [word('heardControls', { buttons, lists })] : []),
    ...(message.onlyFor === null ? [] : [word('onlyYou')]),
  ].join(' ');
}

/** The messages this person sees in this place, oldest first. */
export function visibleMessages(): readonly ShownMessage[] {
  const { messages, place, persona } = state();
  return [...messages.values()].filter(
    (message) => message.place === place && !message.isGone && (message.onlyFor === null || message.onlyFor === persona),
  );
}

/** What the server says unasked. */
export function takeEvent(event: Event): void {
  switch (event.kind) {
    case 'message': {
      const isNews = ['daily', 'posted'].includes(event.message.origin) && !state().messages.has(event.message.id);
      takeMessage(event.message);
      if (isNews && event.message.place !== state().place) announcePost(event.message.place);
      return;
    }
    case 'clock':
      change({ clock: event.clock });
      return;
    case 'packs':
      change({ packs: event.packs });
      if (event.packs.problems.length === 0) showToast(word('packsRead', { ms: event.packs.tookMs ?? 0 }), 'good');
  }
}

function announcePost(place: PlaceId): void {
  showToast(sayArrived(place), 'good', { label: word('showIt'), run: () => choosePlace(place) });
}

function sayArrived(place: PlaceId): string {
  return word('arrived', { place: nameOfPlace(place) });
}

/** A server’s or channel’s name; a place that is gone is a direct message. */
export function nameOfPlace(place: PlaceId): string {
  return state().world.places.find((candidate) => candidate.id === place)?.name ?? word('directMessage');
}

/** The place that is shown, with its channels and roles. */
export function placeHere(): PlaceShown | undefined {
  const { world, place } = state();
  return world.places.find((candidate) => candidate.id === place);
}

/** Whether nobody has asked anything here yet. */
export function isUntouched(): boolean {
  return visibleMessages().every((message) => message.origin === 'opening');
}

/** Goes to another place: it has nothing unread any more, and what was being written is left. */
export function choosePlace(place: PlaceId): void {
  const unread = new Set(state().unread);
  unread.delete(place);
  const toasts = state().toasts.filter(({ text }) => text !== sayArrived(place));
  change({ place, unread, toasts, composer: EMPTY_COMPOSER, isSideOpen: false });
}

const TOAST_MS = 6_000;
let toastCount = 0;

/**
 * Says something at the edge for six seconds, three at most at once.
 *
 * @param action A button with it.
 */
export function showToast(text: string, kind: Toast['kind'], action?: Toast['action']): void {
  toastCount += 1;
  const id = toastCount;
  const others = state().toasts.filter((toast) => toast.text !== text);
  change({ toasts: [...others.slice(-2), { id, text, kind, ...(action === undefined ? {} : { action }) }] });
  setTimeout(() => hideToast(id), TOAST_MS);
}

/** Takes one away; of one that is gone already there is nothing to take. */
export function hideToast(id: number): void {
  change({ toasts: state().toasts.filter((toast) => toast.id !== id) });
}

/** The playground's time now, in milliseconds. */
export function nowMs(): number {
  return Date.now() + state().clock.aheadMs;
}

function keep(): void {
  const { persona, place, locale, theme } = state();
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify({ persona, place, locale, theme }));
  } catch {
    // A browser that keeps nothing only forgets the choice.
  }
}

type KeptState = Partial<Record<(typeof KEPT)[number], unknown>>;

/** The language chosen the last time, else the browser's. */
export function readKeptLocale(): string {
  const { locale } = readStored();
  return typeof locale === 'string' ? locale : navigator.language;
}

function readStored(): KeptState {
  try {
    const kept: KeptState = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    return kept;
  } catch {
    return {};
  }
}

function readKept(): Partial<PageState> {
  const kept = readStored();
  return {
    ...(kept.persona === 'fan' || kept.persona === 'admin' ? { persona: kept.persona } : {}),
    ...(kept.place === 'library' || kept.place === 'garden' || kept.place === 'dm' ? { place: kept.place } : {}),
    ...(kept.theme === 'light' || kept.theme === 'dark' ? { theme: kept.theme } : {}),
  };
}
