/** The playground as a program on this machine: who it answers, what it gives out, and how light it is. */

import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadLanguages } from '../../src/language/locales.ts';
import { judgeRequest } from '../../src/playground/guard.ts';
import { buildPageFiles } from '../../src/playground/page-files.ts';
import type { Playground } from '../../src/playground/start.ts';
import { openPlayground } from './open.ts';

/** Of the whole first view, compressed, without the headers of its nine answers. */
const FIRST_VIEW_LIMIT_BYTES = 84_000;

let playground: Playground;
beforeAll(async () => {
  playground = await openPlayground();
});
afterAll(async () => {
  await playground.close();
});

const QUESTION = { kind: 'command', name: 'season2', path: [], options: [], persona: 'fan', place: 'library', locale: 'en-US' };

function post(path: string, body: unknown, headers: Record<string, string> = { origin: playground.url }): Promise<Response> {
  return fetch(`${playground.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** A request with a Host of one's own, which fetch does not allow. */
function getAs(host: string, address = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: address, port: playground.port, path: '/', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

/** A file as a browser gets it: its bytes on the wire, and what they say. */
function fetchPacked(
  path: string,
  { port }: Pick<Playground, 'port'> = playground,
): Promise<{ readonly status: number; readonly bytes: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { host: `127.0.0.1:${port}`, 'accept-encoding': 'gzip, br' };
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const data = Buffer.concat(chunks);
        const isPacked = response.headers['content-encoding'] === 'br';
        resolve({ status: response.statusCode ?? 0, bytes: data.length, text: (isPacked ? brotliDecompressSync(data) : data).toString() });
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('who is answered', () => {
  it('this page', async () => {
    const response = await post('/api/ask', QUESTION);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ kind: 'message', message: { author: 'nabi' } });
  });

  it('no other site, no request that names no page, no name that is not this machine’s', async () => {
    expect((await post('/api/ask', QUESTION, { origin: 'https://example.org' })).status).toBe(403);
    expect((await post('/api/ask', QUESTION, {})).status).toBe(403);
    expect((await post('/api/ask', QUESTION, { origin: 'null' })).status).toBe(403);
    expect(await getAs('nabi.example.org')).toBe(403);
    expect(await getAs(`localhost:${playground.port}`)).toBe(200);
    expect(await getAs(`127.0.0.1:${playground.port + 1}`)).toBe(403);
  });

  it('judges origin and host together: localhost is not 127.0.0.1', () => {
    const judge = (method: string, headers: Record<string, string>) => judgeRequest({ method, headers }, 8787);
    expect(judge('POST', { host: 'localhost:8787', origin: 'http://localhost:8787' })).toBeNull();
    expect(judge('POST', { host: 'localhost:8787', origin: 'http://127.0.0.1:8787' })).toBe('strange-origin');
    expect(judge('GET', { host: '127.0.0.1:8787' })).toBeNull();
    expect(judge('GET', {})).toBe('strange-host');
  });

  it('nobody from the network', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter((address) => address.family === 'IPv4' && !address.internal)
      .map((address) => address.address);
    const answered = await Promise.all(outside.map((address) => getAs(`127.0.0.1:${playground.port}`, address).catch(() => 'refused')));
    expect(new Set(answered).isSubsetOf(new Set(['refused']))).toBe(true);
  });
});

describe('what is given out', () => {
  it('says on every answer that only this page may run or show anything', async () => {
    for (const path of ['/', '/main.js', '/api/start', '/nothing']) {
      const { headers } = await fetch(`${playground.url}${path}`);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('has a health page for those who watch over it', async () => {
    expect(await (await fetch(`${playground.url}/healthz`)).json()).toEqual({ ok: true });
  });

  it('gives the fonts and emoji, and no other file of this machine', async () => {
    expect((await fetch(`${playground.url}/emoji/1f98b.svg`)).headers.get('content-type')).toBe('image/svg+xml');
    expect((await fetch(`${playground.url}/fonts/korean-95-400.woff2`)).status).toBe(200);
    for (const path of ['/emoji/..%2f..%2fpackage.json', '/fonts/../package.json', '/emoji/1f98b', '/files/../state.db', '/src/main.ts']) {
      expect((await fetch(`${playground.url}${path}`)).status, path).toBe(404);
    }
  });

  it('refuses what is no question, in words', async () => {
    expect((await post('/api/ask', { ...QUESTION, persona: 'root' })).status).toBe(400);
    expect(await (await post('/api/ask', { ...QUESTION, name: 'nothing' })).json()).toEqual({ problem: 'There is no command "nothing".' });
    expect((await post('/api/clock', { byMs: -1 })).status).toBe(400);
    expect((await post('/api/other', {})).status).toBe(404);
  });
});

describe('the greeting of a new server', () => {
  const greet = async (place: string): Promise<string> =>
    JSON.stringify(await (await post('/api/post-now', { what: 'welcome', place, locale: 'ko' })).json());

  it('is shown in a server as Discord would get it, in the reader’s language, with the select that starts the daily quote', async () => {
    const shown = await greet('library');
    expect(shown).toContain(loadLanguages().say('ko')('welcome.channel'));
    expect(shown).toContain('"problems":[]');
  });

  it('is none in a direct message', async () => {
    expect(await greet('dm')).toBe('null');
  });
});

describe('the page', () => {
  it('comes in few bytes: the words, letters and picture of its first view, compressed', async () => {
    // Where nobody has asked yet: messages of others are no part of a first view.
    const own = await openPlayground();
    const start = await fetchPacked('/api/start?locale=en-US', own);
    const [picture = ''] = /\/files\/[\w-]+\/small\.webp/.exec(start.text) ?? [];
    const letters = ['first-latin-400', 'first-latin-700', 'first-hangul-700'].map((name) => `/fonts/${name}.woff2`);
    const parts = ['/', '/main.js', '/page.css', '/nabi.svg', picture, ...letters].map((path) => fetchPacked(path, own));
    const all = [start, ...(await Promise.all(parts))];
    await own.close();
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
    expect(all.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(FIRST_VIEW_LIMIT_BYTES);
  });

  it('is light, and names no other machine', async () => {
    const files = await buildPageFiles(loadLanguages());
    const script = (await files.find('/main.js'))?.data ?? new Uint8Array();
    expect(script.length).toBeGreaterThan(10_000);
    const all = [script, (await files.find('/page.css'))?.data, (await files.find('/'))?.data].map((data) =>
      Buffer.from(data ?? []).toString(),
    );
    const addresses = all.flatMap((text) => text.match(/https?:\/\/[\w.-]+/g) ?? []);
    // The namespace of SVG, and what a relative address is read against: names, not addresses anything is loaded from.
    expect(new Set(addresses).isSubsetOf(new Set(['http://www.w3.org', 'https://localhost']))).toBe(true);
  });
});
