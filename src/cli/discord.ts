/** `nabi register` and `nabi invite`: the two that speak with Discord. */
import { parseArgs } from 'node:util';
import { commands } from '../../commands/index.ts';
import { buildDefinitions } from '../answer/registry.ts';
import { ApplicationError, loadIdentity } from '../discord/application.ts';
import { buildInviteUrl } from '../discord/invite.ts';
import { registerCommands } from '../discord/register.ts';
import { createRest, type DiscordRest } from '../discord/rest.ts';
import { buildEnvMessage, type Env, readEnv } from '../env.ts';
import { loadLanguages } from '../language/locales.ts';
import { createLog } from '../log.ts';
import { openState } from '../start/state.ts';
import { withContent } from './content.ts';
import { type CliIo, EXIT_DONE, EXIT_PROBLEM, EXIT_WRONG_USAGE } from './io.ts';

const REGISTER_USAGE = 'Usage: nabi register [--guild id]\nTells Discord the commands, everywhere or for one server.\n';
const INVITE_USAGE = `Usage: nabi invite [--threads] [--ping-role] [--pin] [--read-history]
Prints the link that adds the bot to a server. The flags ask for what only some need: threads under posts, pinging a
role, pinning posts, and looking after a crash whether a post went out.
`;

/** Registers anew even when nothing changed, since it was asked for. Exit codes: 0 done, 1 Discord refused, 2 wrong usage. */
export async function runRegister(args: readonly string[], io: CliIo): Promise<number> {
  const flags = readFlags(args, { guild: { type: 'string' } });
  const guildId = flags?.guild;
  if (flags === undefined || (typeof guildId === 'string' && !/^\d{17,20}$/.test(guildId))) {
    io.stderr.write(REGISTER_USAGE);
    return EXIT_WRONG_USAGE;
  }
  return withContent(io, (content, env) =>
    withDiscord(io, env, async (rest) => {
      const { id: applicationId } = await loadIdentity(rest, env);
      const definitions = buildDefinitions(commands, content, loadLanguages());
      const state = await openState(env);
      try {
        const registered = await registerCommands({
          rest,
          applicationId,
          definitions,
          loadMeta: async () => null,
          saveMeta: (key, value) => state.saveMeta(key, value),
          ...(typeof guildId === 'string' ? { guildId } : {}),
        });
        if (!registered.ok) {
          io.stderr.write(`Discord did not take the commands: ${registered.failure.message}\n`);
          return EXIT_PROBLEM;
        }
        const where = typeof guildId === 'string' ? `for server ${guildId}` : 'everywhere';
        io.stdout.write(`Registered ${definitions.length} commands ${where}.\n`);
        return EXIT_DONE;
      } finally {
        await state.close();
      }
    }),
  );
}

/** Exit codes: 0 printed, 1 Discord did not say which application this is, 2 wrong usage. */
export async function runInvite(args: readonly string[], io: CliIo): Promise<number> {
  const isOn = { type: 'boolean' } as const;
  const flags = readFlags(args, { threads: isOn, 'ping-role': isOn, pin: isOn, 'read-history': isOn });
  if (flags === undefined) {
    io.stderr.write(INVITE_USAGE);
    return EXIT_WRONG_USAGE;
  }
  const read = readEnv(io.env);
  if (!read.ok) {
    io.stderr.write(buildEnvMessage(read.problems));
    return EXIT_WRONG_USAGE;
  }
  const { threads, 'ping-role': pingRole, pin, 'read-history': readHistory } = flags;
  const extras = { threads: threads === true, pingRole: pingRole === true, pin: pin === true, readHistory: readHistory === true };
  const print = (applicationId: string) => {
    io.stdout.write(`${buildInviteUrl(applicationId, extras)}\n`);
    return EXIT_DONE;
  };
  if (read.env.applicationId !== null) return print(read.env.applicationId);
  return withDiscord(io, read.env, async (rest) => print((await loadIdentity(rest, read.env)).id));
}

async function withDiscord(io: CliIo, env: Env, use: (rest: DiscordRest) => Promise<number>): Promise<number> {
  if (env.token === null) {
    io.stderr.write('This needs DISCORD_TOKEN: put the bot token into .env (see .env.example).\n');
    return EXIT_WRONG_USAGE;
  }
  const log = createLog({ level: 'error', secrets: [env.token], pretty: true, write: (line) => io.stderr.write(line) });
  const rest = createRest({ token: env.token, apiUrl: env.apiUrl, log });
  try {
    return await use(rest);
  } catch (error) {
    if (!(error instanceof ApplicationError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return EXIT_PROBLEM;
  } finally {
    rest.close();
  }
}

type FlagSpecs = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;

function readFlags(args: readonly string[], options: FlagSpecs): Readonly<Record<string, unknown>> | undefined {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    return undefined;
  }
}
