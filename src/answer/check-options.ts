/**
 * Whether what arrived is what the command offers. Discord's window sends nothing else, but a client of an older day, a
 * forged request or another program may; then a sentence says what would work, and nothing is taken as if it had not been said.
 */
import type { Options } from '../bot/options.ts';
import type { Command, Context, OptionSpec } from '../bot/types.ts';
import { showRow } from '../language/show.ts';
import { cleanTyped, escapeMarkdown } from '../text/text.ts';

const LONGEST_SHOWN = 60;

/** A sentence about the first thing that does not fit; undefined when all does. */
export function findOptionProblem(context: Context, command: Command): string | undefined {
  const { options, say } = context;
  const { subcommand } = options;
  const sub = command.subcommands?.find((candidate) => candidate.name === subcommand);
  if (command.subcommands !== undefined && sub === undefined) {
    const path = (name: string) => [nameOf(context, `command.${command.name}`), nameOf(context, `subcommand.${command.name}.${name}`)];
    const list = command.subcommands.map(({ name }) => `\`/${path(name).join(' ')}\``);
    return say('error.unknownSubcommand', { list: showRow(say, list) });
  }
  const specs = sub?.options ?? command.options ?? [];
  for (const name of options.names()) {
    const spec = specs.find((candidate) => candidate.name === name);
    if (spec === undefined) {
      const list = showRow(
        say,
        specs.map((candidate) => `\`${nameOf(context, `option.${candidate.name}`)}\``),
      );
      const shown = escapeMarkdown(cleanTyped(name, LONGEST_SHOWN));
      return specs.length === 0 ? say('error.noOptions', { name: shown }) : say('error.unknownOption', { name: shown, list });
    }
    if (!fits(options, spec)) return say(`error.wrongType.${spec.type}`, { name: nameOf(context, `option.${name}`) });
    const problem = findChoiceProblem(context, spec);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** As the asker's Discord shows it: the name in their language, where it has one. */
function nameOf({ languages, locale }: Context, path: string): string {
  return languages.own(locale, `names.${path}`) ?? path.slice(path.lastIndexOf('.') + 1);
}

function fits(options: Options, { name, type }: OptionSpec): boolean {
  switch (type) {
    case 'string':
      return options.isText(name);
    case 'integer':
      return options.whole(name) !== undefined;
    case 'boolean':
      return options.flag(name) !== undefined;
    case 'channel':
      return options.channel(name) !== undefined;
    case 'role':
      return options.role(name) !== undefined;
    case 'file':
      return options.file(name) !== undefined;
  }
}

function findChoiceProblem(context: Context, spec: OptionSpec): string | undefined {
  const { options, content, say } = context;
  if (spec.type !== 'string' || spec.choices === undefined || spec.takesAnyText) return undefined;
  const typed = options.text(spec.name);
  const choices = spec.choices(content, say);
  if (typed === undefined || choices.some(({ value }) => value === typed)) return undefined;
  const list = showRow(
    say,
    choices.map(({ name }) => say('list.quoted', { name: escapeMarkdown(name) })),
  );
  return say('error.unknownChoice', {
    name: nameOf(context, `option.${spec.name}`),
    typed: escapeMarkdown(cleanTyped(typed, LONGEST_SHOWN)),
    list,
  });
}
