/** Packs and Wikidata over https, on loopback with a certificate of its own: what comes, and what is refused. */
import { execFileSync, spawn } from 'node:child_process';
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { add, update } from '../../../src/cli/pack/exchange.ts';
import { LIMITS } from '../../../src/cli/pack/git.ts';
import { fetchFromWikidata } from '../../../src/cli/pack/wikidata.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { PackPlace } from './place.ts';
import { buildZip } from './zip.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const trusted = getCACertificates('default');
const { key, cert } = makeCertificate();
let place: PackPlace;
let other: PackPlace;
/** What the server says at an address of its own; everything else is 404. */
const answers = new Map<string, Answer>();
const asked: string[] = [];
const answer: Answer = (request, response) => {
  const [path = ''] = (request.url ?? '').split('?');
  asked.push(path);
  const own = answers.get(path);
  if (own !== undefined) return own(request, response);
  if (path.startsWith('/.git/')) return serveGit(request, response);
  response.writeHead(404).end();
};
const server = createServer({ key, cert }, answer);
const plain = createPlainServer(answer);
let https: string;
let http: string;

beforeAll(async () => {
  for (const one of [server, plain]) await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  https = `https://127.0.0.1:${portOf(server)}`;
  http = `http://127.0.0.1:${portOf(plain)}`;
});
afterAll(() => {
  for (const one of [server, plain]) {
    one.closeAllConnections();
    one.close();
  }
});
beforeEach(() => {
  place = new PackPlace();
  other = new PackPlace('slow-tide', 'lantern-road');
  answers.clear();
  asked.length = 0;
  setDefaultCACertificates([...trusted, cert]);
  vi.stubEnv('GIT_SSL_CAINFO', place.write('trusted.pem', cert));
});
afterEach(() => {
  setDefaultCACertificates(trusted);
  vi.unstubAllEnvs();
  place.remove();
  other.remove();
});

const portOf = (one: { address(): AddressInfo | string | null }): number => {
  const address = one.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** Git's own program for the other end, as web servers call it. */
function serveGit(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '', https);
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: other.packs,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'],
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
    },
  });
  request.pipe(backend.stdin);
  const parts: Buffer[] = [];
  backend.stdout.on('data', (part: Buffer) => parts.push(part));
  backend.once('close', () => {
    const all = Buffer.concat(parts);
    const end = all.indexOf('\r\n\r\n');
    const heads = all
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line) => line.split(': '));
    const status = heads.find(([name]) => name === 'Status')?.[1];
    for (const [name = '', value = ''] of heads) response.setHeader(name, value);
    response.writeHead(status === undefined ? 200 : Number.parseInt(status, 10)).end(all.subarray(end + 4));
  });
}

function commit(): string {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-C', other.packs, ...args], { stdio: 'ignore' });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'Packs');
  return `${https}/.git`;
}

const zipOf = (pack: string): Buffer =>
  buildZip(
    ['title.yaml', 'sources.yaml', 'people.yaml', 'cast.yaml', 'quotes.yaml', 'questions.yaml', 'music.yaml', 'seasons.yaml']
      .filter((name) => other.has('packs', pack, name))
      .map((name) => ({ name: `${pack}/${name}`, text: other.read('packs', pack, name) })),
  );

const redirect =
  (to: string): Answer =>
  (_, response) =>
    response.writeHead(302, { location: to }).end();

const addHttps = (address: string, ...args: readonly string[]) => place.with((io) => add([address, ...args], io));

