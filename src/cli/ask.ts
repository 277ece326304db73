/** `nabi ask '/cast name: hero'`: the reply Discord would get, in a terminal. Settings live only as long as the call. */
import { commands } from '../../commands/index.ts';
import { createAnswer } from '../answer/answer.ts';
import type { OptionSpec } from '../bot/types.ts';
import { loadCare } from '../care/load.ts';
import { closingLater } from '../closing.ts';
import { inLanguage } from '../content/in-language.ts';
import { loadLanguages } from '../language/locales.ts';
import { createLog } from '../log.ts';
import { openSqliteState } from '../state/sqlite.ts';
import type { Change } from '../state/types.ts';
import { chooseTitle, withContent } from './content.ts';
import { EXIT_DONE, EXIT_WRONG_USAGE } from './io.ts';
import { IDS, parseCommand, USER_ID } from './parse-command.ts';
import { refuse, refuseWords, subcommand } from './refusal.ts';
import { drawResponse } from './terminal.ts';
import { FLAG, LOCALE, readChoice, readWhole, readWords, TEXT, textOr } from './words.ts';

const USAGE = `Usage: nabi ask '/cast name: hero' [--locale ko] [--as admin] [--dm] [--title id] [--limit 4] [--progress 9] [--reveal] [--width 38] [--json]
--title: the server's title. --limit: its spoiler limit, the last episode all may see. --progress: the last episode the asker has seen.
What begins with no command is a question in your own words. Prints the reply as Discord would show it; --json prints the exact response. --width 38 prints it as a phone's
screen breaks it, each row of buttons on one line and selects without their choices, so that its lines can be counted.
`;

const DEFAULT_COLUMNS = 80;
const NARROWEST_COLUMNS = 20;

/** Exit codes: 0 answered, 1 the packs are broken, 2 wrong usage. */
export const runAsk = subcommand(USAGE, (args, io) => {
  const { text, values, isAdmin, width, limit, progress } = readArguments(args);
  const languages = loadLanguages();
  const asker = { locale: values.locale, isAdmin, inDm: values.dm };
  const say = languages.say(values.locale);
  return withContent(io, async (content) => {
    const choicesOf = (spec: OptionSpec) => (spec.type === 'string' ? (spec.choices?.(inLanguage(content, values.locale), say) ?? []) : []);
    const parsed = parseCommand(text, commands, asker, languages, choicesOf);
    if (!parsed.ok) refuse(parsed.problem, EXIT_WRONG_USAGE);
    const title = chooseTitle(content, values.title);
    await using state = closingLater(openSqliteState(':memory:'));
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
      // Nobody waits behind the only one who asks, however slow the machine is.
      elapsedMs: () => 0,
    });
    const { response } = await answer(parsed.interaction);
    const colours = io.stdout.isTTY === true && io.env.NO_COLOR === undefined;
    const columns = width ?? io.stdout.columns ?? DEFAULT_COLUMNS;
    const style = { columns, isBare: width !== undefined, colours, reveal: values.reveal, privateNote: say('playground.onlyYou') };
    io.stdout.write(values.json ? `${JSON.stringify(response)}\n` : drawResponse(response, style));
    return EXIT_DONE;
  });
});

function readArguments(args: readonly string[]) {
  const asker = { locale: LOCALE, as: textOr('fan'), dm: FLAG, progress: TEXT };
  const how = { title: TEXT, limit: TEXT, reveal: FLAG, width: TEXT, json: FLAG };
  const { values, positionals } = readWords(args, { ...asker, ...how }, Infinity);
  if (positionals.length === 0) refuseWords('Type a command or a question.');
  return {
    text: positionals.join(' '),
    values,
    isAdmin: readChoice('--as', values.as, ['fan', 'admin']) === 'admin',
    width: readWhole('--width', values.width, NARROWEST_COLUMNS),
    limit: readWhole('--limit', values.limit, 0),
    progress: readWhole('--progress', values.progress, 0),
  };
}
