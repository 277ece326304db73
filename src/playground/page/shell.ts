/** What stands on the page until the program has answered: the sentence that says so, and another try for as long as it does not. */
import type { Start } from '../protocol.ts';
import { loadStart } from './api.ts';
import { readKeptLocale } from './state.ts';
import { firstWords } from './words.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/** Ends when there is something to draw. Tries again by itself, later each time, and at once when asked to. */
export async function waitForStart(shell: HTMLElement): Promise<Start> {
  const words = firstWords();
  const note = shell.querySelector('.shell-note');
  const slow = shell.querySelector('.shell-slow');
  const again = shell.querySelector('button');
  if (note !== null) note.textContent = words.loading;
  if (slow !== null) slow.textContent = words.slow;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await loadStart(readKeptLocale());
    } catch {
      slow?.remove();
      if (note !== null) note.textContent = words.unreachable;
      if (again !== null) {
        again.textContent = words.tryAgain;
        again.hidden = false;
      }
      await new Promise<unknown>((resolve) => {
        setTimeout(resolve, pauseMs);
        again?.addEventListener('click', resolve, { once: true });
      });
    }
  }
}
