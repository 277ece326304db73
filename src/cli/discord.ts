/** `nabi register` and `nabi invite`: the two that speak with Discord. */
import { commands } from '../../commands/index.ts';
import { buildDefinitions } from '../answer/registry.ts';
import { closing, closingLater } from '../closing.ts';
import { ApplicationError, loadIdentity } from '../discord/application.ts';
import { buildInviteUrl } from '../discord/invite.ts';
import { registerCommands } from '../discord/register.ts';
import { createRest, type DiscordRest } from '../discord/rest.ts';
import type { Env } from '../env.ts';
import { loadLanguages } from '../language/locales.ts';
import { createLog } from '../log.ts';
import { openState } from '../start/state.ts';
import { withContent } from './content.ts';
import { type CliIo, EXIT_DONE, EXIT_WRONG_USAGE } from './io.ts';
import { refuse, refuseWords, subcommand } from './refusal.ts';
import { FLAG, needEnv, readWords, TEXT } from './words.ts';

const REGISTER_USAGE = 'Usage: nabi register [--guild id]\nTells Discord the commands, everywhere or for one server.\n';
const INVITE_USAGE = `Usage: nabi invite [--threads] [--ping-role] [--pin] [--read-history]
Prints the link that adds the bot to a server. The flags ask for what only some need: threads under posts, pinging a
role, pinning posts, and looking after a crash whether a post went out.
`;

/** Registers anew even when nothing changed, since it was asked for. Exit codes: 0 done, 1 Discord refused, 2 wrong usage. */
export const runRegister = subcommand(REGISTER_USAGE, (args, io) => {
  const guildId = readWords(args, { guild: TEXT }).values.guild;
  if (guildId !== undefined && !/^\d{17,20}$/.test(guildId))
    refuseWords(`--guild is the id of a server, 17 to 20 digits, not “${guildId}”.`);
  return withContent(io, (content, env) =>
    withDiscord(io, env, async (rest) => {
      const { id: applicationId } = await loadIdentity(rest, env);
      const definitions = buildDefinitions(commands, content, loadLanguages());
      await using state = closingLater(await openState(env));
      const registered = await registerCommands({
        rest,
        applicationId,
        definitions,
        loadMeta: async () => null,
        saveMeta: (key, value) => state.saveMeta(key, value),
        ...(guildId !== undefined ? { guildId } : {}),
      });
      if (!registered.ok) refuse(`Discord did not take the commands: ${registered.failure.message}`);
      const where = guildId !== undefined ? `for server ${guildId}` : 'everywhere';
      io.stdout.write(`Registered ${definitions.length} commands ${where}.\n`);
      return EXIT_DONE;
    }),
  );
});

/** Exit codes: 0 printed, 1 Discord did not say which application this is, 2 wrong usage. */
export const runInvite = subcommand(INVITE_USAGE, (args, io) => {
  const { values } = readWords(args, { threads: FLAG, 'ping-role': FLAG, pin: FLAG, 'read-history': FLAG });
  const { threads, 'ping-role': pingRole, pin, 'read-history': readHistory } = values;
  const print = (applicationId: string) => {
    io.stdout.write(`${buildInviteUrl(applicationId, { threads, pingRole, pin, readHistory })}\n`);
    return EXIT_DONE;
  };
  const env = needEnv(io);
  return env.applicationId === null
    ? withDiscord(io, env, async (rest) => print((await loadIdentity(rest, env)).id))
    : print(env.applicationId);
});

async function withDiscord(io: CliIo, env: Env, use: (rest: DiscordRest) => Promise<number>): Promise<number> {
  if (env.token === null) refuse('This needs DISCORD_TOKEN: put the bot token into .env (see .env.example).', EXIT_WRONG_USAGE);
  const log = createLog({ level: 'error', secrets: [env.token], pretty: true, write: (line) => io.stderr.write(line) });
  using rest = closing(createRest({ token: env.token, apiUrl: env.apiUrl, log }));
  try {
    return await use(rest);
  } catch (error) {
    if (!(error instanceof ApplicationError)) throw error;
    return refuse(error.message);
  }
}
