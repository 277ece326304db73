/** Where the reader is: the place in the log and the control under the finger stay theirs when the page is drawn again. */

import type { ShownMessage } from '../protocol.ts';

let lastShown: string | undefined;

/** Call before drawing; call what it returns after. A new message comes into view from its beginning, with the thread below it. */
export function keepPlace(newest: Pick<ShownMessage, 'id' | 'thread'> | undefined): () => void {
  const shown = newest && `${newest.id} ${newest.thread ?? ''}`;
  const isNew = shown !== undefined && shown !== lastShown;
  lastShown = shown;
  return () => {
    if (!isNew) return;
    const log = document.querySelector('.log');
    const message = document.getElementById(`m-${newest?.id}`);
    if (log === null || message === null) return;
    const isTall = message.offsetHeight > log.clientHeight;
    log.scrollTop = isTall ? message.offsetTop - 12 : log.scrollHeight;
  };
}

/** Call before drawing; call what it returns after. A pressed control that went away leaves the keyboard on its message. */
export function keepFocus(): () => void {
  const before = document.activeElement;
  const message = before?.closest<HTMLElement>('.message');
  if (message == null || before === null) return () => undefined;
  const controls = listControls(message);
  const index = before instanceof HTMLElement ? controls.indexOf(before) : -1;
  return () => {
    const after = document.activeElement;
    const isLost = after === null || after === document.body || (after === before && after.matches(':disabled'));
    if (!isLost || !message.isConnected) return;
    const left = listControls(message).filter((control) => !control.matches(':disabled'));
    (left[Math.min(Math.max(index, 0), left.length - 1)] ?? message).focus();
  };
}

/** What can be pressed in a message, its tools left out. */
export function listControls(message: HTMLElement): HTMLElement[] {
  return [...message.querySelectorAll<HTMLElement>('.said button, .said a, .said select, .said summary, .said input')];
}
