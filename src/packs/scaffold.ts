/** The files of a new pack, made of `data/templates`: in order at once, each list with one example to copy, in comments. */
import { readFileSync } from 'node:fs';
import { PACK_FILE_NAMES } from './kinds.ts';
import type { Title } from './schema.ts';

export interface NewPack {
  readonly id: string;
  readonly name: string;
  readonly kind: Title['kind'];
  readonly language: string;
  readonly originalLanguage: string;
  readonly year: number;
  readonly lastEpisode: number;
  /** Today, "2026-11-29". */
  readonly today: string;
  /** Path from the pack to the folder of the JSON Schemas. */
  readonly schemas: string;
}

/** What a new pack says until its author does; nobody wants to post it. */
const UNWRITTEN = {
  logline: 'Write in a sentence or two what it is about, without telling the end.',
  sourceTitle: 'Replace this by the title of a page you have read',
  sourcePublisher: 'Its publisher',
  sourceUrl: 'https://example.org/',
};

/** The texts of a new pack that are to be replaced. */
export const PLACEHOLDERS: ReadonlySet<string> = new Set(Object.values(UNWRITTEN));

/** Texts by path within the pack. */
export function buildNewPack(pack: NewPack): ReadonlyMap<string, string> {
  const { kind, name, lastEpisode, originalLanguage } = pack;
  const values = {
    ...{ ...UNWRITTEN, ...pack, title: name, name: JSON.stringify(name) },
    free: kind === 'film' ? 0 : 1,
    laterEpisode: Math.min(6, lastEpisode),
    job: kind === 'anime' ? 'voice-actor' : 'actor',
  };
  const holds = [kind === 'film' ? 'film' : 'series', originalLanguage === 'ko' ? 'korean' : 'foreign', kind];
  const names = [...PACK_FILE_NAMES.map((file) => `${file}.yaml`), 'README.md', '.editorconfig'];
  return new Map([...fillTemplates('pack', names, values, holds), ['.vscode/settings.json', buildEditorSettings(pack)]]);
}

/** Texts by path within `overlays/<id>`: what a community lays over a pack. */
export function buildNewOverlay({ name, today }: { readonly name: string; readonly today: string }): ReadonlyMap<string, string> {
  const names = ['overlay', 'cast', 'sources', 'quotes', 'questions'].map((file) => `${file}.yaml`);
  return new Map(fillTemplates('overlay', names, { ...UNWRITTEN, name: JSON.stringify(name), today }));
}

/**
 * The files of a folder of `data/templates`, each with the values where `{{their name}}` stands. A line that begins with `{{?word}}` is
 * there only where that word holds.
 */
export function fillTemplates(
  folder: string,
  names: readonly string[],
  values: Readonly<Record<string, string | number>>,
  holds: readonly string[] = [],
): readonly (readonly [name: string, text: string])[] {
  return names.map((name) => {
    const text = readFileSync(new URL(`../../data/templates/${folder}/${name}`, import.meta.url), 'utf8');
    const kept = text.replace(/^\{\{\?(\w+)\}\}(.*\n)/gm, (_line, word, rest) => (holds.includes(word) ? rest : ''));
    return [name, kept.replace(/\{\{(\w+)\}\}/g, (_mark, value) => String(values[value]))] as const;
  });
}

function buildEditorSettings({ schemas }: NewPack): string {
  const files = Object.fromEntries(PACK_FILE_NAMES.map((name) => [`${schemas}/${name}.schema.json`, `${name}.yaml`]));
  const all = { 'yaml.schemas': { ...files, [`${schemas}/translation.schema.json`]: 'translations/*.yaml' }, 'yaml.format.enable': false };
  return `${JSON.stringify(all, null, 2)}\n`;
}
