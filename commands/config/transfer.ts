/**
 * `/config export` and `/config import`. Between the preview of an import and Apply nothing is remembered but the preview itself: what
 * would be written stands in it, and is read from there and checked again.
 */

import type { CommandResult, Context, EffectResult, Opening, Reply } from '../../src/bot/types.ts';
import { showCommand } from '../../src/language/show.ts';
import { MAX_CONTENT, MAX_TEXT_PER_MESSAGE } from '../../src/message/limits.ts';
import { buildModal, type Fields } from '../../src/message/modal.ts';
import { addFile, buildButton, buildMessage, buildNotice } from '../../src/message/reply.ts';
import type { SettingsPatch } from '../../src/state/types.ts';
import { shorten } from '../../src/text/text.ts';
import { describeSetting, SETTING_NAMES } from './describe.ts';
import { readSettingsFile, writeSettings } from './file.ts';
import { listChanged, planPatch, withPatch } from './history.ts';
import { buildPanelId } from './panel-id.ts';
import { save, show } from './saving.ts';

const EXPORT_FILE = 'nabi-settings.json';
/** A whole export is below 4 kB. */
const LARGEST_FILE_BYTES = 64 * 1024;
const FENCE_START = '```json\n';
const FENCE_END = '\n```';
/** Left for heading, note and fences. */
const FRAME_LENGTH = 500;
const SHORTEST_PREVIEW = 200;

/** All settings as a JSON file that `/config import` takes, in this server or another. */
export function answerExport({ content, settings, commandIds, say }: Context): Reply {
  const { guildId: _, ...all } = settings;
  const message = buildMessage({
    blocks: [say('config.exported', { file: EXPORT_FILE, command: showCommand(say, commandIds, 'config import') })],
  });
  return {
    message: addFile(message, EXPORT_FILE, say('config.exportDescription')),
    files: [{ name: EXPORT_FILE, bytes: new TextEncoder().encode(`${writeSettings(content, all)}\n`) }],
    place: 'new',
  };
}

/** With a file it is fetched first; without one there is a form to paste into. */
export function answerImport(context: Context): CommandResult {
  const { options, commandIds, say } = context;
  const file = options.file('file');
  if (file === undefined) return openImport(context);
  if (file.sizeBytes > LARGEST_FILE_BYTES)
    return buildNotice(say('config.file.tooLarge', { command: showCommand(say, commandIds, 'config export') }));
  const settle = (after: Context, result: EffectResult): Reply =>
    'text' in result ? previewImport(after, result.text) : buildNotice(sayNotFetched(after));
  return { effect: { kind: 'fetch-file', file }, settle };
}

/** The form to paste a file of settings into. */
export function openImport({ say }: Context): Opening {
  return buildModal(buildPanelId('import'), say('config.form.import'), [
    { kind: 'text', id: 'json', label: say('config.field.import'), hint: say('config.hint.import'), isLong: true },
  ]);
}

/** What the pasted settings would change, to be confirmed; nothing is saved yet. */
export function submitImport(context: Context, fields: Fields): Reply {
  return { ...previewImport(context, fields.raw('json')), place: 'new' };
}

/** What would change, line by line, with the change itself below it. */
function previewImport(context: Context, text: string): Reply {
  const { content, settings, say, style } = context;
  const read = readSettingsFile(text, readerOf(context));
  if (!read.ok) return buildNotice([say('config.file.refused'), ...read.problems.map((problem) => `- ${problem}`)].join('\n'));
  const changed = listChanged(settings, read.patch);
  if (changed.length === 0) return buildNotice(say('config.file.nothing'));
  const patch: SettingsPatch = Object.fromEntries(changed.map((name) => [name, read.patch[name]]));
  const code = `${FENCE_START}${writeSettings(content, patch, 0).replaceAll('`', '\\u0060')}${FENCE_END}`;
  const room = (style === 'plain' ? MAX_CONTENT : MAX_TEXT_PER_MESSAGE) - FRAME_LENGTH - code.length;
  if (room < SHORTEST_PREVIEW) return buildNotice(say('config.file.tooMuch'));
  const after = withPatch(context, planPatch(context, patch));
  const lines = SETTING_NAMES.filter((name) => changed.includes(name)).map((name) => {
    const tell = ({ settings: told }: Context) =>
      describeSetting(context, told, name)
        .split('\n')
        .map((line) => line.replace(/^- /, ''))
        .join(' · ');
    return [say('config.file.before', { text: tell(context) }), say('config.file.after', { text: tell(after) })]
      .map((line) => `- ${line}`)
      .join('\n');
  });
  return {
    visibility: 'private',
    message: buildMessage({
      blocks: [`## ${say('config.file.preview')}`, shorten(lines.join('\n'), room), say('config.file.note'), code],
      rows: [
        [
          buildButton({ label: say('config.button.apply'), id: buildPanelId('apply'), style: 'primary' }),
          buildButton({ label: say('config.button.cancel'), id: buildPanelId('cancel') }),
        ],
      ],
    }),
  };
}

/** Writes what the preview shows; it is checked like anything that comes in. */
export function applyImport(context: Context): Reply {
  const { shownText, say } = context;
  const start = shownText.indexOf(FENCE_START);
  const end = shownText.lastIndexOf(FENCE_END);
  const read =
    start === -1 || end < start ? undefined : readSettingsFile(shownText.slice(start + FENCE_START.length, end), readerOf(context));
  if (read === undefined || !read.ok) return show(context, 'main', say('config.gone'));
  return save(context, { patch: planPatch(context, read.patch), view: 'main', notice: say('config.file.applied') });
}

/** Back to the panel; nothing was saved. */
export function cancelImport(context: Context): Reply {
  return show(context, 'main', context.say('config.file.cancelled'));
}

function sayNotFetched({ commandIds, say }: Context): string {
  return say('config.file.notFetched', { command: showCommand(say, commandIds, 'config import') });
}

function readerOf({ content, languages, settings, nowMs, commandIds, say }: Context) {
  const exportCommand = showCommand(say, commandIds, 'config export');
  return { content, languageCodes: languages.codes, settings, nowMs, say, exportCommand };
}
