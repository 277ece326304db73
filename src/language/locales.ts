/** Reads the sentences of every language from data/locales once, at start. */
import { readdirSync, readFileSync } from 'node:fs';
import { Locale } from 'discord-api-types/v10';
import { z } from 'zod';
import { loadAskWords } from '../ask/load.ts';
import { buildLanguages, type Languages, type Sentences } from './locale.ts';

const LOCALES_FOLDER = new URL('../../data/locales/', import.meta.url);

/** By a plain function: a schema that holds itself takes as long to check all languages as all else about them. */
const Catalog = z.custom<Sentences>(isSentences, 'holds something that is no sentence');

function isSentences(value: unknown): value is Sentences {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) => typeof one === 'string' || isSentences(one));
}

/**
 * The sentences of every language by Discord's locale code, as the files have them.
 *
 * @throws when a file is not named by one of Discord's locale codes or holds anything but sentences: a release fault, not
 * something an operator can cause.
 */
export function loadCatalogs(): ReadonlyMap<string, Sentences> {
  const codes: ReadonlySet<string> = new Set(Object.values(Locale));
  const catalogs = new Map<string, Sentences>();
  for (const file of readdirSync(LOCALES_FOLDER).sort()) {
    if (!file.endsWith('.json')) continue;
    const code = file.slice(0, -'.json'.length);
    if (!codes.has(code)) throw new Error(`data/locales/${file} is not named by one of Discord's locale codes`);
    catalogs.set(code, Catalog.parse(JSON.parse(readFileSync(new URL(file, LOCALES_FOLDER), 'utf8'))));
  }
  return catalogs;
}

/** @throws as `loadCatalogs` does. */
export function loadLanguages(): Languages {
  return buildLanguages(loadCatalogs(), loadAskWords());
}
