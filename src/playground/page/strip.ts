/** The strip of things worth trying. */
import { html, type TemplateResult } from 'lit-html';
import type { Try } from '../protocol.ts';
import { chooseTry } from './composer.ts';
import { icon } from './icons.ts';
import { change, isUntouched, state, visibleMessages } from './state.ts';
import { word } from './words.ts';

/** What to do with one worth trying; a thing for admins makes one an admin first. */
export function runTry(wanted: Try): void {
  const { place, persona } = state();
  if (wanted.persona !== undefined && wanted.persona !== persona) change({ persona: wanted.persona });
  if (wanted.persona === 'admin' && place === 'dm') change({ place: 'library' });
  if (wanted.isDraft === true && state().place !== 'library') change({ place: 'library' });
  chooseTry(wanted);
}

/** On the first view, and on a phone, where more would hide each other. */
const FEW_TRIES = 3;

/** What is worth trying next: where there is little room the first few after what was asked last. */
function listNextTries(): readonly Try[] {
  const { isNarrow, persona } = state();
  // What is meant for an admin comes first for one.
  const isTheirs = (wanted: Try) => wanted.persona === persona;
  const tries = [...state().tries.filter(isTheirs), ...state().tries.filter((wanted) => !isTheirs(wanted))];
  if (!isNarrow && !isUntouched()) return tries;
  const asked = visibleMessages().map((message) => message.askedBy?.text ?? '');
  const isAsked = (wanted: Try) => asked.some((text) => `${text} `.startsWith(`/${[wanted.name, ...wanted.path].join(' ')} `));
  const last = tries.findLastIndex(isAsked);
  return [...tries.slice(last + 1), ...tries.slice(0, last + 1)].filter((wanted) => !isAsked(wanted)).slice(0, FEW_TRIES);
}

/** The chip the keyboard stops at; the arrows go to the others. */
let stop = 0;

/** Above the field to write in, while no command is begun. */
export function drawStrip(): TemplateResult {
  const shown = listNextTries();
  stop = Math.min(stop, shown.length - 1);
  return html`<ul class="strip" aria-label=${word('moreTries')} @keydown=${moveAlongStrip}>
    ${shown.map(
      (wanted, index) =>
        html`<li><button type="button" class="try" tabindex=${index === stop ? 0 : -1} @focus=${() => {
          stop = index;
        }} @click=${() => runTry(wanted)}>${icon(wanted.icon)}<span>${word(wanted.id)}</span></button></li>`,
    )}
  </ul>`;
}

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1),
  ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_at, last) => last,
};

function moveAlongStrip(event: KeyboardEvent): void {
  const { currentTarget } = event;
  if (!(currentTarget instanceof HTMLElement)) return;
  const chips = [...currentTarget.querySelectorAll<HTMLElement>('.try')];
  const next = STEPS[event.key]?.(stop, chips.length - 1);
  if (next === undefined) return;
  event.preventDefault();
  chips[next]?.focus();
  change({});
}
