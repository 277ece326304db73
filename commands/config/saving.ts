/** From what an admin chose to the change that is written and the screen that says so. */

import type { Context, Reply } from '../../src/bot/types.ts';
import type { SettingsPatch } from '../../src/state/types.ts';
import { describeSupply, findDry } from './describe.ts';
import { buildServerChange, findRestoringPatch, planPatch, withPatch } from './history.ts';
import { buildPanel, type PanelView } from './panel.ts';

export interface Saving {
  readonly patch: SettingsPatch;
  readonly view: PanelView;
  /** What is said above the screen, which shows what is then set; that it was saved when absent. */
  readonly notice?: string | undefined;
  /** See `buildPanel`. */
  readonly titleId?: string | undefined;
}

/** What is said instead of saving a change after which the daily post would have nothing to post; undefined where it has. */
export function refuseNoLine(context: Context, patch: SettingsPatch): string | undefined {
  const after = withPatch(context, patch);
  const dry = findDry(after);
  const isAboutDailies = patch.daily !== undefined || patch.moreDailies !== undefined;
  if (dry === undefined || (!isAboutDailies && findDry(context) !== undefined)) return undefined;
  return `${describeSupply(after, dry)}\n${context.say('config.notSaved')}`;
}

/** Writes the patch and turns the panel over to it. */
export function save(context: Context, { patch, view, notice, titleId }: Saving): Reply {
  const refusal = refuseNoLine(context, patch);
  return refusal === undefined ? write(context, { patch, view, notice, titleId }) : show(context, view, refusal, titleId);
}

function write(context: Context, { patch, view, notice = context.say('config.savedNow'), titleId }: Saving): Reply {
  return { changes: [buildServerChange(context, patch)], ...show(withPatch(context, patch), view, notice, titleId) };
}

/** The panel in place of the message that was pressed, with a notice above where there is one. */
export function show(context: Context, view: PanelView, notice = '', titleId?: string): Reply {
  return { message: buildPanel(context, view, notice, titleId) };
}

/** Takes the last change back, if it is still the one that was meant; that can itself be taken back. */
export function undo(context: Context, madeAt: string, byUserId: string): Reply {
  const { say } = context;
  const patch = findRestoringPatch(context, madeAt, byUserId);
  if (patch === undefined) return show(context, 'main', say('config.undoStale'));
  return write(context, { patch, view: 'main', notice: say('config.undone') });
}

/** Forgets everything that was set; one change like any other. */
export function reset(context: Context, defaults: SettingsPatch): Reply {
  const { say } = context;
  const after = withPatch(context, planPatch(context, defaults));
  if (after.settingsChanges.length === context.settingsChanges.length) return show(context, 'main', say('config.resetNothing'));
  return save(context, { patch: defaults, view: 'main', notice: say('config.reset') });
}
