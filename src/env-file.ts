/** What is wrong with the file `.env` itself, which Node reads silently: what it does not understand, it leaves out. */
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';

const TOKEN = 'DISCORD_TOKEN';
/** What the file is called by those who filled in another than the one that is read. */
const LOOKALIKES = ['.env.txt', '.env.example', '.env.local', 'env', 'env.txt', '_env'];

/**
 * Looks at a `.env`; one that is not there is fine. Never throws. `problems` keep a value from being read as it was meant, each a sentence
 * with the remedy, none with a value; `notes` work and should still be mended.
 */
export function examineEnvFile(path: string): Readonly<Record<'problems' | 'notes', readonly string[]>> {
  const file = resolve(path);
  if (!existsSync(file)) return { problems: [], notes: [] };
  try {
    // Docker makes one where a file was to be mounted and is not there.
    if (statSync(file).isDirectory())
      return { problems: [`.env is a folder, and has to be a file: rmdir ${file}, then install -m 600 .env.example ${file}.`], notes: [] };
    accessSync(file, constants.R_OK);
    const text = readFileSync(file);
    const isOpen = (statSync(file).mode & 0o077) !== 0;
    const holdsSecret = /^[ \t]*(?:export[ \t]+)?(?:DISCORD_TOKEN|DATABASE_URL)[ \t]*=[ \t]*["'`]?[^\s"'`]/m.test(text.toString('utf8'));
    const notes =
      isOpen && holdsSecret ? [`.env can be read by other users of this machine, and it holds the token: chmod 600 ${file}`] : [];
    return { problems: findEnvTextProblems(text), notes };
  } catch {
    const problem = `.env is there, but ${nameUser()} may not read it: chown ${nameUser()} ${file}, or start Nabi as the user it belongs to.`;
    return { problems: [problem], notes: [] };
  }
}

/** @param bytes The content of a `.env`. */
function findEnvTextProblems(bytes: Buffer): readonly string[] {
  if (bytes.includes(0)) return ['.env is not saved as UTF-8, as some editors do unasked: save it as UTF-8 without BOM.'];
  const text = bytes.toString('utf8');
  const problems: string[] = [];
  if (text.startsWith('\uFEFF'))
    problems.push('.env begins with a byte order mark (BOM), so its first line is not read: save it as UTF-8 without BOM.');
  const filledAtLine = new Map<string, number>();
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const number = index + 1;
    const [, name = '', sign = '', value = ''] = /^(?:export\s+)?([A-Za-z]\w*)\s*([=:])(.*)$/s.exec(line.trim()) ?? [];
    if (sign === ':' && /^(?:NABI|DISCORD|DATABASE|LOG)_/i.test(name)) {
      problems.push(`line ${number} of .env has a colon after ${name}, so it is not read: write ${name}= instead.`);
    }
    if (sign !== '=') continue;
    const isBlank = value.replaceAll(/["'`]/g, '').trim() === '';
    const before = filledAtLine.get(name);
    if (isBlank && before !== undefined) {
      problems.push(
        `line ${number} of .env sets ${name} again, to nothing, and the last line counts: delete that line, and keep line ${before}.`,
      );
    }
    if (!isBlank) filledAtLine.set(name, number);
  }
  return problems;
}

/**
 * Why there is no token, for whoever meant to give one; null where nothing says so.
 *
 * @param file Where `.env` is looked for.
 */
export function findMislaidToken(file: string): string | null {
  if (existsSync(file)) return null;
  const other = LOOKALIKES.find((name) => {
    try {
      // Without a mark of the byte order, which would belong to the first name.
      return Boolean(parseEnv(readFileSync(file.replace(/\.env$/, name), 'utf8').trim())[TOKEN]?.trim());
    } catch {
      return false;
    }
  });
  return other === undefined ? null : `${TOKEN} stands in ${other}, and what is read is .env: put it there.`;
}

/** The user this process runs as; a container's may have no name. */
export function nameUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? '?'}`;
  }
}
