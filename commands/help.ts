/** `/help`: what can be asked, by example; each command brings its own lines. */

import type { Command, Context, HelpLine } from '../src/bot/types.ts';
import { listBlock, showCommand, showName } from '../src/language/show.ts';
import { buildMessage } from '../src/message/reply.ts';

/** @param commands all others, in the order in which they are explained. */
export function buildHelp(commands: readonly Command[]): Command {
  return { name: 'help', visibility: 'private', place: 'everywhere', answer: (context) => answerHelp(context, commands) };
}

function answerHelp(context: Context, commands: readonly Command[]) {
  const { say, commandIds, settings } = context;
  const explain = (group: HelpLine['group']): readonly string[] =>
    commands.flatMap(({ name, help = [] }) =>
      help
        .filter((line) => line.group === group && (line.when?.(settings) ?? true))
        .map((line) => say(line.sentence, { command: showCommand(commandIds, line.path ?? name) })),
    );
  return {
    message: buildMessage({
      blocks: [
        `## ${say('help.heading')}`,
        ...buildSetUp(context),
        listBlock(say('help.ask'), explain('ask')),
        listBlock(say('help.quotes'), explain('quotes')),
        listBlock(say('help.yours'), explain('yours')),
        listBlock(
          say('help.titles'),
          context.content.titles().map((title) => showName(title)),
        ),
        say('help.names'),
      ],
      footnotes: [...explain('small'), say('help.spoilers'), say('help.wrong')],
    }),
  };
}

/** For those who may manage the server: the next step first. */
function buildSetUp({ caller, settings, commandIds, say }: Context): readonly string[] {
  if (caller.guildId === null || !caller.canManageServer) return [];
  const panel = showCommand(commandIds, 'config panel');
  const health = showCommand(commandIds, 'health');
  return settings.daily?.enabled === true
    ? [say('help.isSetUp', { panel, health })]
    : [`### ${say('help.setUp')}`, say('help.setUpHow', { command: panel })];
}
