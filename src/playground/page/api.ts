/** The page's side of the conversation with its server. */
import type { AskBody, ClockState, Event, MoveClockBody, Result, SayBody, ShownMessage, Start } from '../protocol.ts';
import type { PlaceId } from '../sample-world.ts';
import { change, showToast, state, takeEvent, takeMessage } from './state.ts';

export async function loadStart(): Promise<Start> {
  const response = await fetch('/api/start');
  const start: Start = await response.json();
  return start;
}

/** Listens to what happens unasked; after a break everything is read again, since something may have been missed. */
export function listen(): void {
  const source = new EventSource('/api/events');
  let wasLost = false;
  source.onmessage = (message) => {
    const event: Event = JSON.parse(String(message.data));
    takeEvent(event);
  };
  source.onerror = () => {
    wasLost = true;
    change({ isConnected: false });
  };
  source.onopen = async () => {
    change({ isConnected: true });
    if (!wasLost) return;
    wasLost = false;
    const start = await loadStart();
    change({ definitions: start.definitions, tries: start.tries, clock: start.clock, packs: start.packs });
    for (const message of start.messages) takeMessage(message);
  };
}

/** Null when it could not be asked; the page has said why. */
export async function ask(body: AskBodyOf<AskBody>): Promise<Result | null> {
  const { persona, place, locale } = state();
  const result = await post<Result>('/api/ask', { ...body, persona, place, locale });
  if (result?.kind === 'message') takeMessage(result.message);
  if (result?.kind === 'modal') change({ modal: { modal: result.modal, messageId: result.messageId } });
  if (result !== null && 'exchange' in result && result.exchange.problems.length > 0) {
    showToast(`Discord would refuse this answer: ${result.exchange.problems.join('; ')}`, 'bad');
  }
  return result;
}

type From = Pick<AskBody, 'persona' | 'place' | 'locale'>;
/** Keeps the union apart: `Omit` alone would fold it into what all members share. */
type AskBodyOf<Body> = Body extends unknown ? Omit<Body, keyof From> : never;

export async function say(text: string): Promise<void> {
  const { persona, place, locale } = state();
  const body: SayBody = { persona, place, locale, text };
  const message = await post<ShownMessage>('/api/say', body);
  if (message !== null) takeMessage(message);
}

export async function dismiss(messageId: string): Promise<void> {
  await post('/api/dismiss', { messageId });
}

export async function postNow(place: PlaceId): Promise<void> {
  const message = await post<ShownMessage>('/api/post-now', { place });
  if (message !== null) takeMessage(message);
}

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
    showToast(problem ?? 'The playground could not answer.', 'bad');
  } catch {
    showToast('The playground does not answer. Is it still running in the terminal?', 'bad');
  }
  return null;
}
