/** Everything the page knows, in one place. Whoever changes it says so, and the page is drawn once for all changes of a moment. */
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { ClockState, Definition, Event, PacksState, ShownMessage, Start, Try, World } from '../protocol.ts';
import type { Persona, PlaceId } from '../sample-world.ts';
import { type Composer, EMPTY_COMPOSER } from './composer-types.ts';

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

export interface PageState {
  readonly world: World;
  definitions: readonly Definition[];
  readonly locales: Start['locales'];
  tries: readonly Try[];
  messages: ReadonlyMap<string, ShownMessage>;
  clock: ClockState;
  packs: PacksState;
  persona: Persona;
  place: PlaceId;
  locale: string;
  theme: Theme;
  composer: Composer;
  /** Id of the message whose inside is shown. */
  inspecting: string | null;
  modal: OpenModal | null;
  isSideOpen: boolean;
  isNarrow: boolean;
  isConnected: boolean;
  /** Controls that were pressed and are not answered yet, as message id and custom_id. */
  pressed: ReadonlySet<string>;
  /** Spoilers somebody chose to see. */
  revealed: ReadonlySet<string>;
  unread: ReadonlySet<PlaceId>;
  toasts: readonly Toast[];
}

const KEPT = ['persona', 'place', 'locale', 'theme'] as const;
const STORAGE_KEY = 'nabi-playground';

let current: PageState | undefined;
let draw: () => void = () => undefined;
let isDrawing = false;

export function begin(start: Start, onChange: () => void): void {
  draw = onChange;
  current = {
    world: start.world,
    definitions: start.definitions,
    locales: start.locales,
    tries: start.tries,
    messages: new Map(start.messages.map((message) => [message.id, message])),
    clock: start.clock,
    packs: start.packs,
    persona: 'fan',
    place: 'library',
    locale: start.locales.spoken.includes('en-US') ? 'en-US' : (start.locales.spoken[0] ?? 'en-US'),
    theme: 'auto',
    composer: EMPTY_COMPOSER,
    inspecting: null,
    modal: null,
    isSideOpen: false,
    isNarrow: false,
    isConnected: true,
    pressed: new Set(),
    revealed: new Set(),
    unread: new Set(),
    toasts: [],
    ...readKept(start),
  };
}

export function state(): PageState {
  if (current === undefined) throw new Error('the page has not begun');
  return current;
}

/** Takes the changes over and draws the page soon. */
export function change(changes: Partial<PageState>): void {
  Object.assign(state(), changes);
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
    ...(known === undefined && message.place !== place ? { unread: new Set(unread).add(message.place) } : {}),
  });
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
      if (isNews && event.message.place !== state().place) announcePost(event.message);
      return;
    }
    case 'clock':
      change({ clock: event.clock });
      return;
    case 'packs':
      change({ packs: event.packs, definitions: event.definitions, tries: event.tries });
      if (event.packs.problems.length === 0)
        showToast(`Packs read anew in ${event.packs.tookMs ?? 0} ms. The next answer uses them.`, 'good');
  }
}

function announcePost(message: ShownMessage): void {
  const place = state().world.places.find((candidate) => candidate.id === message.place);
  showToast(`The daily post arrived in ${place?.name ?? 'another place'}.`, 'good', {
    label: 'Show it',
    run: () => choosePlace(message.place),
  });
}

export function choosePlace(place: PlaceId): void {
  const unread = new Set(state().unread);
  unread.delete(place);
  change({ place, unread, composer: EMPTY_COMPOSER, isSideOpen: false });
}

const TOAST_MS = 6_000;
let toastCount = 0;

export function showToast(text: string, kind: Toast['kind'], action?: Toast['action']): void {
  toastCount += 1;
  const id = toastCount;
  change({ toasts: [...state().toasts.slice(-2), { id, text, kind, ...(action === undefined ? {} : { action }) }] });
  setTimeout(() => hideToast(id), TOAST_MS);
}

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

function readKept(start: Start): Partial<PageState> {
  try {
    const kept: Partial<Record<(typeof KEPT)[number], unknown>> = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    const locales = [...start.locales.spoken, ...start.locales.others];
    return {
      ...(kept.persona === 'fan' || kept.persona === 'admin' ? { persona: kept.persona } : {}),
      ...(kept.place === 'library' || kept.place === 'garden' || kept.place === 'dm' ? { place: kept.place } : {}),
      ...(typeof kept.locale === 'string' && locales.includes(kept.locale) ? { locale: kept.locale } : {}),
      ...(kept.theme === 'light' || kept.theme === 'dark' ? { theme: kept.theme } : {}),
    };
  } catch {
    return {};
  }
}
