/** Reads what people in distress say from data/care once, at start. */
import { readdirSync, readFileSync } from 'node:fs';
import { Locale } from 'discord-api-types/v10';
import { parse } from 'yaml';
import { createListen, type Listen } from './listen.ts';
import { CareList } from './schema.ts';

const CARE_FOLDER = new URL('../../data/care/', import.meta.url);

/**
 * @throws when a list holds anything but what its schema allows, or a phrase that cannot be read: a release fault, not something an
 * operator can cause.
 */
export function loadListen(folder: URL = CARE_FOLDER): Listen {
  const codes: ReadonlySet<string> = new Set(Object.values(Locale));
  const files = readdirSync(folder).filter((file) => codes.has(file.replace(/\.yaml$/, '')));
  return createListen(files.sort().map((file) => CareList.parse(parse(readFileSync(new URL(file, folder), 'utf8')))));
}
