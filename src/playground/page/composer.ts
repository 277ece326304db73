/** Writing a command: the list after "/", options as chips (chips.ts), choices while typing. What is seen is in composer-view.ts. */
import type { Try, Upload } from '../protocol.ts';
import { ask, say } from './api.ts';
import { emptyChip, findProblem, isAsking, listOwnChoices, readOptions, resolveTyped, splitTyped } from './chips.ts';
import { isOffered, listEntries } from './commands.ts';
import { type Chip, type CommandEntry, type Composer, type ComposerChoice, EMPTY_COMPOSER } from './composer-types.ts';
import { isNamed, localize, nameEntry, spellEntry } from './names.ts';
import { change, state } from './state.ts';
import { word } from './words.ts';

/** Between a key and the question for choices, so that a quick typist asks once. */
const SUGGEST_AFTER_MS = 90;

const NO_CHOICES = { choices: [], active: -1, isOpen: false } as const;

let suggestTimer: ReturnType<typeof setTimeout> | undefined;
let suggestCount = 0;

function set(changes: Partial<Composer>): void {
  change({ composer: { ...state().composer, ...changes } });
}

/** Free text: "/" opens the list, a whole command followed by a space begins its chips. */
export function typeText(text: string): void {
  if (!text.startsWith('/')) {
    set({ text, ...NO_CHOICES, problem: null });
    return;
  }
  const started = listEntries()
    .filter(isOffered)
    .flatMap((entry) => spellEntry(entry).map((spelling) => ({ entry, spelling })))
    .filter(({ spelling }) => text.startsWith(`${spelling} `))
    .sort((a, b) => b.spelling.length - a.spelling.length)[0];
  if (started !== undefined) {
    chooseEntry(started.entry, text.slice(started.spelling.length + 1));
    return;
  }
  const choices = findEntries(text).map((entry): ComposerChoice => ({ label: nameEntry(entry), hint: entry.description, pick: { entry } }));
  set({ text, choices, active: choices.length > 0 ? 0 : -1, isOpen: true, problem: null });
}

