/**
 * The least a bot on the gateway can do: a socket, one look into SQLite, one answer that is always the same. A process of
 * its own; `FLOOR_API_URL`, `FLOOR_TOKEN` and `FLOOR_ANSWER_BYTES` say what it needs to know, `FLOOR_DUTIES` that the connection is the one
 * of discord.js (its logins, heartbeats and resumes) and that it does besides what a bot in earnest cannot leave out: duties.ts.
 */
import Database from 'better-sqlite3';
import { Pool } from 'undici';
import { WebSocket } from 'ws';
import { buildConstantAnswer, prepareOneGet } from './floor.ts';

const { FLOOR_API_URL = '', FLOOR_TOKEN = '', FLOOR_ANSWER_BYTES = '0', FLOOR_DUTIES } = process.env;
const api = new URL(FLOOR_API_URL);
const body = buildConstantAnswer(Number(FLOOR_ANSWER_BYTES));
const pool = new Pool(api.origin, { connections: 64 });

function answer({ id, token }: { readonly id: string; readonly token: string }): void {
  const path = `/api/v10/interactions/${id}/${token}/callback`;
  void pool
    .request({ path, method: 'POST', headers: { 'content-type': 'application/json' }, body })
    .then((response) => response.body.dump());
}

if (FLOOR_DUTIES === undefined) await connectBare();
else await connectDutifully();

async function connectBare(): Promise<void> {
  const get = prepareOneGet(new Database(':memory:'));
  const headers = { authorization: `Bot ${FLOOR_TOKEN}` };
  const asked: unknown = await (await fetch(`${FLOOR_API_URL}/v10/gateway/bot`, { headers })).json();
  const url = typeof asked === 'object' && asked !== null && 'url' in asked ? String(asked.url) : '';
  const socket = new WebSocket(`${url}?v=10&encoding=json`);
  socket.on('message', (data) => {
    const packet = JSON.parse(String(data));
    if (packet.op === 10) {
      socket.send(JSON.stringify({ op: 2, d: { token: FLOOR_TOKEN, intents: 0, properties: {} } }));
      setInterval(() => socket.send('{"op":1,"d":null}'), packet.d.heartbeat_interval).unref();
    } else if (packet.t === 'INTERACTION_CREATE') {
      get(packet.d.guild_id);
      answer(packet.d);
    }
  });
}

async function connectDutifully(): Promise<void> {
  const [{ REST }, { WebSocketManager, WebSocketShardEvents }, { takeUpDuties }] = await Promise.all([
    import('@discordjs/rest'),
    import('@discordjs/ws'),
    import('./duties.ts'),
  ]);
  const isToBeAnswered = takeUpDuties();
  const manager = new WebSocketManager({ token: FLOOR_TOKEN, intents: 0, rest: new REST({ api: FLOOR_API_URL }).setToken(FLOOR_TOKEN) });
  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => {
    if (data.t === 'INTERACTION_CREATE' && isToBeAnswered(data.d, data.d.id)) answer(data.d);
  });
  await manager.connect();
}

process.on('SIGTERM', () => process.exit(0));
