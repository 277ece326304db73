/** The servers the bot is in, asked of Discord: without intents the gateway tells nothing of those that left. */
import { z } from 'zod';
import type { DiscordRest } from './rest.ts';

/** https://docs.discord.com/developers/resources/user#get-current-user-guilds */
const PAGE_SIZE = 200;
const DEADLINE_MS = 20_000;
const GUILDS = z.array(z.object({ id: z.string() }));

/** Every id, page by page; null as soon as one page fails, for a part of them would look like servers that left. */
export async function listGuildIds(rest: Pick<DiscordRest, 'load'>): Promise<ReadonlySet<string> | null> {
  const ids = new Set<string>();
  let after = '0';
  for (;;) {
    const page = await rest.load(`/users/@me/guilds?limit=${PAGE_SIZE}&after=${after}`, GUILDS, DEADLINE_MS);
    if (!page.ok) return null;
    const last = page.value.at(-1)?.id;
    // A page that brings nothing new would be asked for again for ever.
    if (last === undefined || ids.has(last)) return ids;
    for (const { id } of page.value) ids.add(id);
    if (page.value.length < PAGE_SIZE) return ids;
    after = last;
  }
}