describe('packs over https', () => {
  it('come as a zip, also where it has moved to, and are asked for again by the update', async () => {
    answers.set('/moved.zip', redirect('/there/p.zip'));
    answers.set('/there/p.zip', (_, response) => response.end(zipOf('slow-tide')));
    expect(await addHttps(`${https}/moved.zip`, '--yes')).toMatchObject({ code: 0, stdout: expect.stringContaining('slow-tide: added') });
    expect(JSON.parse(place.read('packs/packs.lock.json')).packs['slow-tide'].from).toBe(`${https}/moved.zip`);
    other.edit('packs/slow-tide/cast.yaml', 'He steers the last ferry.', 'He steers the very last ferry.');
    const { stdout } = await place.with((io) => update(['--yes'], io));
    expect(stdout).toContain('slow-tide: updated');
    expect(place.read('packs/slow-tide/cast.yaml')).toContain('very last ferry');
    answers.delete('/there/p.zip');
    const gone = await place.with((io) => update(['--yes'], io));
    expect(gone).toMatchObject({ code: 1, stdout: expect.stringContaining('answers 404. See that the address is right and public.') });
    expect(place.read('packs/slow-tide/cast.yaml')).toContain('very last ferry');
  });

  it('come by git', async () => {
    expect(await addHttps(commit(), '--only', 'slow-tide', '--yes')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('slow-tide: added'),
    });
    expect(JSON.parse(place.read('packs/packs.lock.json')).packs['slow-tide'].commit).toMatch(/^[0-9a-f]{40}$/);
  });

  it('are not followed to where there is no https, as a zip nor by git', async () => {
    answers.set('/p.zip', redirect(`${http}/plain.zip`));
    answers.set('/odd.zip', redirect('https://'));
    answers.set('/round.zip', redirect('/round.zip'));
    answers.set('/r.git/info/refs', redirect(`${http}/plain.git/info/refs`));
    for (const [name, says] of [
      ['p.zip', 'leads to an address without https. Nothing was taken over.'],
      ['odd.zip', 'leads to an address without https'],
      ['round.zip', 'leads on and on'],
      ['r.git', 'cannot be fetched: '],
    ] as const)
      expect(await addHttps(`${https}/${name}`, '--yes'), name).toMatchObject({ code: 1, stderr: expect.stringContaining(says) });
    expect(asked.filter((path) => path.startsWith('/plain'))).toEqual([]);
  });

  it('are not waited for beyond the time there is, whoever is silent or never ends', async () => {
    const silent: Answer = () => undefined;
    const endless: Answer = (_, response) => void response.writeHead(200).write('P');
    answers.set('/silent.zip', silent);
    answers.set('/endless.zip', endless);
    let open = 0;
    answers.set('/silent.git/info/refs', (_, response) => {
      open += 1;
      response.on('close', () => {
        open -= 1;
      });
    });
    const limits = { ...LIMITS, timeoutMs: 400 };
    for (const name of ['silent.zip', 'endless.zip', 'silent.git']) {
      const { code, stderr } = await place.with((io) => add([`${https}/${name}`, '--yes'], io, { limits }));
      expect({ code, stderr }, name).toMatchObject({ code: 1, stderr: expect.stringMatching(/not there within 0\.4 seconds/) });
    }
    // What git had started to fetch with ends too.
    await vi.waitFor(() => expect(open).toBe(0));
  });

  it('are given up once they are bigger than packs may be, whatever was said of their size', async () => {
    const part = Buffer.alloc(64 * 1024);
    let isOver = false;
    answers.set('/big.zip', (_, response) => {
      response.on('close', () => {
        isOver = true;
      });
      const more = (): void => {
        while (!isOver && response.write(part));
      };
      response.on('drain', more);
      more();
    });
    const limits = { ...LIMITS, bytes: 1024 * 1024 };
    expect((await place.with((io) => add([`${https}/big.zip`], io, { limits }))).stderr).toContain('is bigger than packs may be (1 MB)');
    await vi.waitFor(() => expect(isOver).toBe(true));
  });

  it('do not come from whom this machine does not trust, nor at an address that is none or holds a password', async () => {
    answers.set('/p.zip', (_, response) => response.end(zipOf('slow-tide')));
    const address = commit();
    setDefaultCACertificates(trusted);
    vi.stubEnv('GIT_SSL_CAINFO', undefined);
    for (const [from, says] of [
      // Under a name not asked before: what was trusted once is remembered.
      [`${https.replace('127.0.0.1', 'localhost')}/p.zip`, 'NODE_EXTRA_CA_CERTS names a file that holds it.'],
      [address, 'GIT_SSL_CAINFO names a file that holds it.'],
      ['https://', 'is no address'],
      ['https://me:secret@127.0.0.1/p.zip', 'holds a name or a password'],
    ] as const) {
      const { code, stderr } = await addHttps(from, '--yes');
      expect({ code, stderr }, from).toMatchObject({ code: 1, stderr: expect.stringContaining(says) });
      expect(stderr).not.toContain('secret');
    }
    expect(place.has('packs/slow-tide')).toBe(false);
  });
});

describe('Wikidata over https', () => {
  it('gives an item, also where its page leads on to another', async () => {
    answers.set('/wiki/Special:EntityData/Q1.json', redirect('/wiki/Special:EntityData/Q2.json'));
    answers.set('/wiki/Special:EntityData/Q2.json', (_, response) => response.end('{"entities":{}}'));
    expect(await fetchFromWikidata(`${https}/wiki/Special:EntityData/Q1.json`)).toEqual({ entities: {} });
  });

  it('is refused in a sentence where it is no JSON or not there, and not followed to where there is no https', async () => {
    answers.set('/page', (_, response) => response.end('<html>'));
    answers.set('/away', redirect(`${http}/plain.json`));
    await expect(fetchFromWikidata(`${https}/page`)).rejects.toThrow('is no JSON. Try again later, or save the page and import the file.');
    await expect(fetchFromWikidata(`${https}/nothing`)).rejects.toThrow('answers 404');
    await expect(fetchFromWikidata(`${https}/away`)).rejects.toThrow('leads to an address without https');
    expect(asked).not.toContain('/plain.json');
  });
});
