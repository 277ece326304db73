/**
 * What a bot in earnest cannot leave out before it answers from memory, each in the cheapest way there is: a request is answered once, its
 * fields are checked, nobody asks without an end, settings are current though other programs may write them, the answer is a line of the log
 * and counted. None of it is Nabi's own code.
 */
import { mkdtempSync, openSync, write } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { z } from 'zod';

const TOGETHER_FOR_MS = 20;
const MOST_LETTERS_TOGETHER = 16_000;
const BUCKETS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 3_000];

const Person = z.object({ id: z.string(), locale: z.string().optional() });
const Interaction = z.compile(
  z.object({
    id: z.string(),
    token: z.string(),
    type: z.int(),
    guild_id: z.string().optional(),
    channel_id: z.string().optional(),
    locale: z.string(),
    member: z.object({ permissions: z.string(), roles: z.array(z.string()), user: Person }).optional(),
    user: Person.optional(),
    data: z.object({
      name: z.string().optional(),
      custom_id: z.string().optional(),
      options: z.array(z.object({ name: z.string(), value: z.unknown().optional() })).optional(),
    }),
  }),
);

/** @returns Does them for a request that is told by a name of its own; false where it is none, or came before. */
export function takeUpDuties(): (interaction: unknown, name: string) => boolean {
  const file = join(mkdtempSync(join(tmpdir(), 'nabi-floor-')), 'state.db');
  const writer = new Database(file);
  writer.pragma('journal_mode = WAL');
  writer.exec('CREATE TABLE servers (guild_id TEXT PRIMARY KEY, locale TEXT) STRICT');
  const reader = new Database(file);
  const loadVersion = reader.prepare('PRAGMA data_version').pluck();
  const loadSettings = reader.prepare('SELECT locale FROM servers WHERE guild_id = ?');
  const out = openSync(devNull, 'w');
  let together = '';
  // pino's own destination would copy all that is gathered with each line.
  const writeOut = () => {
    if (together !== '') write(out, together, () => undefined);
    together = '';
  };
  const gather = (line: string) => {
    together += line;
    if (together.length >= MOST_LETTERS_TOGETHER) writeOut();
  };
  setInterval(writeOut, TOGETHER_FOR_MS).unref();
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write: gather });
  const used = new Set<string>();
  const settings = new Map<string, unknown>();
  const askedAtMs = new Map<string, number>();
  const counts = BUCKETS_MS.map(() => 0);
  let seen: unknown;
  return (interaction, name) => {
    const startedMs = performance.now();
    const read = Interaction.safeParse(interaction);
    if (used.has(name) || !read.success) return false;
    used.add(name);
    const { member, user, guild_id: guildId = '', data } = read.data;
    askedAtMs.set((member?.user ?? user)?.id ?? '', Date.now());
    const version = loadVersion.get();
    if (version !== seen) settings.clear();
    seen = version;
    if (!settings.has(guildId)) settings.set(guildId, loadSettings.get(guildId) ?? null);
    const ms = performance.now() - startedMs;
    const bucket = BUCKETS_MS.findIndex((most) => ms <= most);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
    log.info({ command: data.name ?? data.custom_id, ms, outcome: 'answered' }, 'answered');
    return true;
  };
}
