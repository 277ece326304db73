/** What commands and their options are called in the chosen language, with the English name beside it where the two differ. */
import { html, type TemplateResult } from 'lit-html';
import type { Entry, Localizations, Named } from './composer-types.ts';
import { state } from './state.ts';

/** The words of the chosen language among localizations, else the given ones. */
export function localize(localizations: Localizations, fallback: string): string {
  return localizations?.[state().locale] ?? fallback;
}

export function nameOf(named: Named): string {
  return localize(named.name_localizations, named.name);
}

/** Whether somebody who types this means it: its name in the chosen language, or the English one. */
export function isNamed(named: Named, typed: string): boolean {
  return typed === named.name || typed === nameOf(named);
}

/** "/명대사 오늘": the command as it is called in the chosen language. */
export function nameEntry({ words }: Entry): string {
  return `/${words.map(nameOf).join(' ')}`;
}

/** Every way to write the command, each of its words in either language: "/quote today", "/명대사 today", … */
export function spellEntry({ words }: Entry): readonly string[] {
  const spellings = words.reduce<readonly string[]>(
    (begun, word) => begun.flatMap((start) => [...new Set([word.name, nameOf(word)])].map((name) => `${start} ${name}`)),
    [''],
  );
  return spellings.map((spelling) => `/${spelling.trim()}`);
}

export function drawName(named: Named): TemplateResult {
  return drawBeside(nameOf(named), named.name);
}

export function drawEntryName(entry: Entry): TemplateResult {
  return drawBeside(nameEntry(entry), entry.label);
}

function drawBeside(localized: string, english: string): TemplateResult {
  if (localized === english) return html`<span>${english}</span>`;
  return html`<span lang=${state().locale}>${localized}</span> <small class="english">${english}</small>`;
}
