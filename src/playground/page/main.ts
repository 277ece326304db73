/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** The playground's page: reads the beginning, draws everything from the state, and draws again when it changes. */
import { html, nothing, render, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { listenForEvents } from './api.ts';
import { drawDock, keepActiveInView, placeFocus } from './composer-view.ts';
import { icon } from './icons.ts';
import { drawInspector } from './inspector.ts';
import { drawIntro, drawSetUp } from './intro.ts';
import { showLine } from './markdown.ts';
import { drawMessage } from './message.ts';
import { drawModal } from './modal.ts';
import { keepFocus, keepPlace } from './reading.ts';
import { waitForStart } from './shell.ts';
import { drawSide } from './sidebar.ts';
import { begin, change, hideToast, isUntouched, nameOfPlace, nowMs, state, type Theme, visibleMessages } from './state.ts';
import { drawThread } from './thread.ts';
import { askForLetters, languageIn, markForeign, word } from './words.ts';

/** Below this the switches go into a drawer. */
const NARROW = '(max-width: 900px)';
const CLOCK_STEP_MS = 15_000;

function drawPage(): TemplateResult {
  const { place, world, isNarrow, persona, announcement } = state();
  const here = world.places.find((candidate) => candidate.id === place);
  const channel = here?.channels.find((candidate) => candidate.id === here.channelId);
  const channelName = channel?.name ?? 'Nabi';
  const placeName = nameOfPlace(place);
  const around = listAround();
  return html`
    <a class="skip" href="#writing">${word('skip')}</a>
    ${drawSide()}
    <main>
      <header class="top">
        ${isNarrow ? html`<button type="button" class="plain" aria-label=${word('side')} @click=${() => change({ isSideOpen: true })}>${icon('menu')}</button>` : nothing}
        <div class="top-text">
          <h1>${icon(place === 'dm' ? 'mail' : 'hash')}<span lang=${languageIn(channelName) ?? nothing}>${channelName}</span></h1>
          <p><span lang=${languageIn(placeName) ?? nothing}>${placeName}</span> · ${word('asPerson', { name: world.personas[persona].name })}</p>
        </div>
        ${drawThemeButton()}
      </header>
      ${drawProblems()}
      <div class="log" role="log" aria-live="off" aria-label=${word('messages')} tabindex="0">
        ${drawIntro()}
        <ol class="messages">${repeat(
          visibleMessages(),
          (message) => message.id,
          (message) => guard([message, ...around], () => drawMessage(message)),
        )}</ol>
      </div>
      ${drawDock()}
    </main>
    ${drawInspector()} ${drawThread()} ${drawSetUp()} ${drawModal()} ${drawToasts()}
    <p class="sr" role="status">${markForeign(announcement)}</p>
  `;
}

/**
 * What a message may show besides itself: all but what changes with every stroke of a key. Of other messages only whether they are
 * there, for links to them; times are told to a step of the clock.
 */
function listAround(): readonly unknown[] {
  const { composer: _, messages, announcement: _heard, toasts: _toasts, unread: _unread, ...around } = state();
  return [...Object.values(around), messages.size, Math.floor(nowMs() / CLOCK_STEP_MS)];
}

/** What is wrong with the packs, where, and how to mend it. Answers go on from before. */
function drawProblems(): TemplateResult | typeof nothing {
  const { problems } = state().packs;
  if (problems.length === 0) return nothing;
  const shown = problems.slice(0, 5);
  return html`<section class="broken" role="alert">
    ${icon('warn')}
    <div>
      <strong>${word('broken', { count: problems.length })}</strong>
      <ul lang="en">
        ${shown.map((found) => html`<li><code>${found.file}:${found.line}</code> ${found.problem} <em>${found.remedy}</em></li>`)}
      </ul>
      ${problems.length > shown.length ? html`<p>${showLine(word('brokenMore', { count: problems.length - shown.length }), 'broken')}</p>` : nothing}
    </div>
  </section>`;
}

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { auto: 'dark', dark: 'light', light: 'auto' };
const THEME_WORDS = { auto: 'colorsAuto', dark: 'colorsDark', light: 'colorsLight' } as const;
const THEME_ICONS: Readonly<Record<Theme, string>> = { auto: 'auto', dark: 'moon', light: 'sun' };

function drawThemeButton(): TemplateResult {
  const { theme } = state();
  const name = word(THEME_WORDS[theme]);
  return html`<button type="button" class="plain theme" title=${name} aria-label=${name} @click=${() => change({ theme: NEXT_THEME[theme] })}>${icon(THEME_ICONS[theme])}</button>`;
}

function drawToasts(): TemplateResult {
  return html`<div class="toasts" role="status">
    ${state().toasts.map(
      (toast) => html`<div class="toast ${toast.kind}"><span>${toast.text}</span>
        ${toast.action === undefined ? nothing : html`<button type="button" class="linklike" @click=${toast.action.run}>${toast.action.label}</button>`}
        <button type="button" class="plain" aria-label=${word('close')} @click=${() => hideToast(toast.id)}>${icon('close')}</button></div>`,
    )}
  </div>`;
}

/** Only where they change: a browser styles the whole page anew for either, be it the same as before. */
function markRoot(root: HTMLElement): void {
  const { theme, spoken } = state();
  if (root.dataset.theme !== theme) root.dataset.theme = theme;
  if (root.lang !== spoken) root.lang = spoken;
}

async function run(): Promise<void> {
  const root = document.getElementById('app');
  if (root === null) return;
  const start = await waitForStart(root);

  const draw = (): void => {
    markRoot(document.documentElement);
    const restoreFocus = keepFocus();
    const settle = keepPlace(isUntouched() ? undefined : visibleMessages().at(-1));
    render(drawPage(), root);
    settle();
    restoreFocus();
    placeFocus();
    keepActiveInView();
    askForLetters();
  };
  root.replaceChildren();
  root.classList.remove('shell');
  begin(start, draw);
  const narrow = matchMedia(NARROW);
  narrow.addEventListener('change', () => change({ isNarrow: narrow.matches, isSideOpen: false }));
  change({ isNarrow: narrow.matches });
  setInterval(() => change({}), CLOCK_STEP_MS);
  listenForEvents();
}

void run();
