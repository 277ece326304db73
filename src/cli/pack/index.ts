/** `nabi pack <what>`: everything that is done to packs, from an empty folder to sharing them. */
import { capitalize } from '../../text/text.ts';
import { type CliIo, EXIT_DONE, EXIT_WRONG_USAGE } from '../io.ts';
import { asRefusal, Refusal, subcommand } from '../refusal.ts';
import type { PackCommand } from './place.ts';

/** Each is loaded when it is asked for: a fan's `/cast` needs none of them. */
const COMMANDS: Readonly<Record<string, () => Promise<PackCommand>>> = {
  new: async () => (await import('./new.ts')).packNew,
  check: async () => (await import('./check.ts')).packCheck,
  score: async () => (await import('./score.ts')).packScore,
  preview: async () => (await import('./preview.ts')).packPreview,
  import: async () => (await import('./tables.ts')).packImport,
  export: async () => (await import('./tables.ts')).packExport,
  translate: async () => (await import('./translate.ts')).packTranslate,
  add: async () => (await import('./exchange.ts')).packAdd,
  update: async () => (await import('./exchange.ts')).packUpdate,
  remove: async () => (await import('./exchange.ts')).packRemove,
  publish: async () => (await import('./publish.ts')).packPublish,
};

/** Exit codes: 0 done, 1 something is in the way, 2 wrong usage. */
export async function runPack(args: readonly string[], io: CliIo): Promise<number> {
  const [name = '', ...rest] = args;
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    const isHelp = name === '' || name === 'help' || name === '--help' || name === '-h';
    const usage = await listCommands();
    (isHelp ? io.stdout : io.stderr).write(isHelp ? usage : `There is no “nabi pack ${name}”.\n${usage}`);
    return isHelp ? EXIT_DONE : EXIT_WRONG_USAGE;
  }
  const command = await load();
  // Packs are no secret: the bot may run as another user than whoever writes them.
  process.umask(0o022);
  return subcommand(`Usage: nabi pack ${name} ${command.takes}\n${capitalize(command.says)}.\n${command.help}`, async () => {
    try {
      return await command.run(rest, io);
    } catch (thrown) {
      const error = asRefusal(thrown);
      // A script that asked for JSON reads it also where nothing came of it.
      if (error instanceof Refusal && rest.includes('--json'))
        io.stdout.write(`${JSON.stringify({ ok: false, problem: error.message })}\n`);
      throw error;
    }
  })(rest, io);
}

async function listCommands(): Promise<string> {
  const all = await Promise.all(Object.entries(COMMANDS).map(async ([name, load]) => [name, await load()] as const));
  const lines = all.map(([name, { says }]) => `  ${name.padEnd(11)}${says}`);
  return `Usage: nabi pack <what> …   (each has --help with an example, and --json)\n${lines.join('\n')}\n`;
}
