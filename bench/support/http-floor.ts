/**
 * The least a signed endpoint can do: read the body, verify Ed25519 with a kept key, one look into SQLite, one answer
 * that is always the same. A process of its own; `FLOOR_KEY_HEX` and `FLOOR_ANSWER_BYTES` say what it needs to know, `FLOOR_DUTIES` that it
 * does besides, each in the cheapest way there is, what a bot in earnest cannot leave out: duties.ts.
 */
import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';
import Database from 'better-sqlite3';
import { buildConstantAnswer, prepareOneGet } from './floor.ts';

const { FLOOR_KEY_HEX = '', FLOOR_ANSWER_BYTES = '0', FLOOR_DUTIES } = process.env;
const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(FLOOR_KEY_HEX, 'hex')]);
const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
const get = prepareOneGet(new Database(':memory:'));
const duties = FLOOR_DUTIES === undefined ? undefined : (await import('./duties.ts')).takeUpDuties();
const answer = buildConstantAnswer(Number(FLOOR_ANSWER_BYTES));
const answerHeaders = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const signature = Buffer.from(String(request.headers['x-signature-ed25519']), 'hex');
    const signed = Buffer.concat([Buffer.from(String(request.headers['x-signature-timestamp'])), body]);
    if (!verify(null, signed, key, signature)) return void response.writeHead(401).end();
    const interaction = JSON.parse(body.toString('utf8'));
    if (duties === undefined) get(interaction.guild_id);
    else if (!duties(interaction, signature.toString('latin1', 0, 12))) return void response.writeHead(400).end();
    response.writeHead(200, answerHeaders).end(answer);
  });
});
process.on('SIGTERM', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
