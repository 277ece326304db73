/**
 * `npm run discord-api`: takes Discord's published description of its API anew, for the tests that hold Nabi's payloads to it.
 * Nothing is written when what comes is not one, or no longer under MIT. The tests then say what Discord has changed.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { loadContract } from '../tests/support/contract.ts';

const SOURCE = 'https://raw.githubusercontent.com/discord/discord-api-spec/main/specs/openapi.json';
const COPY = fileURLToPath(new URL('../tests/contract/discord/openapi.json', import.meta.url));

const Description = z.looseObject({
  openapi: z.string().startsWith('3.1'),
  info: z.looseObject({ license: z.looseObject({ identifier: z.literal('MIT') }) }),
});

const response = await fetch(SOURCE);
if (!response.ok) throw new Error(`${SOURCE} answered ${response.status}.`);
const text = await response.text();
Description.parse(JSON.parse(text));
writeFileSync(COPY, text);
loadContract(COPY);
process.stdout.write(`${COPY} is what Discord publishes today: ${Math.round(text.length / 1000)} kB. Now run npm test.\n`);
