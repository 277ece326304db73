/** `nabi pack score`: how far a pack has come, and the three steps that bring its readers most. */
import { lowestCeiling } from '../../content/spoilers.ts';
import { daysWithoutRepeat, keepHealing } from '../../lines/pick.ts';
import { overlaysFor } from '../../packs/files.ts';
import type { ReadPack } from '../../packs/read.ts';
import { listRecords } from '../../packs/records.ts';
import { PLACEHOLDERS } from '../../packs/scaffold.ts';
import type { Title } from '../../packs/schema.ts';
import { listOriginals, neededFields } from '../../packs/translation.ts';
import { countOf } from '../../text/text.ts';
import { EXIT_DONE } from '../io.ts';
import { refuse } from '../refusal.ts';
import { FLAG, readWords } from '../words.ts';
import { type PackCommand, readPack } from './place.ts';
import { listWanted } from './translate.ts';

/** The daily post of a month without a repeat. */
const ENOUGH_DAYS = 30;
/** With fewer questions of a kind the quiz leaves it out. */
const ENOUGH_QUESTIONS = 4;
const STEPS = 3;

interface PackScore {
  readonly id: string;
  readonly facts: { readonly count: number; readonly sources: number; readonly byTwo: number; readonly undated: number };
  readonly names: { readonly count: number; readonly original: number; readonly spelt: number };
  /** Where the number changes: from this limit on, so many lines and days without a repeat. */
  readonly lines: readonly { readonly limit: number; readonly lines: number; readonly days: number }[];
  readonly quiz: Readonly<Record<'cast' | 'episodes' | 'music' | 'awards' | 'making', number>>;
  readonly languages: Readonly<Record<string, { readonly percent: number; readonly stale: number }>>;
  readonly next: readonly string[];
}

export const packScore: PackCommand = {
  takes: '<pack>',
  says: 'how far a pack has come, and the three steps that bring most',
  help: `Example: nabi pack score the-ferry-at-dawn
`,
  run(args, io) {
    const { values, positionals } = readWords(args, { json: FLAG }, 1);
    const { pack } = readPack(io, positionals[0], overlaysFor);
    if (pack.title === undefined) refuse(`title.yaml of ${pack.folder} cannot be used yet; “nabi pack check ${pack.folder}” says why.`);
    const score = measure(pack, pack.title);
    io.stdout.write(values.json ? `${JSON.stringify(score, null, 2)}\n` : describe(score));
    return EXIT_DONE;
  },
};

function measure(pack: ReadPack, title: Title): PackScore {
  const { list } = pack;
  const facts = listRecords(pack).flatMap(({ record }) =>
    'sources' in record && Array.isArray(record.sources) && 'as_of' in record ? [record] : [],
  );
  const named = [...list('people'), ...list('cast')];
  const withoutProgress = { quiz: countQuiz(pack), lines: countLines(pack, title) };
  const needed = [...listOriginals(pack).values()].flatMap(neededFields).length;
  const languages = Object.fromEntries(
    [...pack.translations.keys()].map((locale) => {
      const wanted = listWanted(pack, locale).filter(({ field }) => field !== 'translation');
      const missing = wanted.filter(({ state }) => state === 'missing').length;
      return [
        locale,
        { percent: needed === 0 ? 100 : Math.floor(((needed - missing) / needed) * 100), stale: wanted.length - missing },
      ] as const;
    }),
  );
  const score = {
    id: title.id,
    facts: {
      count: facts.length,
      sources: list('sources').length,
      byTwo: facts.filter(({ sources }) => Array.isArray(sources) && sources.length > 1).length,
      undated: facts.filter(({ as_of }) => as_of === 'undated').length,
    },
    names: {
      count: named.length,
      original: named.filter(({ hangul }) => hangul !== undefined).length,
      spelt: named.filter(({ spellings, nicknames }) => spellings.length + nicknames.length > 0).length,
    },
    ...withoutProgress,
    languages,
  };
  return { ...score, next: chooseSteps(pack, title, score) };
}

function countLines({ list }: ReadPack, title: Title): PackScore['lines'] {
  const counts: { limit: number; lines: number; days: number }[] = [];
  for (let limit = lowestCeiling(title); limit <= title.last_episode; limit++) {
    const lines = keepHealing(list('quotes'), limit);
    if (lines.length !== counts.at(-1)?.lines) counts.push({ limit, lines: lines.length, days: daysWithoutRepeat(lines) });
  }
  return counts;
}

