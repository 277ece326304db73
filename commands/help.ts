/** `/help`: what can be asked, by example. */
import { buildMessage } from '../src/bot/reply.ts';
import { listBlock, showCommand, showName } from '../src/bot/show.ts';
import type { Command, Context } from '../src/bot/types.ts';

export const help: Command = {
  name: 'help',
  visibility: 'private',
  place: 'everywhere',
  answer(context) {
    const say = context.sayPrivately;
    return {
      message: buildMessage({
        blocks: [
          `## ${say('help.heading')}`,
          ...buildSetUp(context),
          listBlock(say('help.ask'), [
            say('help.cast', { command: showCommand(context.commandIds, 'cast') }),
            say('help.awards', { command: showCommand(context.commandIds, 'awards') }),
            say('help.season2', { command: showCommand(context.commandIds, 'season2') }),
            say('help.episodes', { command: showCommand(context.commandIds, 'episodes') }),
            say('help.about', { command: showCommand(context.commandIds, 'about') }),
          ]),
          listBlock(say('help.quotes'), [
            say('help.quoteToday', { command: showCommand(context.commandIds, 'quote today') }),
            say('help.quoteRandom', { command: showCommand(context.commandIds, 'quote random') }),
            say('help.quoteFind', { command: showCommand(context.commandIds, 'quote find') }),
          ]),
          listBlock(
            say('help.titles'),
            context.content.titles().map((title) => showName(title)),
          ),
          say('help.names'),
        ],
        footnotes: [say('help.sources', { command: showCommand(context.commandIds, 'sources') }), say('help.spoilers')],
      }),
    };
  },
};

/** For those who may manage the server: the next step first. */
function buildSetUp({ caller, settings, commandIds, sayPrivately: say }: Context): readonly string[] {
  if (caller.guildId === null || !caller.canManageServer) return [];
  const panel = showCommand(commandIds, 'config panel');
  const health = showCommand(commandIds, 'health');
  return settings.daily?.enabled === true
    ? [say('help.isSetUp', { panel, health })]
    : [`### ${say('help.setUp')}`, say('help.setUpHow', { command: panel })];
}
