/** `nabi ask '/cast name: hero'`: the reply Discord would get, in a terminal. Settings live only as long as the call. */
import { parseArgs } from 'node:util';
import { commands } from '../../commands/index.ts';
import { createAnswer } from '../answer/answer.ts';
import type { OptionSpec } from '../bot/types.ts';
import { loadCare } from '../care/load.ts';
import { inLanguage } from '../content/in-language.ts';
import { loadLanguages } from '../language/locales.ts';
import { createLog } from '../log.ts';
import { openSqliteState } from '../state/sqlite.ts';
import type { Change } from '../state/types.ts';
import { withContent } from './content.ts';
import { type CliIo, EXIT_DONE, EXIT_WRONG_USAGE } from './io.ts';
import { IDS, parseCommand, USER_ID } from './parse-command.ts';
import { drawResponse } from './terminal.ts';

const USAGE = `Usage: nabi ask '/cast name: hero' [--locale ko] [--as admin] [--dm] [--title id] [--limit 4] [--progress 9] [--reveal] [--width 38] [--json]
--title: the server's title. --limit: its spoiler limit, the last episode all may see. --progress: the last episode the asker has seen.
Prints the reply as Discord would show it; --json prints the exact response. --width 38 prints it as a phone's
screen breaks it, each row of buttons on one line and selects without their choices, so that its lines can be counted.
`;

const DEFAULT_COLUMNS = 80;
const NARROWEST_COLUMNS = 20;

/** Exit codes: 0 answered, 1 the packs are broken, 2 wrong usage. */
export async function runAsk(args: readonly string[], io: CliIo): Promise<number> {
  const asked = readArguments(args);
  if (asked === undefined) {
    io.stderr.write(USAGE);
    return EXIT_WRONG_USAGE;
  }
  const { text, values, width, limit, progress } = asked;
  const languages = loadLanguages();
  const asker = { locale: values.locale, isAdmin: values.as === 'admin', inDm: values.dm };
  const say = languages.say(values.locale);
  return withContent(io, async (content) => {
    const choicesOf = (spec: OptionSpec) => (spec.type === 'string' ? (spec.choices?.(inLanguage(content, values.locale), say) ?? []) : []);
    const parsed = parseCommand(text, commands, asker, languages, choicesOf);
    if (!parsed.ok) {
      io.stderr.write(`${parsed.problem}\n`);
      return EXIT_WRONG_USAGE;
    }
    const title = values.title === undefined ? content.titles()[0] : content.title(values.title);
    if (title === undefined) {
      const ids = content.titles().map(({ id }) => id);
      io.stderr.write(`${say('title.unknown', { typed: values.title ?? '' })} ${ids.join(', ')}\n`);
      return EXIT_WRONG_USAGE;
    }
    const state = openSqliteState(':memory:');
    try {
      const patch = {
        ...(values.title === undefined ? {} : { title: title.id }),
        ...(limit === undefined ? {} : { ceilings: { [title.id]: limit } }),
      };
      const changes: readonly Change[] = [
        { kind: 'set-server', guildId: IDS.guild, patch, byUserId: USER_ID },
        ...(progress === undefined ? [] : [{ kind: 'set-progress', userId: USER_ID, titleId: title.id, episode: progress } as const]),
      ];
      await state.saveChanges(changes, Date.now());
      const log = createLog({ level: 'error', secrets: [], pretty: true, write: (line) => io.stderr.write(line) });
      const answer = createAnswer({
        commands,
        content: () => content,
        languages,
        care: loadCare(),
        state,
        commandIds: () => new Map(),
        log,
        transport: 'cli',
      });
      const { response } = await answer(parsed.interaction);
      const colours = io.stdout.isTTY === true && io.env.NO_COLOR === undefined;
      const columns = width ?? io.stdout.columns ?? DEFAULT_COLUMNS;
      const style = { columns, isBare: width !== undefined, colours, reveal: values.reveal, privateNote: say('playground.onlyYou') };
      io.stdout.write(values.json ? `${JSON.stringify(response)}\n` : drawResponse(response, style));
      return EXIT_DONE;
    } finally {
      await state.close();
    }
  });
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        locale: { type: 'string', default: 'en-US' },
        as: { type: 'string', default: 'fan' },
        dm: { type: 'boolean', default: false },
        reveal: { type: 'boolean', default: false },
        width: { type: 'string' },
        title: { type: 'string' },
        limit: { type: 'string' },
        progress: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const isKnownAsker = values.as === 'fan' || values.as === 'admin';
    const width = values.width === undefined ? undefined : Number(values.width);
    if (width !== undefined && !(Number.isInteger(width) && width >= NARROWEST_COLUMNS)) return undefined;
    const [limit, progress] = [values.limit, values.progress].map((text) => (text === undefined ? undefined : Number(text)));
    if ([limit, progress].some((episode) => episode !== undefined && !(Number.isInteger(episode) && episode >= 0))) return undefined;
    return positionals.length > 0 && isKnownAsker ? { text: positionals.join(' '), values, width, limit, progress } : undefined;
  } catch {
    return undefined;
  }
}
