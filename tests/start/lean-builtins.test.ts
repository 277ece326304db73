import { describe, expect, it } from 'vitest';
import { runNode } from '../support/run-node.ts';

describe('a start', () => {
  it('loads none of what Node brings with a WebSocket, a FormData, HTTP/2 or a standard input that nobody uses', () => {
    const tellWhatWasLoaded = `process.on('exit', () => console.log(process.moduleLoadList.join(' ')))`;
    // Once all is loaded, it ends for want of a folder.
    const { out, status } = runNode(['--import', `data:text/javascript,${tellWhatWasLoaded}`, 'src/main.ts'], {
      DISCORD_TOKEN: 'canary-token.must-never.be-printed-anywhere',
      NABI_HOME: '/dev/null/nabi',
    });
    expect(status).toBe(1);
    expect(out).toContain('NativeModule http');
    expect(out).not.toMatch(/internal\/deps\/undici|NativeModule tty|NativeModule http2|internal\/readline\/interface/);
  });

  it('leaves whoever asks for them what they are', () => {
    const ask = `
      await import('./src/start/lean-builtins.ts');
      const { default: http } = await import('node:http');
      const { default: fs } = await import('node:fs');
      console.log([http.WebSocket, process.stdin.on, fs.promises.readFile].map((one) => typeof one).join());
    `;
    expect(runNode(['--input-type=module', '--eval', ask], {})).toEqual({ out: 'function,function,function\n', status: 0 });
  });
});
