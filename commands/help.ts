/** `/help`: what can be asked, by example. */

import type { Command, Context, SentenceKey } from '../src/bot/types.ts';
import { listBlock, showCommand, showName } from '../src/language/show.ts';
import { buildMessage } from '../src/message/reply.ts';

type HelpKey = Extract<SentenceKey, `help.${string}`>;

export const help: Command = {
  name: 'help',
  visibility: 'private',
  place: 'everywhere',
  answer(context) {
    const { say, commandIds, settings } = context;
    const explain = (key: HelpKey, path: string) => say(key, { command: showCommand(commandIds, path) });
    return {
      message: buildMessage({
        blocks: [
          `## ${say('help.heading')}`,
          ...buildSetUp(context),
          listBlock(say('help.ask'), [
            explain('help.cast', 'cast'),
            explain('help.awards', 'awards'),
            explain('help.season2', 'season2'),
            explain('help.episodes', 'episodes'),
            explain('help.about', 'about'),
            explain('help.quiz', 'quiz'),
          ]),
          listBlock(say('help.quotes'), [
            explain('help.quoteToday', 'quote today'),
            explain('help.quoteRandom', 'quote random'),
            explain('help.quoteFind', 'quote find'),
            ...(settings.suggestions === null ? [] : [explain('help.quoteSuggest', 'quote suggest')]),
          ]),
          listBlock(say('help.yours'), [
            explain('help.progress', 'progress'),
            explain('help.saved', 'quote saved'),
            explain('help.privacy', 'privacy'),
          ]),
          listBlock(
            say('help.titles'),
            context.content.titles().map((title) => showName(title)),
          ),
          say('help.names'),
        ],
        footnotes: [explain('help.sources', 'sources'), say('help.spoilers'), say('help.wrong')],
      }),
    };
  },
};

/** For those who may manage the server: the next step first. */
function buildSetUp({ caller, settings, commandIds, say }: Context): readonly string[] {
  if (caller.guildId === null || !caller.canManageServer) return [];
  const panel = showCommand(commandIds, 'config panel');
  const health = showCommand(commandIds, 'health');
  return settings.daily?.enabled === true
    ? [say('help.isSetUp', { panel, health })]
    : [`### ${say('help.setUp')}`, say('help.setUpHow', { command: panel })];
}
