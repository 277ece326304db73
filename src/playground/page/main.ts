/** The playground's page: reads the beginning, draws everything from the state, and draws again when it changes. */
import { html, nothing, render, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { listen, loadStart } from './api.ts';
import { drawDock, keepActiveInView, placeFocus, runTry } from './composer-view.ts';
import { icon } from './icons.ts';
import { drawInspector } from './inspector.ts';
import { drawMessage } from './message.ts';
import { drawModal } from './modal.ts';
import { keepFocus, keepPlace } from './reading.ts';
import { drawSide } from './sidebar.ts';
import { begin, change, hideToast, state, type Theme, visibleMessages } from './state.ts';

/** Below this the switches go into a drawer. */
const NARROW = '(max-width: 900px)';
const CLOCK_STEP_MS = 15_000;
/** Fonts come from this machine; a page that waited longer would be waiting for something else. */
const FONTS_WAIT_MS = 600;

function drawPage(): TemplateResult {
  const { place, world, isNarrow } = state();
  const here = world.places.find((candidate) => candidate.id === place);
  const channel = here?.channels.find((candidate) => candidate.id === here.channelId);
  const messages = visibleMessages();
  return html`
    <a class="skip" href="#writing">Skip to the composer</a>
    ${drawSide()}
    <main>
      <header class="top">
        ${isNarrow ? html`<button type="button" class="plain" aria-label="Who, where and when" @click=${() => change({ isSideOpen: true })}>${icon('menu')}</button>` : nothing}
        <div class="top-text">
          <h1>${icon(place === 'dm' ? 'mail' : 'hash')}<span>${channel?.name ?? 'Nabi'}</span></h1>
          <p>${here?.name ?? ''} · as ${world.personas[state().persona].name}</p>
        </div>
        ${drawThemeButton()}
      </header>
      ${drawProblems()}
      <div class="log" role="log" aria-label="Messages" tabindex="0">
        ${messages.length === 0 ? drawWelcome() : html`<ol class="messages">${repeat(messages, (message) => message.id, drawMessage)}</ol>`}
      </div>
      ${drawDock()}
    </main>
    ${drawInspector()} ${drawModal()} ${drawToasts()}
  `;
}

function drawWelcome(): TemplateResult {
  const { packs, place, tries, world } = state();
  const names = packs.titles.map((title) => title.name);
  return html`<section class="welcome">
    <img class="welcome-mark" src="/nabi.svg" alt="" width="112" height="112">
    <h2>${place === 'dm' ? `Hello, ${world.personas[state().persona].name}` : 'What would you like to know?'}</h2>
    <p>Nabi answers questions about ${new Intl.ListFormat('en').format(names.map((name) => `“${name}”`))}, with its sources, and never tells more of the story than you ask for.</p>
    <ul class="tries">
      ${tries.map(
        (wanted) =>
          html`<li><button type="button" class="try-card" @click=${() => runTry(wanted)}>${icon(wanted.icon)}<span><b>${wanted.label}</b><small>${wanted.hint}</small></span></button></li>`,
      )}
    </ul>
    <p class="welcome-hint">Or type <kbd>/</kbd> below. Arrow keys choose, <kbd>Tab</kbd> takes, <kbd>Enter</kbd> sends.</p>
  </section>`;
}

/** What is wrong with the packs, where, and how to mend it. Answers go on from before. */
function drawProblems(): TemplateResult | typeof nothing {
  const { problems } = state().packs;
  if (problems.length === 0) return nothing;
  const shown = problems.slice(0, 5);
  return html`<section class="broken" role="alert">
    ${icon('warn')}
    <div>
      <strong>The packs have ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}. Answers still come from the last good state.</strong>
      <ul>
        ${shown.map((found) => html`<li><code>${found.file}:${found.line}</code> ${found.problem} <em>${found.remedy}</em></li>`)}
      </ul>
      ${problems.length > shown.length ? html`<p>… and ${problems.length - shown.length} more: <code>npx nabi check</code></p>` : nothing}
    </div>
  </section>`;
}

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { auto: 'dark', dark: 'light', light: 'auto' };
const THEME_NAMES: Readonly<Record<Theme, string>> = { auto: 'as the system', dark: 'dark', light: 'light' };

function drawThemeButton(): TemplateResult {
  const { theme } = state();
  return html`<button type="button" class="plain theme" title="Colours: ${THEME_NAMES[theme]}" aria-label="Colours: ${THEME_NAMES[theme]}. Change" @click=${() => change({ theme: NEXT_THEME[theme] })}>
    ${icon(theme === 'light' ? 'sun' : theme === 'dark' ? 'moon' : 'sun')}
  </button>`;
}

function drawToasts(): TemplateResult {
  return html`<div class="toasts" role="status">
    ${state().toasts.map(
      (toast) => html`<div class="toast ${toast.kind}"><span>${toast.text}</span>
        ${toast.action === undefined ? nothing : html`<button type="button" class="linklike" @click=${toast.action.run}>${toast.action.label}</button>`}
        <button type="button" class="plain" aria-label="Close" @click=${() => hideToast(toast.id)}>${icon('close')}</button></div>`,
    )}
  </div>`;
}

async function run(): Promise<void> {
  const root = document.getElementById('app');
  if (root === null) return;
  const fonts = Promise.all(['400 1em Nabi', '700 1em Nabi'].map((font) => document.fonts.load(font, 'Aa나')));
  const start = await loadStart();
  // Drawn once the letters are there: nothing moves afterwards.
  await Promise.race([fonts, new Promise((resolve) => setTimeout(resolve, FONTS_WAIT_MS))]);

  const draw = (): void => {
    document.documentElement.dataset.theme = state().theme;
    const restoreFocus = keepFocus();
    const settle = keepPlace(visibleMessages().at(-1)?.id);
    render(drawPage(), root);
    settle();
    restoreFocus();
    placeFocus();
    keepActiveInView();
  };
  begin(start, draw);
  const narrow = matchMedia(NARROW);
  narrow.addEventListener('change', () => change({ isNarrow: narrow.matches, isSideOpen: false }));
  change({ isNarrow: narrow.matches });
  setInterval(() => change({}), CLOCK_STEP_MS);
  listen();
}

void run();
