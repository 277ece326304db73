#!/usr/bin/env node
/** `nabi <subcommand>`: what can be done without Discord's window. */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import nabi from '../../package.json' with { type: 'json' };
import { mayBeFolder } from '../env.ts';
import { examineEnvFile } from '../env-file.ts';
import { type CliIo, EXIT_DONE, EXIT_WRONG_USAGE } from './io.ts';

type Run = (args: readonly string[], io: CliIo) => number | Promise<number>;

/** Each loads what it needs itself: all of it takes longer to load than most take to run. */
const SUBCOMMANDS: Readonly<Record<string, () => Promise<Run>>> = {
  ask: async () => (await import('./ask.ts')).runAsk,
  search: async () => (await import('./search.ts')).runSearch,
  understand: async () => (await import('./understand.ts')).runUnderstand,
  check: async () => (await import('./check.ts')).runCheck,
  pack: async () => (await import('./pack/index.ts')).runPack,
  register: async () => (await import('./discord.ts')).runRegister,
  invite: async () => (await import('./discord.ts')).runInvite,
  corrections: async () => (await import('./corrections.ts')).runCorrections,
  doctor: async () => (await import('./doctor.ts')).runDoctor,
  simulate: async () => (await import('./simulate.ts')).runSimulate,
  backup: async () => (await import('./backup.ts')).runBackup,
  restore: async () => (await import('./backup.ts')).runRestore,
  'export-state': async () => (await import('./transfer.ts')).runExportState,
  'import-state': async () => (await import('./transfer.ts')).runImportState,
};

const USAGE = `Usage: nabi <subcommand>
  start                        the bot itself, until it is told to stop
  ask '/cast name: hero'       the reply of a slash command
  search <name>                who a name finds
  understand <kind> <text>     what is understood of a typed name, title, time, day or zone
  check [folder]               what is wrong with the packs, and how to mend it
  pack <what> …                new, check, score, preview, import, export, translate, add, update, remove, publish
  register [--guild id]        tell Discord the commands
  invite                       the link that adds the bot to a server
  doctor                       what is wrong, and how to mend it
  corrections                  what people have said is wrong
  simulate [--days 730]        years of daily posts in every time zone, counted
  simulate --posts             a year of daily posts, to be read
  backup <file>                a copy of the state, also while the bot runs
  restore <file>               the way back
  export-state <file>          everything that is kept, to move it to another store
  import-state <file>          and into that store
  --version                    which Nabi this is
`;

process.env.TZ = 'UTC';
// Copies of what people have set are for nobody else on this machine.
process.umask(0o077);
// Whoever reads the output may have enough of it: `nabi sources | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT_DONE);
  throw error;
});
const ENV_FILE = fileURLToPath(new URL('../../.env', import.meta.url));
loadOwnSettings();

const [name = '', ...args] = process.argv.slice(2);
const load = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
const wantsHelp = name === '' || name === 'help' || name === '--help' || name === '-h';
if (load) {
  const run = await load();
  process.exitCode = await run(args, {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    env: process.env,
    envFile: ENV_FILE,
  });
} else if (name === '--version' || name === '-v') {
  process.stdout.write(`nabi ${nabi.version}\n`);
} else if (name === 'start') {
  // `nabi start` alone never comes here (bin/nabi).
  process.stderr.write(
    `nabi start takes nothing behind it, so “${args.join(' ')}” is not understood. What it is told stands in .env (see .env.example).\n`,
  );
  process.exitCode = EXIT_WRONG_USAGE;
} else {
  (wantsHelp ? process.stdout : process.stderr).write(wantsHelp ? USAGE : `There is no subcommand “${name}”.\n${USAGE}`);
  process.exitCode = wantsHelp ? EXIT_DONE : EXIT_WRONG_USAGE;
}

/**
 * The same settings as the bot's, from whichever folder this is called: Nabi's own `.env`, where a variable that is really set wins,
 * and folders that are not set there or given without a beginning are Nabi's own too.
 */
function loadOwnSettings(): void {
  const isSet = (name: string): boolean => (process.env[name] ?? '').trim() !== '';
  const folders = [
    { name: 'NABI_HOME', usual: 'var' },
    { name: 'NABI_PACKS', usual: 'data/packs' },
  ].filter((folder) => !isSet(folder.name));
  try {
    process.loadEnvFile(ENV_FILE);
  } catch {
    // One that is not there is fine; of one that cannot be read everybody but the doctor, who says more, complains here.
    const { problems } = examineEnvFile(ENV_FILE);
    if (problems.length > 0 && process.argv[2] !== 'doctor') process.stderr.write(`${problems.join('\n')}\n`);
  }
  for (const folder of folders) {
    const told = isSet(folder.name) ? process.env[folder.name]?.trim() : folder.usual;
    // Anything else is refused in words, which tell a secret by its shape alone: it must not become the end of a path.
    if (told !== undefined && mayBeFolder(told)) process.env[folder.name] = resolve(dirname(ENV_FILE), told);
  }
}
