/**
 * A real browser for tests and pictures: CHROME_PATH, else the Chromium that comes with the development packages (Linux on
 * x64), else the system's. The packaged one brings its own libraries, so nothing has to be installed.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium as playwright } from 'playwright-core';

const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--force-color-profile=srgb', '--font-render-hinting=none'];

/** Where no browser can run: the sentence that says what to do about it. */
export const NO_BROWSER = [
  'The playground is tested in a real browser, and none was found here.',
  'Set CHROME_PATH to a Chrome or Chromium (on Debian: apt install chromium), then run the tests again.',
].join(' ');

/** The path of a browser that can run here, unpacked if need be; null where there is none. */
export async function findBrowser(): Promise<string | null> {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH !== undefined && CHROME_PATH !== '') {
    if (!existsSync(CHROME_PATH)) throw new Error(`CHROME_PATH names ${CHROME_PATH}, and there is nothing there.`);
    return CHROME_PATH;
  }
  if (process.platform === 'linux' && process.arch === 'x64') return unpackChromium();
  return SYSTEM_BROWSERS.find((path) => existsSync(path)) ?? null;
}

/** @throws with `NO_BROWSER` where none can run. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findBrowser();
  if (executablePath === null) throw new Error(NO_BROWSER);
  return playwright.launch({ executablePath, args: FLAGS });
}

/**
 * Unpacks the packaged browser once per version. It unpacks into a folder of its own that gets its name when all is in
 * it: two test files may begin at the same moment, and an old version must not be taken for a new one.
 */
async function unpackChromium(): Promise<string> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('@sparticuz/chromium');
  const root = entry.slice(0, entry.lastIndexOf(join('@sparticuz', 'chromium')) + join('@sparticuz', 'chromium').length);
  const { version }: { version: string } = require(join(root, 'package.json'));
  // Of each user their own: what root unpacked nobody else may run.
  const home = join(tmpdir(), `nabi-chromium-${version}-${userInfo().uid}`);
  const { default: chromium, inflate, setupLambdaEnvironment } = await import('@sparticuz/chromium');
  chromium.setGraphicsMode = false;
  if (!existsSync(home)) {
    const making = mkdtempSync(`${home}-`);
    await inTemporaryFolder(making, async () => {
      await inflate(join(root, 'bin', 'al2023.tar.br'));
      await chromium.executablePath();
    });
    try {
      renameSync(making, home);
    } catch (error) {
      rmSync(making, { recursive: true, force: true });
      // Another process was faster: its folder is as good.
      if (!existsSync(home)) throw error;
    }
  }
  setupLambdaEnvironment(join(home, 'al2023', 'lib'));
  return join(home, 'chromium');
}

/** The package unpacks into whatever is the temporary folder. */
async function inTemporaryFolder(folder: string, work: () => Promise<void>): Promise<void> {
  const before = process.env.TMPDIR;
  mkdirSync(dirname(folder), { recursive: true });
  process.env.TMPDIR = folder;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

let kept: Promise<Browser | null> | undefined;

/**
 * The browser of the test files that share this process; it ends with it. Without one: an error where tests must be complete (CI), a clear
 * sentence and null on somebody's own machine.
 */
export function browserOrNull(): Promise<Browser | null> {
  kept ??= launchOrNull();
  return kept;
}

async function launchOrNull(): Promise<Browser | null> {
  if ((await findBrowser()) !== null || isCi()) return launchBrowser();
  process.stderr.write(`\n${NO_BROWSER}\n\n`);
  return null;
}

function isCi(): boolean {
  const { CI } = process.env;
  return CI !== undefined && CI !== '' && CI !== 'false';
}
