import { z } from 'zod';
import { buildWholeSchema, DEFAULTABLE, isRecord } from '../src/packs/defaults.ts';
import { schemaOf } from '../src/packs/file-schema.ts';
import { describeKind, PACK_FILE_NAMES, RECORD_KINDS, type RecordKind } from '../src/packs/kinds.ts';
import { TranslationFile } from '../src/packs/translation.ts';

/** The JSON Schema of each file of a pack, as text by file name; what editors read by the line at a YAML file's head. */
export function buildJsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    [...PACK_FILE_NAMES.map((name) => [name, buildWholeSchema(name)] as const), ['translation', TranslationFile] as const].map(
      ([name, schema]) => {
        // io "input": an author may leave out what has a default.
        const { $schema, ...rest } = z.toJSONSchema(schema, {
          io: 'input',
          override: ({ zodSchema, jsonSchema }) => leaveOutDefaultable(jsonSchema, kindOf.get(zodSchema)),
        });
        return [`${name}.schema.json`, `${JSON.stringify({ $schema, title: `${name}.yaml of a pack`, ...rest }, null, 2)}\n`];
      },
    ),
  );
}

const kindOf = new Map<unknown, RecordKind>(RECORD_KINDS.map((kind) => [schemaOf(kind), kind]));

/** What `defaults:` may give, or follows from the sources or from what a record holds, need not stand in it. */
function leaveOutDefaultable(schema: { required?: string[]; properties?: unknown }, kind: RecordKind | undefined): void {
  if (schema.required === undefined || !isRecord(schema.properties) || !('spoiler_from' in schema.properties)) return;
  const hasOwnId = kind !== undefined && describeKind(kind).idFrom !== undefined;
  schema.required = schema.required.filter((field) => !DEFAULTABLE.includes(field) && !(field === 'id' && hasOwnId));
}
