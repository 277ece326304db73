import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { listFiles } from './support/import-graph.ts';
import { runNode } from './support/run-node.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Asked before what stands in for others, so it hears only of what is really loaded. */
const TELL_WHAT_IS_LOADED = `
  import { registerHooks } from 'node:module';
  registerHooks({
    load(url, context, next) { console.log(url); return next(url, context); },
    resolve(specifier, context, next) { console.log('looked up', specifier, /node_modules/.test(context.parentURL) ? '' : 'by us'); return next(specifier, context); },
  });
`;

describe('a start', () => {
  it('loads no part of a package that is known to be unused', () => {
    // Once all is loaded, it ends for want of a folder.
    const { out, status } = runNode(['--import', `data:text/javascript,${encodeURIComponent(TELL_WHAT_IS_LOADED)}`, 'src/main.ts'], {
      DISCORD_TOKEN: 'canary-token.must-never.be-printed-anywhere',
      NABI_HOME: '/dev/null/nabi',
    });
    expect(status).toBe(1);
    for (const used of ['zod/index.js', 'undici/index.js', '@discordjs/rest/dist/index.mjs']) expect(out).toContain(`node_modules/${used}`);
    expect(out).not.toMatch(
      new RegExp(
        [
          String.raw`zod/v4/(?:locales/(?!en\.)|.*json-schema-)|async_event_emitter|magic-bytes|prom-client|card/card`,
          'undici/lib/(?:mock|web/(?:websocket|eventsource|cookies|cache/cache)|dispatcher/(?:client-h2|.*proxy|retry)|api/api-(?:stream|connect))',
          'discord-api-types/(?:rpc|globals|payloads/v10/(?:auditLog|guild|poll|user)|rest/v10/invite)|pino/lib/multistream',
        ].join('|'),
      ),
    );
  });

  it('looks up each package once, and none of its own modules but the first', () => {
    const { out } = runNode(['--import', `data:text/javascript,${encodeURIComponent(TELL_WHAT_IS_LOADED)}`, 'src/main.ts'], {
      DISCORD_TOKEN: 'canary-token.must-never.be-printed-anywhere',
      NABI_HOME: '/dev/null/nabi',
    });
    expect(out).toContain('/src/start/bot.ts');
    for (const name of ['zod', 'discord-api-types/v10', 'node:path']) expect(out.split(`looked up ${name} by us\n`)).toHaveLength(2);
    expect(out.match(/looked up \..*\.ts/g)).toEqual(['looked up ./start/lean-builtins.ts', 'looked up ./lean-packages.ts']);
  });

  it('leaves what is used what it is', () => {
    const use = `
      await import('./src/lean-packages.ts');
      const { FormData, Headers, Pool, Agent, request } = await import('undici');
      const { REST } = await import('@discordjs/rest');
      const { WebSocketShard } = await import('@discordjs/ws');
      const { z } = await import('zod');
      const form = new FormData();
      form.set('files[0]', new File(['x'], 'x.png'), 'x.png');
      const heard = [];
      new REST().on('response', (what) => heard.push(what)).emit('response', 'an answer');
      console.log(JSON.stringify([
        form.get('files[0]').name, new Headers({ a: 'b' }).get('A'), [Pool, Agent, request, WebSocketShard].map((one) => typeof one),
        heard, z.string().safeParse(1).error.issues[0].message,
      ]));
    `;
    const { out, status } = runNode(['--input-type=module', '--eval', use]);
    expect({ said: JSON.parse(out), status }).toEqual({
      said: [
        'x.png',
        'b',
        ['function', 'function', 'function', 'function'],
        ['an answer'],
        'Invalid input: expected string, received number',
      ],
      status: 0,
    });
  });

  it('sends a picture with a post', () => {
    const post = `
      await import('./src/lean-packages.ts');
      const { createServer } = await import('node:http');
      const { createRequests } = await import('./src/discord/requests.ts');
      const { z } = await import('zod');
      const server = createServer(async (request, response) => {
        const body = Buffer.concat(await request.toArray()).toString('latin1');
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ type: request.headers['content-type'], body }));
      }).listen(0, '127.0.0.1', async () => {
        const log = { debug() {}, info() {}, warn() {}, error() {} };
        const requests = createRequests({ token: 'a.b.c', apiUrl: 'http://127.0.0.1:' + server.address().port, log });
        const files = [{ name: 'line.png', bytes: new TextEncoder().encode('a picture') }];
        const answer = await requests.request('post', '/channels/1/messages', z.object({ type: z.string(), body: z.string() }), 5000, { files });
        console.log(JSON.stringify(answer));
        process.exit(0);
      });
    `;
    const { out } = runNode(['--input-type=module', '--eval', post]);
    expect(JSON.parse(out)).toEqual({
      ok: true,
      value: {
        type: expect.stringMatching(/^multipart\/form-data; boundary=/),
        body: expect.stringMatching(/filename="line\.png"[\s\S]*a picture/),
      },
    });
  });

  it('has all that is asked of undici', () => {
    const asked = listFiles(ROOT, ['src', 'commands']).flatMap((file) => listImported(file, 'undici'));
    expect(new Set(asked)).toEqual(new Set(['Agent', 'FormData', 'Pool', 'request']));
  });

  it('has all that is asked of Discord’s numbers and routes', () => {
    const packages = ['rest', 'ws'].map((name) => `node_modules/@discordjs/${name}/dist/index.mjs`);
    const asked = new Set(
      [...listFiles(ROOT, ['src', 'commands']), ...packages].flatMap((file) => listImported(file, 'discord-api-types/v10')),
    );
    expect(asked.size).toBeGreaterThan(20);
    const look = `
      await import('./src/lean-packages.ts');
      const there = await import('discord-api-types/v10');
      console.log(JSON.stringify(${JSON.stringify([...asked])}.filter((name) => there[name] === undefined)));
    `;
    const { out } = runNode(['--input-type=module', '--eval', look]);
    expect(JSON.parse(out)).toEqual([]);
  });
});

/** What a file takes of a package to use it when it runs. */
function listImported(file: string, from: string): readonly string[] {
  const source = readFileSync(`${ROOT}/${file}`, 'utf8');
  return [...source.matchAll(/^import \{([^}]+)\} from ["']([^"']+)["'];$/gm)]
    .filter(([, , imported]) => imported === from)
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim().replace(/ as .*/, ''))
    .filter((name) => name !== '' && !name.startsWith('type '));
}
