/** `nabi check [folder]`: tells pack authors what is wrong, where, and how to mend it. */
import { isFreshLine } from '../care/lines.ts';
import { loadCareLines } from '../care/load.ts';
import { DataFileError } from '../data-file.ts';
import { explainPackSupply, findNothingToPost, measurePack } from '../lines/supply.ts';
import { checkPacks, listNotes } from '../packs/check.ts';
import { overlaysFor } from '../packs/files.ts';
import { countLongUnseen, listLongUnseen } from '../packs/looked-at.ts';
import { describeProblem, type Problem } from '../packs/problem.ts';
import { type ReadPack, readPacks } from '../packs/read.ts';
import { countOf } from '../text/text.ts';
import { type CliIo, EXIT_DONE, EXIT_PROBLEM } from './io.ts';
import { subcommand } from './refusal.ts';
import { FLAG, readChoice, readWords, textOr } from './words.ts';

const USAGE = `Usage: nabi check [folder] [--json] [--format github]
Checks a folder of packs, or one pack. Without a folder: NABI_PACKS, else ./data/packs. --format github: as notes at the lines of a
pull request. “nabi pack check” also mends (--fix) and looks again at every change (--watch).
`;

/**
 * Checks the packs of a folder (`args` are the words after "check") and prints every problem as
 * "file:line  problem  → remedy", or with --json one object {ok, problems, notes, titles} and nothing else, or with --format github as
 * annotations. Notes are
 * advice in the same form and change no exit code; how many facts nobody looked at for long is one of them a file, with --json one a
 * fact. Returns the exit code: 0 all is well, 1 there are problems, 2 wrong usage.
 */
export const runCheck = subcommand(USAGE, (args, io, now: () => number = Date.now) => {
  const { values, positionals } = readWords(args, CHECK_OPTIONS, 1);
  return checkFolder(io, positionals[0] ?? (io.env.NABI_PACKS?.trim() || './data/packs'), readFormat(values), now());
});

/** The options of a check. */
export const CHECK_OPTIONS = { json: FLAG, format: textOr('text') };

type Format = 'text' | 'json' | 'github';

/** @throws Refusal */
export function readFormat({ json, format }: { readonly json: boolean; readonly format: string }): Format {
  const read = readChoice<Format>('--format', format, ['text', 'json', 'github']);
  return json && read === 'text' ? 'json' : read;
}

/** One look at a folder of packs, or one pack. */
export function checkFolder(io: Pick<CliIo, 'stdout'>, folder: string, format: Format, nowMs: number): number {
  const read = readPacks(folder, overlaysFor(folder));
  const care = checkCareLines(nowMs);
  const titles = read.packs.flatMap((pack) => summarize(pack) ?? []);
  const problems = [...checkPacks(read), ...read.packs.flatMap(checkSupply), ...care.problems];
  const unseen = listLongUnseen(read, nowMs);
  const notes = [...listNotes(read), ...(format === 'json' ? unseen : countLongUnseen(unseen)), ...care.notes];
  const ok = problems.length === 0;
  if (format === 'github') {
    for (const one of problems) io.stdout.write(annotate('error', one));
    for (const one of notes) io.stdout.write(annotate('notice', one));
    return ok ? EXIT_DONE : EXIT_PROBLEM;
  }
  if (format === 'json') {
    io.stdout.write(`${JSON.stringify({ ok, problems, notes, titles }, null, 2)}\n`);
    return ok ? EXIT_DONE : EXIT_PROBLEM;
  }
  if (ok)
    io.stdout.write(
      `${titles.flatMap((title) => [describeTitle(title), ...describeOverlay(title), describeDaily(title)]).join('\n')}\nNo problems.\n`,
    );
  else io.stdout.write(`${problems.map(describeProblem).join('\n')}\n${countProblems(problems)}\n`);
  for (const note of notes) io.stdout.write(`note: ${describeProblem(note)}\n`);
  return ok ? EXIT_DONE : EXIT_PROBLEM;
}

/** The national lines beside a word of care, whichever packs are asked about: what is twelve months old is hidden, and said here. */
function checkCareLines(nowMs: number): { readonly problems: readonly Problem[]; readonly notes: readonly Problem[] } {
  const file = 'data/care/lines.yaml';
  try {
    const stale = loadCareLines().filter((line) => !isFreshLine(line, nowMs));
    const notes = stale.map(({ name, as_of, source }) => ({
      file,
      line: 1,
      problem: `"${name}" was read on ${as_of}, twelve months ago or more, so it is hidden`,
      remedy: `read ${source} again, mend what changed, and write today as its as_of`,
    }));
    return { problems: [], notes };
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error;
    return { problems: [{ file, line: 1, problem: error.message, remedy: 'mend it; docs/care.md says what a line has' }], notes: [] };
  }
}

/** A command of GitHub's runner, which shows it at the line; what would end it early is escaped as it asks for. */
function annotate(level: 'error' | 'notice', { file, line, problem, remedy }: Problem): string {
  const escaped = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const place = escaped(file).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return `::${level} file=${place},line=${line}::${escaped(`${problem} → ${remedy}`)}\n`;
}

type TitleSummary = NonNullable<ReturnType<typeof summarize>>;

function summarize(pack: ReadPack) {
  if (pack.title === undefined) return undefined;
  return {
    id: pack.title.id,
    name: pack.title.name,
    people: pack.list('people').length,
    characters: pack.list('cast').length,
    awards: pack.list('awards').length,
    episodes: pack.list('episodes').length,
    quotes: pack.list('quotes').length,
    daily: measurePack(pack, pack.title),
    conflicts: pack.list('conflicts').length,
    sources: pack.list('sources').length,
    overlay: pack.overlay && { name: pack.overlay.name, ...pack.overlay.counts },
  };
}

/** A pack with quotes of which none may be posted; one without quotes has no daily post, and wants none. */
function checkSupply(pack: ReadPack): readonly Problem[] {
  const [quote] = pack.list('quotes');
  const nothing = pack.title === undefined || quote === undefined ? undefined : findNothingToPost(measurePack(pack, pack.title));
  return nothing === undefined ? [] : [{ file: pack.files.get('quotes')?.file ?? pack.path, line: 1, ...nothing }];
}

function describeDaily({ id, daily, quotes }: TitleSummary): string {
  return `daily post of ${id}: ${quotes === 0 ? 'none, as there are no quotes' : explainPackSupply(daily)}`;
}

/** What others laid over the pack, and whose it is. */
function describeOverlay({ id, overlay }: TitleSummary): readonly string[] {
  if (overlay === undefined) return [];
  const { name, added, named, withheld } = overlay;
  return [`laid over ${id} by ${name}: new ${added}, with more names or questions ${named}, withheld ${withheld}`];
}

function describeTitle({ id, name, daily: _daily, overlay: _overlay, ...counts }: TitleSummary): string {
  return `${name} (${id}): ${Object.entries(counts)
    .map(([what, count]) => countOf(count, what === 'people' ? 'person' : what.slice(0, -1), what))
    .join(', ')}`;
}

function countProblems(problems: readonly Problem[]): string {
  const files = new Set(problems.map(({ file }) => file)).size;
  return `${countOf(problems.length, 'problem')} in ${countOf(files, 'file')}.`;
}
