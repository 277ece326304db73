/** `nabi doctor`: looks at everything the bot needs and says what is wrong and how to mend it. It changes nothing. */
import { parseArgs } from 'node:util';
import { ApplicationIntegrationType } from 'discord-api-types/v10';
import { z } from 'zod';
import { type Env, readEnv } from '../env.ts';
import { checkPacks } from '../packs/check.ts';
import { readPacks } from '../packs/read.ts';
import { examineState, type Finding } from './doctor-state.ts';
import { type CliIo, EXIT_DONE, EXIT_PROBLEM, EXIT_WRONG_USAGE } from './io.ts';

const USAGE = 'Usage: nabi doctor [--json]\nLooks at environment, packs, state, clock and Discord; changes nothing.\n';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The same limit after which /season2 says how old its last look is. */
const STALE_AFTER_DAYS = 90;
const DISCORD_DEADLINE_MS = 10_000;
/** Discord's Date header counts whole seconds, and a request takes its time. */
const CLOCK_NOTE_MS = 5_000;
/** Signed interactions from further ahead than this are refused. */
const CLOCK_PROBLEM_MS = 60_000;

/** Exit codes: 0 nothing is wrong (without a token too), 1 something is, 2 wrong usage. */
export async function runDoctor(args: readonly string[], io: CliIo, now: () => number = Date.now): Promise<number> {
  const json = readJsonFlag(args);
  if (json === undefined) {
    io.stderr.write(USAGE);
    return EXIT_WRONG_USAGE;
  }
  const findings = await examine(io.env, now);
  if (json) io.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else for (const { about, state, says } of findings) io.stdout.write(`${MARKS[state]} ${about}: ${says}\n`);
  return findings.some((finding) => finding.state === 'problem') ? EXIT_PROBLEM : EXIT_DONE;
}

const MARKS = { ok: 'ok     ', note: 'note   ', problem: 'PROBLEM', skipped: 'skipped' } as const;

async function examine(record: CliIo['env'], now: () => number): Promise<Finding[]> {
  const read = readEnv(record);
  if (!read.ok) return read.problems.map((says) => ({ about: 'environment', state: 'problem', says }));
  const { env } = read;
  return [
    { about: 'environment', state: 'ok', says: `transport ${env.transport}, folder ${env.home}, packs ${env.packs}.` },
    examineZone(),
    ...examinePacks(env, now()),
    ...(await examineState(env, now())),
    ...(await examineDiscord(env, now)),
  ];
}

function examineZone(): Finding {
  const zone = new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
  return zone === 'UTC' || zone === 'Etc/UTC'
    ? { about: 'time zone', state: 'ok', says: 'the process runs in UTC.' }
    : { about: 'time zone', state: 'problem', says: `the process runs in ${zone}. Set TZ=UTC in its environment.` };
}

function examinePacks(env: Env, nowMs: number): Finding[] {
  const packs = readPacks(env.packs);
  const problems = checkPacks(packs);
  if (problems.length > 0) {
    const [first] = problems;
    const where = first ? ` The first: ${first.file}:${first.line} ${first.problem}` : '';
    return [{ about: 'packs', state: 'problem', says: `${problems.length} problems; \`nabi check\` lists them.${where}` }];
  }
  const stale = packs.packs.flatMap(({ title, list }): Finding[] => {
    const [next] = list('next_season');
    if (title === undefined || next === undefined) return [];
    const days = Math.floor((nowMs - Date.parse(`${next.checked_on}T00:00:00Z`)) / DAY_MS);
    if (days <= STALE_AFTER_DAYS) return [];
    return [
      {
        about: 'packs',
        state: 'note',
        says: `${title.id}: whether there is a next season was last looked for ${days} days ago (seasons.yaml, checked_on).`,
      },
    ];
  });
  return [{ about: 'packs', state: 'ok', says: `${packs.packs.length} titles, no problems.` }, ...stale];
}

const Application = z.object({
  name: z.string().default(''),
  interactions_endpoint_url: z.string().nullish(),
  integration_types_config: z.record(z.string(), z.unknown()).optional(),
});

async function examineDiscord(env: Env, now: () => number): Promise<Finding[]> {
  if (env.token === null) return [{ about: 'Discord', state: 'skipped', says: 'no DISCORD_TOKEN is set, so Discord was not asked.' }];
  let response: Response;
  let askedAtMs: number;
  try {
    askedAtMs = now();
    response = await fetch(`${env.apiUrl}/v10/applications/@me`, {
      headers: { authorization: `Bot ${env.token}` },
      signal: AbortSignal.timeout(DISCORD_DEADLINE_MS),
    });
  } catch (error) {
    const reason = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
    return [{ about: 'Discord', state: 'problem', says: `${env.apiUrl} does not answer: ${reason}` }];
  }
  const clock = examineClock(response.headers.get('date'), (askedAtMs + now()) / 2);
  if (response.status === 401) {
    return [
      ...clock,
      {
        about: 'token',
        state: 'problem',
        says: 'Discord does not accept DISCORD_TOKEN. Copy it again from the Bot page of your application.',
      },
    ];
  }
  if (!response.ok) return [...clock, { about: 'Discord', state: 'problem', says: `it answered with status ${response.status}.` }];
  const application = Application.parse(await response.json());
  return [
    ...clock,
    { about: 'token', state: 'ok', says: `it belongs to ${application.name || 'an application'}.` },
    ...examineApplication(env, application),
  ];
}

/** https://docs.discord.com/developers/resources/application#application-object */
function examineApplication(env: Env, application: z.infer<typeof Application>): Finding[] {
  const findings: Finding[] = [];
  const endpoint = application.interactions_endpoint_url;
  if (endpoint && env.transport === 'gateway') {
    findings.push({
      about: 'interactions',
      state: 'problem',
      says: 'an Interactions Endpoint URL is set at Discord, so the gateway stays silent. Clear it on the General Information page, or set NABI_TRANSPORT=http.',
    });
  } else if (!endpoint && env.transport === 'http') {
    findings.push({
      about: 'interactions',
      state: 'problem',
      says: 'no Interactions Endpoint URL is set at Discord, so nothing reaches this bot. Enter its address on the General Information page.',
    });
  }
  const contexts = application.integration_types_config;
  const missing = [
    ...(contexts?.[ApplicationIntegrationType.GuildInstall] === undefined ? ['Guild Install'] : []),
    ...(contexts?.[ApplicationIntegrationType.UserInstall] === undefined ? ['User Install'] : []),
  ];
  if (missing.length > 0) {
    findings.push({
      about: 'installation',
      state: 'note',
      says: `Not allowed: ${missing.join(', ')}. Tick it on the Installation page, so that everybody can use the commands.`,
    });
  }
  return findings;
}

function examineClock(dateHeader: string | null, hereMs: number): Finding[] {
  const thereMs = Date.parse(dateHeader ?? '');
  if (Number.isNaN(thereMs)) return [{ about: 'clock', state: 'skipped', says: 'Discord sent no date to compare with.' }];
  const skewMs = hereMs - thereMs;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const says = `this machine's clock is ${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} Discord's.`;
  if (Math.abs(skewMs) <= CLOCK_NOTE_MS) return [{ about: 'clock', state: 'ok', says: "it agrees with Discord's." }];
  const isProblem = Math.abs(skewMs) > CLOCK_PROBLEM_MS;
  return [{ about: 'clock', state: isProblem ? 'problem' : 'note', says: `${says} Let it be set by NTP.` }];
}

function readJsonFlag(args: readonly string[]): boolean | undefined {
  try {
    return parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } }).values.json;
  } catch {
    return undefined;
  }
}
