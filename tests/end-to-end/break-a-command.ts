/** Loaded into a bot by `--import`: puts a bug into /cast that tells, in its message, a secret and what was typed. */
import { commands } from '../../commands/index.ts';
import type { Context } from '../../src/bot/types.ts';

const cast = commands.find(({ name }) => name === 'cast');
if (cast === undefined) throw new Error('there is no /cast to break');
Object.assign(cast, {
  answer({ options }: Context) {
    const cause = new Error(`with ${process.env.DISCORD_TOKEN}`);
    throw new Error(`nobody is called ${options.text('name')} (${process.env.DISCORD_TOKEN})`, { cause });
  },
});
