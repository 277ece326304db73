/** Writes the JSON Schemas of the packs' files to data/schema/ (`npm run schema`). */
import { mkdirSync, writeFileSync } from 'node:fs';
import { buildJsonSchemas } from './json-schema.ts';

const folder = new URL('../data/schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of buildJsonSchemas()) writeFileSync(new URL(name, folder), text);
