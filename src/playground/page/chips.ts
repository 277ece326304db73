/** The options of a command that is being written: what was typed into them, what may be chosen, and what keeps them from being sent. */
import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { WordKey } from '../words.ts';
import type { Chip, CommandEntry, ComposerChoice } from './composer-types.ts';
import { isNamed, localize, localName } from './names.ts';
import { placeHere, state } from './state.ts';
import { word } from './words.ts';

/** An option in which nothing stands yet. */
export function emptyChip(spec: APIApplicationCommandBasicOption): Chip {
  return { spec, text: '', value: null, file: null };
}

/** What was typed behind a command by the options it names; without a name it is for the first. */
export function splitTyped(
  entry: CommandEntry,
  typed: string,
): readonly { readonly spec: APIApplicationCommandBasicOption; readonly text: string }[] {
  if (entry.specs.length === 0 || typed.trim() === '') return [];
  const names = entry.specs.flatMap((spec) => [spec.name, localName(spec)]).join('|');
  const marks = [...typed.matchAll(new RegExp(`(?:^|\\s)(${names}):`, 'gu'))];
  const [firstSpec] = entry.specs;
  if (marks.length === 0) return firstSpec === undefined ? [] : [{ spec: firstSpec, text: typed.trim() }];
  return marks.flatMap((mark, index) => {
    const spec = entry.specs.find((candidate) => isNamed(candidate, mark[1] ?? ''));
    const text = typed.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? typed.length).trim();
    return spec === undefined ? [] : [{ spec, text }];
  });
}

/** Text for an option; what names one of its own choices is that choice. */
export function resolveTyped(chip: Chip, text: string): Chip {
  const match = listOwnChoices(chip.spec).find(
    (choice) => String(pickedValue(choice)) === text || choice.label.toLowerCase() === text.toLowerCase(),
  );
  return match === undefined ? { ...chip, text, value: null } : { ...chip, text: match.label, value: pickedValue(match) ?? null };
}

function pickedValue(choice: ComposerChoice): string | number | boolean | undefined {
  return 'value' in choice.pick ? choice.pick.value : undefined;
}

/** Choices that need no question: fixed ones, yes and no, channels, people, roles. */
export function listOwnChoices(spec: APIApplicationCommandBasicOption): readonly ComposerChoice[] {
  const { users } = state().world;
  const here = placeHere();
  const toChoice =
    (hint: string) =>
    (named: { readonly id: string; readonly name: string }): ComposerChoice => ({ label: named.name, hint, pick: { value: named.id } });
  switch (spec.type) {
    case ApplicationCommandOptionType.String:
    case ApplicationCommandOptionType.Integer:
    case ApplicationCommandOptionType.Number:
      return (spec.choices ?? []).map((choice) => ({
        label: localize(choice.name_localizations, choice.name),
        hint: '',
        pick: { value: choice.value },
      }));
    case ApplicationCommandOptionType.Boolean:
      return [
        { label: word('yes'), hint: '', pick: { value: true } },
        { label: word('no'), hint: '', pick: { value: false } },
      ];
    case ApplicationCommandOptionType.Channel:
      return (here?.channels ?? [])
        .filter((channel) => spec.channel_types === undefined || spec.channel_types.some((type) => type === channel.type))
        .map((channel) => ({ label: `#${channel.name}`, hint: hintOf(channel.type), pick: { value: channel.id } }));
    case ApplicationCommandOptionType.User:
      return users.map(toChoice(word('member')));
    case ApplicationCommandOptionType.Role:
      return (here?.roles ?? []).map(toChoice(word('role')));
    case ApplicationCommandOptionType.Mentionable:
      return [...users.map(toChoice(word('member'))), ...(here?.roles ?? []).map(toChoice(word('role')))];
    case ApplicationCommandOptionType.Attachment:
      return [];
  }
}

const CHANNEL_HINTS: Readonly<Record<number, WordKey>> = { 0: 'textChannel', 2: 'voiceChannel', 5: 'newsChannel', 11: 'threadChannel' };

function hintOf(channelType: number): string {
  const key = CHANNEL_HINTS[channelType];
  return key === undefined ? '' : word(key);
}

/** Whether only a choice will do. */
function isStrict(spec: APIApplicationCommandBasicOption): boolean {
  return spec.type !== ApplicationCommandOptionType.Attachment && !isAsking(spec) && listOwnChoices(spec).length > 0;
}

/** Whether choices come from the bot while typing. */
export function isAsking(spec: APIApplicationCommandBasicOption): boolean {
  return 'autocomplete' in spec && spec.autocomplete === true;
}

/** Options that are filled in. */
export function readOptions(chips: readonly Chip[]): { name: string; value: string | number | boolean }[] {
  return chips.flatMap(({ spec, text, value }) => {
    if (spec.type === ApplicationCommandOptionType.Attachment || (value === null && text.trim() === '')) return [];
    const isNumber = spec.type === ApplicationCommandOptionType.Integer || spec.type === ApplicationCommandOptionType.Number;
    return [{ name: spec.name, value: value ?? (isNumber ? Number(text) : text.trim()) }];
  });
}

/** Why an option cannot be sent as it is; null where it can. */
export function findProblem(chip: Chip): string | null {
  const { spec, text, value } = chip;
  const isEmpty = value === null && text.trim() === '';
  if (isEmpty) return spec.required ? word('needed', { option: localName(spec) }) : null;
  if (value !== null) return null;
  if (isStrict(spec)) return word('pickOne', { option: localName(spec) });
  if (spec.type !== ApplicationCommandOptionType.Integer && spec.type !== ApplicationCommandOptionType.Number) return null;
  const number = Number(text);
  if (Number.isNaN(number) || (spec.type === ApplicationCommandOptionType.Integer && !Number.isInteger(number)))
    return word('wholeNumber', { option: localName(spec) });
  const { min_value: min, max_value: max } = { min_value: undefined, max_value: undefined, ...spec };
  if ((min !== undefined && number < min) || (max !== undefined && number > max))
    return word('between', { option: localName(spec), min: min ?? '…', max: max ?? '…' });
  return null;
}
