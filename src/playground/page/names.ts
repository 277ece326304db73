/** What commands and their options are called in the chosen language, with the English name beside it where the two differ. */
import { html, type TemplateResult } from 'lit-html';
import type { CommandEntry, Localizations, LocalizedName } from './composer-types.ts';
import { state } from './state.ts';

/** The words of the chosen language among localizations, else the given ones. */
export function localize(localizations: Localizations, fallback: string): string {
  return localizations?.[state().locale] ?? fallback;
}

/** What a command or an option is called in the chosen language. */
export function localName(named: LocalizedName): string {
  return localize(named.name_localizations, named.name);
}

/** Whether somebody who types this means it: its name in the chosen language, or the English one. */
export function isNamed(named: LocalizedName, typed: string): boolean {
  return typed === named.name || typed === localName(named);
}

/** "/명대사 오늘": the command as it is called in the chosen language. */
export function nameEntry({ words }: CommandEntry): string {
  return `/${words.map(localName).join(' ')}`;
}

/** Every way to write the command, each of its words in either language: "/quote today", "/명대사 today", … */
export function spellEntry({ words }: CommandEntry): readonly string[] {
  const spellings = words.reduce<readonly string[]>(
    (begun, word) => begun.flatMap((start) => [...new Set([word.name, localName(word)])].map((name) => `${start} ${name}`)),
    [''],
  );
  return spellings.map((spelling) => `/${spelling.trim()}`);
}

/** The name in the chosen language, and the English one small beside it where it differs. */
export function drawName(named: LocalizedName): TemplateResult {
  return drawBeside(localName(named), named.name);
}

/** The same for a command with its subcommand. */
export function drawEntryName(entry: CommandEntry): TemplateResult {
  return drawBeside(nameEntry(entry), entry.label);
}

function drawBeside(localized: string, english: string): TemplateResult {
  if (localized === english) return html`<span>${english}</span>`;
  return html`<span lang=${state().locale}>${localized}</span> <small class="english">${english}</small>`;
}
