import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildJsonSchemas } from '../../scripts/json-schema.ts';
import { FIXTURES } from './folder.ts';

const folder = fileURLToPath(new URL('../../data/schema/', import.meta.url));
const schemas = buildJsonSchemas();

describe('the JSON Schemas editors read', () => {
  it('are those of the code (npm run schema writes them)', () => {
    const written = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    expect(written).toEqual(schemas);
  });

  it.each([...schemas])('%s says of every field what it means', (_name, text) => {
    const silent: string[] = [];
    const look = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, one] of Object.entries(value)) {
        if (key === 'properties' && typeof one === 'object' && one !== null)
          for (const [field, property] of Object.entries(one))
            if (typeof property === 'object' && property !== null && !('description' in property)) silent.push(`${path}/${field}`);
        look(one, `${path}/${key}`);
      }
    };
    look(JSON.parse(text), '');
    expect(silent).toEqual([]);
  });

  it('say of a field what is meant there, however many others are written alike', () => {
    const { sources } = JSON.parse(schemas.get('sources.schema.json') ?? '').properties;
    expect(sources.items.properties.title.description).toMatch(/^The heading of the page/);
    expect(sources.items.properties.publisher.description).toMatch(/^Who published it/);
  });

  it.each([...schemas])('%s accepts a good file and marks an unknown key', (name, text) => {
    const validate = new Ajv2020({ strict: false, formats: { uri: true } }).compile(JSON.parse(text));
    const file =
      name === 'translation.schema.json' ? 'harbour/translations/es-419.yaml' : `lighthouse/${name.replace('.schema.json', '.yaml')}`;
    const good: object = parse(readFileSync(join(FIXTURES, file), 'utf8'));
    expect(validate(good) || validate.errors).toBe(true);
    expect(validate({ ...good, surprise: 1 })).toBe(false);
  });
});
