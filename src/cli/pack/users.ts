/** Which servers would notice that a title is gone. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { closingLater } from '../../closing.ts';
import { readEnv } from '../../env.ts';
import { openState } from '../../start/state.ts';
import { listGuildIds } from '../../state/pages.ts';
import { countOf } from '../../text/text.ts';
import type { CliIo } from '../io.ts';

/** Ids of the servers whose title this is; null where the state cannot be read, as where no bot has run yet. */
export async function listServersUsing(io: Pick<CliIo, 'env'>, titleId: string): Promise<readonly string[] | null> {
  const read = readEnv(io.env);
  if (!read.ok || (read.env.databaseUrl === null && !existsSync(join(read.env.home, 'state.db')))) return null;
  try {
    await using state = closingLater(await openState(read.env));
    const using: string[] = [];
    for await (const id of listGuildIds(state)) if ((await state.loadSettings(id)).title === titleId) using.push(id);
    return using;
  } catch {
    return null;
  }
}

/** Who would notice that a pack goes. @param servers their ids; null: nobody knows. */
export function describeUsers(servers: readonly string[] | null, id: string): string {
  if (servers === null) return 'Which servers use it is not known here: no state of a bot was found (NABI_HOME).';
  if (servers.length === 0) return `No server has chosen ${id} as its title.`;
  return `${countOf(servers.length, 'server has', 'servers have')} chosen ${id}, and will be asked for another: ${servers.slice(0, 20).join(', ')}${servers.length > 20 ? ' …' : ''}`;
}