/** About how many questions there are of what they are about; each needs three wrong answers of its kind. */
function countQuiz({ list }: ReadPack): PackScore['quiz'] {
  return {
    cast: list('cast').flatMap(({ roles }) => roles).length,
    episodes: list('episodes').filter(({ title, aired }) => title !== undefined || aired !== undefined).length,
    music: list('tracks').length,
    awards: list('awards').filter(({ counted }) => counted).length,
    making: list('people').filter(({ roles }) => roles.some((role) => !/actor$/.test(role))).length,
  };
}

/** Steps with what each would bring, in the order of what a server notices first. */
function chooseSteps(
  { list }: ReadPack,
  title: Title,
  { lines, quiz, names, languages, facts }: Omit<PackScore, 'next'>,
): readonly string[] {
  const first = lines[0] ?? { limit: 1, lines: 0, days: 0 };
  const last = lines.at(-1) ?? first;
  const steps: (readonly [gain: number, says: string])[] = [];
  if (PLACEHOLDERS.has(title.logline.text) || list('sources').some((source) => PLACEHOLDERS.has(source.title)))
    steps.push([200, 'your own words in title.yaml and sources.yaml, in place of what "nabi pack new" wrote']);
  if (last.days < ENOUGH_DAYS)
    steps.push([
      100 - last.days,
      `${ENOUGH_DAYS - last.days} more gentle or firm lines: the daily post then goes a month without a repeat`,
    ]);
  if (first.lines < last.lines && first.days < ENOUGH_DAYS)
    steps.push([
      first.lines === 0 ? 120 : 70 - first.days,
      `"spoiler_from: ${first.limit}" for lines whose words give nothing away: a new server has ${first.lines} of ${last.lines} lines to post`,
    ]);
  for (const [about, count] of Object.entries(quiz))
    if (count < ENOUGH_QUESTIONS)
      steps.push([
        about === 'cast' ? 80 : 40,
        `${ENOUGH_QUESTIONS - count} more for the quiz about ${about}, which begins with ${ENOUGH_QUESTIONS}`,
      ]);
  if (list('episodes').length < title.last_episode && title.kind !== 'film')
    steps.push([50, `${title.last_episode - list('episodes').length} episodes with title and date: /episodes and the quiz grow by them`]);
  if (names.original < names.count)
    steps.push([
      45,
      `the original name of ${names.count - names.original} people and characters: the search finds them in their own script`,
    ]);
  if (list('next_season').length === 0) steps.push([90, 'seasons.yaml: /season2 is what fans ask most']);
  const [thin] = Object.entries(languages).sort(([, a], [, b]) => a.percent - b.percent);
  if (thin === undefined) steps.push([35, 'a first translation: nabi pack translate shows what it needs']);
  else if (thin[1].percent < 100) steps.push([30, `${thin[0]}: ${100 - thin[1].percent} % of the texts are not translated`]);
  if (facts.byTwo * 2 < facts.count) steps.push([20, `a second source for ${countOf(facts.count - facts.byTwo, 'fact')}`]);
  return [...steps]
    .sort(([a], [b]) => b - a)
    .slice(0, STEPS)
    .map(([, says]) => says);
}

function describe({ id, facts, names, lines, quiz, languages, next }: PackScore): string {
  const share = (part: number, all: number): string => (all === 0 ? '–' : `${Math.round((part / all) * 100)} %`);
  const spoken = Object.entries(languages).map(
    ([locale, { percent, stale }]) => `${locale} ${percent} %${stale === 0 ? '' : ` (${stale} stale)`}`,
  );
  return [
    `${id}`,
    `  facts      ${facts.count} from ${countOf(facts.sources, 'source')}; ${share(facts.byTwo, facts.count)} rest on two or more; ${facts.undated} undated`,
    `  names      ${names.count}; ${share(names.original, names.count)} in their own script; ${share(names.spelt, names.count)} with other spellings or nicknames`,
    ...lines.map(
      ({ limit, lines: count, days }, index) =>
        `  ${index === 0 ? 'lines' : '     '}      from episode ${limit}: ${count} to post, ${days} days without a repeat`,
    ),
    `  quiz       ${Object.entries(quiz)
      .map(([about, count]) => `${about} ${count}${count < ENOUGH_QUESTIONS ? ' (too few)' : ''}`)
      .join(', ')}`,
    `  languages  ${spoken.length === 0 ? 'no translation yet' : spoken.join(', ')}`,
    next.length === 0 ? '  Nothing stands out that would bring more.' : '  What brings most:',
    ...next.map((step, index) => `  ${index + 1}. ${step}`),
    '',
  ].join('\n');
}
