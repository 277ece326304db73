/** How the files of a pack are written, put together of the schemas of what they hold. */
import { z } from 'zod';
import { KINDS, type Kind, listKindsIn, type PackFileName, type RecordKind } from './kinds.ts';
import { SCHEMAS } from './schema.ts';

/** Records of one list. The longest list of the packs that come with Nabi has 229. */
const MAX_RECORDS = 2000;

/** The schema of a kind, for code that does the same with each. */
export function schemaOf(kind: RecordKind): z.ZodObject {
  return SCHEMAS[kind];
}

/** The schema of a whole file. */
export function buildFileSchema(file: PackFileName): z.ZodObject {
  const names = listKindsIn(file);
  const alone = names.find((name) => KINDS[name].stands === 'alone');
  if (alone !== undefined) return SCHEMAS[alone];
  const inFile = (name: Kind) => {
    const { stands, says } = KINDS[name];
    return stands === 'one' ? SCHEMAS[name].optional().describe(says) : listOf(name, SCHEMAS[name]).describe(says);
  };
  return z.strictObject(Object.fromEntries(names.map((name) => [name, inFile(name)])));
}

/** The schema of a list of a kind, with another one for its records where they are looked at one by one. */
export function listOf(name: Kind, record: z.ZodType) {
  const { atLeast } = KINDS[name];
  const list = z.array(record).max(MAX_RECORDS);
  return atLeast === null ? list.default([]) : atLeast > 0 ? list.min(atLeast) : list;
}