function findEntries(text: string): readonly CommandEntry[] {
  const wanted = text.slice(1).trim().toLowerCase();
  const rank = (entry: CommandEntry): number => {
    const spellings = spellEntry(entry);
    if (spellings.some((spelling) => spelling.startsWith(`/${wanted}`))) return 0;
    if (spellings.some((spelling) => spelling.includes(wanted))) return 1;
    return entry.description.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return listEntries()
    .filter((entry) => isOffered(entry) && rank(entry) < 3)
    .sort((a, b) => rank(a) - rank(b));
}

/** A command this person may not use, when it is what they seem to look for. */
export function findForbidden(text: string): CommandEntry | undefined {
  const wanted = text.slice(1).trim().toLowerCase();
  if (!text.startsWith('/') || wanted.length < 2) return undefined;
  return listEntries().find((entry) => !isOffered(entry) && spellEntry(entry).some((spelling) => spelling.startsWith(`/${wanted}`)));
}

/** Begins a command. `typed` may hold options, as in "name: gang tae year: 2020". */
export function chooseEntry(entry: CommandEntry, typed = ''): void {
  const given = splitTyped(entry, typed);
  const first = entry.specs.filter((spec) => spec.required);
  const shown = given.length > 0 ? given.map(({ spec }) => spec) : first.length > 0 ? first : entry.specs.slice(0, 1);
  const chips = shown.map((spec) => resolveTyped(emptyChip(spec), given.find((part) => part.spec === spec)?.text ?? ''));
  const focused = chips.find((chip) => chip.text === '')?.spec.name ?? chips.at(-1)?.spec.name ?? null;
  set({ ...EMPTY_COMPOSER, entry, chips, focused });
  if (focused !== null) refreshChoices();
}

/** The command with its options filled in, as a thing worth trying. */
export function chooseTry(wanted: Try): void {
  const entry = listEntries().find((candidate) => candidate.label === `/${[wanted.name, ...wanted.path].join(' ')}`);
  if (entry === undefined) return;
  const chips = wanted.options.flatMap(({ name, value }) => {
    const spec = entry.specs.find((candidate) => candidate.name === name);
    return spec === undefined ? [] : [resolveTyped(emptyChip(spec), value)];
  });
  set({ ...EMPTY_COMPOSER, entry, chips });
  if (wanted.isDraft !== true) void send();
}

/** "/quote today" as a clickable command in a message writes it. */
export function chooseMention(fullName: string): void {
  const wanted = `/${fullName}`;
  const entries = listEntries();
  const entry = entries.find((candidate) => candidate.label === wanted);
  if (entry !== undefined && isOffered(entry)) chooseEntry(entry);
  else typeText(wanted);
}

/** Puts an option of the command that is being written beside the others, once, and asks for its choices. */
export function addChip(name: string): void {
  const { entry, chips } = state().composer;
  const spec = entry?.specs.find((candidate) => candidate.name === name);
  if (spec === undefined || chips.some((chip) => chip.spec === spec)) return;
  set({ chips: [...chips, emptyChip(spec)], focused: name, problem: null });
  refreshChoices();
}

/** Offers all options of the command, also those beyond the first few. */
export function showAllOptions(): void {
  set({ showsAll: true });
}

/** Takes an option away; the one before it is written in next. */
export function removeChip(name: string): void {
  const { chips } = state().composer;
  const rest = chips.filter((chip) => chip.spec.name !== name);
  set({ chips: rest, focused: rest.at(-1)?.spec.name ?? null, ...NO_CHOICES, problem: null });
}

/** Back to free text. */
export function leaveCommand(): void {
  set({ ...EMPTY_COMPOSER });
}

/** The option that is written in, with its choices. */
export function focusChip(name: string): void {
  if (state().composer.focused === name && state().composer.isOpen) return;
  set({ focused: name });
  refreshChoices();
}

/** What stands in an option now; the name of an option with a colon behind it goes on to that one, which may be this one. */
export function typeChip(name: string, text: string): void {
  const { entry, chips } = state().composer;
  const [, before = '', last = ''] = /^(?:(.*)\s)?(\S+):$/su.exec(text) ?? [];
  const meant = entry?.specs.find((spec) => isNamed(spec, last.toLowerCase()));
  const isOther = meant !== undefined && meant.name !== name;
  const isOwn = meant !== undefined && !isOther && before.trim() === '';
  const said = isOther || isOwn ? before.trim() : text.trimStart();
  const rest = chips.map((chip) => (chip.spec.name === name ? { ...chip, text: said, value: null } : chip));
  set({ chips: isOther && said === '' ? rest.filter((chip) => chip.spec.name !== name) : rest, focused: name, problem: null });
  if (isOther) addChip(meant.name);
  else refreshChoices();
}

/** The file of an option; null takes it away. */
export function attachFile(name: string, file: File | null): void {
  set({ chips: state().composer.chips.map((chip) => (chip.spec.name === name ? { ...chip, file, text: file?.name ?? '' } : chip)) });
}

function refreshChoices(): void {
  const { chips, focused, entry } = state().composer;
  const chip = chips.find((candidate) => candidate.spec.name === focused);
  clearTimeout(suggestTimer);
  suggestCount += 1;
  if (chip === undefined || entry === null || chip.value !== null) {
    set(NO_CHOICES);
    return;
  }
  if (isAsking(chip.spec)) {
    const count = suggestCount;
    // Until the answer comes: what was there before, as far as it still fits.
    const typed = chip.text.toLowerCase();
    showChoices(
      state().composer.choices.filter((choice) => 'value' in choice.pick && choice.label.toLowerCase().includes(typed)),
      chip.text,
    );
    suggestTimer = setTimeout(() => void askForChoices(count, entry, chip), chip.text === '' ? 0 : SUGGEST_AFTER_MS);
    return;
  }
  const wanted = chip.text.toLowerCase().replace(/^#/, '');
  showChoices(
    listOwnChoices(chip.spec).filter((choice) => choice.label.toLowerCase().includes(wanted)),
    chip.text,
  );
}

async function askForChoices(count: number, entry: CommandEntry, chip: Chip): Promise<void> {
  const { chips } = state().composer;
  const options = [
    ...readOptions(chips.filter((other) => other !== chip && other.spec.name !== chip.spec.name)),
    { name: chip.spec.name, value: chip.text },
  ];
  const result = await ask({ kind: 'suggest', name: entry.definition.name, path: [...entry.path], options, focused: chip.spec.name });
  // Only the newest question counts, and only while somebody still waits for it.
  if (count !== suggestCount || result?.kind !== 'choices') return;
  showChoices(
    result.choices.map((choice) => ({ label: localize(choice.name_localizations, choice.name), hint: '', pick: { value: choice.value } })),
    chip.text,
  );
}

/** With nothing typed, Enter sends the command as it is; so nothing is marked then. */
function showChoices(choices: readonly ComposerChoice[], typed: string): void {
  set({ choices, active: choices.length > 0 && typed !== '' ? 0 : -1, isOpen: choices.length > 0 });
}

/** The next or the one before in the list of choices, round its ends. */
export function moveActive(by: 1 | -1): void {
  const { choices, active } = state().composer;
  if (choices.length === 0) return;
  const next = active === -1 && by === -1 ? choices.length - 1 : (active + by + choices.length) % choices.length;
  set({ active: next, isOpen: true });
}

/** Hides the list of choices and keeps what was typed. */
export function closeChoices(): void {
  set({ isOpen: false, active: -1 });
}

/**
 * Takes a command or a value from the list.
 *
 * @param index In the list as it is shown; another one does nothing.
 */
export function pickChoice(index: number): void {
  const { choices, chips, focused } = state().composer;
  const choice = choices[index];
  if (choice === undefined) return;
  if ('entry' in choice.pick) {
    chooseEntry(choice.pick.entry);
    return;
  }
  const { value } = choice.pick;
  set({
    chips: chips.map((chip) => (chip.spec.name === focused ? { ...chip, text: choice.label, value } : chip)),
    ...NO_CHOICES,
    problem: null,
  });
  const next = state().composer.chips.find((chip) => chip.text === '' && chip.spec.name !== focused);
  if (next !== undefined) focusChip(next.spec.name);
}

/** Sends the command, or the free text as somebody's own message. */
export async function send(): Promise<void> {
  const { entry, chips, text, isSending } = state().composer;
  if (isSending) return;
  if (entry === null) {
    if (text.startsWith('/'))
      return text.length > 1 ? set({ problem: word('noCommand', { command: text.split(' ')[0] ?? '' }) }) : undefined;
    if (text.trim() === '') return;
    set(EMPTY_COMPOSER);
    return say(text.trim());
  }
  const problem = chips.map(findProblem).find((found) => found !== null);
  if (problem !== undefined) return set({ problem, isOpen: false });
  clearTimeout(suggestTimer);
  suggestCount += 1;
  set({ isSending: true, isOpen: false, problem: null });
  const uploads: Record<string, Upload> = {};
  for (const { spec, file } of chips) if (file !== null) uploads[spec.name] = await readUpload(file);
  const result = await ask({ kind: 'command', name: entry.definition.name, path: [...entry.path], options: readOptions(chips), uploads });
  set(result === null ? { isSending: false } : EMPTY_COMPOSER);
}

/** A file as the server takes it. */
export async function readUpload(file: File): Promise<Upload> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { name: file.name, contentType: file.type || 'application/octet-stream', base64: btoa(binary) };
}
