/** The page's side of the conversation with its server. */
import type { AskBody, AskResult, ClockState, Event, MoveClockBody, PostNowBody, SayBody, ShownMessage, Start } from '../protocol.ts';
import { change, showToast, state, takeEvent, takeMessage } from './state.ts';
import { word } from './words.ts';

const START_TIMEOUT_MS = 20_000;
const LISTEN_AGAIN_MS = 3_000;

/** Rejects when it cannot be read within twenty seconds. */
export async function loadStart(locale: string): Promise<Start> {
  const response = await fetch(`/api/start?locale=${encodeURIComponent(locale)}`, { signal: AbortSignal.timeout(START_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the start was answered with ${response.status}`);
  const start: Start = await response.json();
  return start;
}

/** Reads everything again: after a break, in another language, or when the packs have changed. */
async function readAgain(): Promise<void> {
  try {
    const { locale, locales: _locales, messages, world: _world, ...read } = await loadStart(state().locale);
    // Somebody may have chosen another meanwhile.
    if (locale === state().locale) change(read);
    for (const message of messages) takeMessage(message);
  } catch {
    change({ isConnected: false });
  }
}

/** The page in another language: its own words, the commands and their choices are read anew. */
export async function changeLocale(locale: string): Promise<void> {
  change({ locale });
  await readAgain();
}

/** Listens to what happens unasked; after a break everything is read again, since something may have been missed. */
export function listenForEvents(isAgain = false): void {
  let wasLost = isAgain;
  const source = new EventSource('/api/events');
  source.onmessage = (message) => {
    const event: Event = JSON.parse(String(message.data));
    takeEvent(event);
    if (event.kind === 'packs') void readAgain();
  };
  source.onerror = () => {
    wasLost = true;
    change({ isConnected: false });
    // A browser does not come back by itself where it was answered with a refusal.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listenForEvents(true), LISTEN_AGAIN_MS);
  };
  source.onopen = () => {
    change({ isConnected: true });
    if (wasLost) void readAgain();
    wasLost = false;
  };
}

/** Null when it could not be asked; the page has said why. */
export async function ask(body: AskBodyOf<AskBody>): Promise<AskResult | null> {
  const { persona, place, locale } = state();
  const result = await post<AskResult>('/api/ask', { ...body, persona, place, locale });
  if (result?.kind === 'message') takeMessage(result.message);
  if (result?.kind === 'modal') change({ modal: { modal: result.modal, messageId: result.messageId } });
  if (result !== null && 'exchange' in result && result.exchange.problems.length > 0) {
    showToast(word('wouldRefuseAnswer', { why: result.exchange.problems.join('; ') }), 'bad');
  }
  return result;
}

type AskOrigin = Pick<AskBody, 'persona' | 'place' | 'locale'>;
/** Keeps the union apart: `Omit` alone would fold it into what all members share. */
type AskBodyOf<Body> = Body extends unknown ? Omit<Body, keyof AskOrigin> : never;

/** Writes as the chosen person in the place that is shown. What fails is said in a toast and rejects nothing. */
export async function say(text: string): Promise<void> {
  const { persona, place, locale } = state();
  const body: SayBody = { persona, place, locale, text };
  const message = await post<ShownMessage>('/api/say', body);
  if (message !== null) takeMessage(message);
}

/** Takes a private answer away, as Discord’s "Dismiss message" does. */
export async function dismiss(messageId: string): Promise<void> {
  await post('/api/dismiss', { messageId });
}

/** Lets what waits for its hour be posted now in the place that is shown; there is nothing to show where nothing was due. */
export async function askToPostNow(what: PostNowBody['what']): Promise<void> {
  const { place, locale } = state();
  const body: PostNowBody = { what, place, locale };
  const message = await post<ShownMessage>('/api/post-now', body);
  if (message !== null) takeMessage(message);
}

/** Moves the playground’s time on, or back to the real one; what falls due meanwhile is posted. */
export async function moveClock(move: MoveClockBody): Promise<void> {
  const clock = await post<ClockState>('/api/clock', move);
  if (clock !== null) change({ clock });
}

async function post<Answer>(path: string, body: object): Promise<Answer | null> {
  try {
    const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (response.ok) {
      const answer: Answer = await response.json();
      return answer;
    }
    const { problem }: { problem?: string } = await response.json();
    showToast(problem ?? word('wrong'), 'bad');
  } catch {
    showToast(word('unreachable'), 'bad');
  }
  return null;
}
