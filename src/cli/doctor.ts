/** `nabi doctor`: looks at everything the bot needs and says what is wrong and how to mend it. It changes nothing. */
import { daysBetween, localDateAt } from '../calendar/clock.ts';
import type { Env } from '../env.ts';
import { explainPackSupply, findNothingToPost, measurePack, type PackSupply } from '../lines/supply.ts';
import { checkPacks } from '../packs/check.ts';
import { overlaysFor } from '../packs/files.ts';
import { readPacks } from '../packs/read.ts';
import { readStartEnv, type StartEnvOptions } from '../start/environment.ts';
import { countOf } from '../text/text.ts';
import { examineDiscord } from './doctor-discord.ts';
import { type DoctorFinding, note, ok, problem } from './doctor-finding.ts';
import { examineMachine } from './doctor-machine.ts';
import { examineState } from './doctor-state.ts';
import { EXIT_DONE, EXIT_PROBLEM } from './io.ts';
import { subcommand } from './refusal.ts';
import { FLAG, readWords } from './words.ts';

const USAGE = `Usage: nabi doctor [--playground] [--json]
Looks at environment, packs, folder, ports, state, clock and Discord; changes nothing. --playground: for a start without a token.
`;

/** The same limit after which /season2 says how old its last look is. */
const STALE_AFTER_DAYS = 90;

/** Exit codes: 0 nothing is wrong, 1 something is, such as that there is no token (but with --playground), 2 wrong usage. */
export const runDoctor = subcommand(USAGE, async (args, io, now: () => number = Date.now) => {
  const { json, playground } = readWords(args, { json: FLAG, playground: FLAG }).values;
  const findings = await examine({ record: io.env, file: io.envFile ?? '.env', needsToken: !playground }, now);
  if (json) io.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else for (const { about, state, says } of findings) io.stdout.write(`${MARKS[state]} ${about}: ${says}\n`);
  return findings.some((finding) => finding.state === 'problem') ? EXIT_PROBLEM : EXIT_DONE;
});

const MARKS = { ok: 'ok     ', note: 'note   ', problem: 'PROBLEM', skipped: 'skipped' } as const;

async function examine(told: StartEnvOptions, now: () => number): Promise<DoctorFinding[]> {
  const read = readStartEnv(told);
  const problems = read.problems.map((says) => problem('environment', says));
  const { env } = read;
  if (env === null) return problems;
  return [
    ok('environment', `transport ${env.transport}, folder ${env.home}, packs ${env.packs}.`),
    ...problems,
    ...(read.ok ? read.notes : []).map((says) => note('environment', says)),
    examineZone(),
    ...examinePacks(env, now()),
    ...(await examineMachine(env)),
    ...(await examineState(env, now())),
    ...(await examineDiscord(env, now)),
  ];
}

function examineZone(): DoctorFinding {
  const zone = new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
  return zone === 'UTC' || zone === 'Etc/UTC'
    ? ok('time zone', 'the process runs in UTC.')
    : problem('time zone', `the process runs in ${zone}. Set TZ=UTC in its environment.`);
}

function examinePacks(env: Env, nowMs: number): DoctorFinding[] {
  const packs = readPacks(env.packs, overlaysFor(env.packs));
  const problems = checkPacks(packs);
  if (problems.length > 0) {
    const [first] = problems;
    const where = first ? ` The first: ${first.file}:${first.line} ${first.problem} \u2192 ${first.remedy}` : '';
    const broken = packs.packs.filter(({ path }) => problems.some(({ file }) => file.startsWith(path))).map(({ folder }) => folder);
    const who = broken.length === 0 ? '' : ` Kept out, or answering from before: ${broken.join(', ')}; the others go on.`;
    return [problem('packs', `${countOf(problems.length, 'problem')}; \`nabi check\` lists them.${who}${where}`)];
  }
  const stale = packs.packs.flatMap(({ title, list }): DoctorFinding[] => {
    const [next] = list('next_season');
    if (title === undefined || next === undefined) return [];
    const days = daysBetween(next.checked_on, localDateAt(nowMs, 'UTC'));
    if (days <= STALE_AFTER_DAYS) return [];
    return [note('packs', `${title.id}: whether there is a next season was last looked for ${days} days ago (seasons.yaml, checked_on).`)];
  });
  const supplies = packs.packs.flatMap((pack): DoctorFinding[] =>
    pack.title === undefined || pack.list('quotes').length === 0 ? [] : [examineSupply(pack.title.id, measurePack(pack, pack.title))],
  );
  return [ok('packs', `${countOf(packs.packs.length, 'title')}, no problems.`), ...supplies, ...stale];
}

function examineSupply(titleId: string, supply: PackSupply): DoctorFinding {
  const nothing = findNothingToPost(supply);
  return nothing === undefined
    ? ok('daily post', `${titleId}: ${explainPackSupply(supply)}.`)
    : problem('daily post', `${titleId}: ${nothing.problem}. In quotes.yaml ${nothing.remedy}.`);
}
