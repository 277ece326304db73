import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createFileFetcher } from '../../src/discord/fetch-file.ts';
import { createRecordingLog } from '../support/recording-log.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A file host on this machine, and what was asked of it. */
async function host(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`, asked };
}

const fetchFrom = (url: string, origins?: readonly string[], deadlineMs = 1_500) =>
  createFileFetcher({ log: createRecordingLog(), deadlineMs, ...(origins === undefined ? {} : { origins }) })({
    name: 'nabi-settings.json',
    url,
    sizeBytes: 10,
  });
const NOTHING = { ok: false, reason: 'no-file' };

describe('a file somebody gave', () => {
  it('is fetched from the host of files', async () => {
    const { origin } = await host((_request, response) => response.end('{"나비":1}'));
    expect(await fetchFrom(`${origin}/attachments/1/2/nabi-settings.json?ex=1`, [origin])).toEqual({ ok: true, text: '{"나비":1}' });
  });

  it('is asked for nowhere else, whatever its address says', async () => {
    const { origin, asked } = await host((_request, response) => response.end('{}'));
    for (const url of [
      `${origin}/x.json`,
      `${origin.replace('http', 'https')}/x.json`,
      'http://cdn.discordapp.com/x.json',
      'https://cdn.discordapp.com.example.org/x.json',
      'https://cdn.discordapp.com:8443/x.json',
      `https://cdn.discordapp.com@${origin.slice('http://'.length)}/x.json`,
      'file:///etc/hostname',
      'no address',
    ]) {
      expect(await fetchFrom(url)).toEqual(NOTHING);
    }
    expect(asked).toEqual([]);
  });

  it('is not followed to another address', async () => {
    const elsewhere = await host((_request, response) => response.end('{}'));
    const { origin } = await host((_request, response) => response.writeHead(302, { location: `${elsewhere.origin}/x.json` }).end());
    expect(await fetchFrom(`${origin}/x.json`, [origin, elsewhere.origin])).toEqual(NOTHING);
    expect(elsewhere.asked).toEqual([]);
  });

  it('is left where it is larger than was said, is no text, or does not come', async () => {
    const large = await host((_request, response) => response.end('x'.repeat(65 * 1024)));
    const binary = await host((_request, response) => response.end(Buffer.from([0xff, 0xfe, 0x00])));
    const gone = await host((_request, response) => response.writeHead(404).end('{}'));
    const silent = await host(() => {});
    expect(await fetchFrom(`${large.origin}/x`, [large.origin])).toEqual(NOTHING);
    expect(await fetchFrom(`${binary.origin}/x`, [binary.origin])).toEqual(NOTHING);
    expect(await fetchFrom(`${gone.origin}/x`, [gone.origin])).toEqual(NOTHING);
    expect(await fetchFrom(`${silent.origin}/x`, [silent.origin], 50)).toEqual(NOTHING);
  });
});
