/** The findings about one pack while it is checked, and what every check of it asks. */
import { basename } from 'node:path';
import { describeKind } from './kinds.ts';
import { fileOf } from './overlay.ts';
import { gatherProblems, type Problem } from './problem.ts';
import type { ReadPack } from './read.ts';
import { listRecords, type PackRecord } from './records.ts';
import type { Path } from './yaml-file.ts';

/** One mistake can be told of a thousand records; after this many of one pack the rest is not looked for. */
const MAX_PROBLEMS_PER_PACK = 200;

/** A record, and the keys that lead to a field of it or to a place within. */
export type Place = readonly [record: object, ...keys: Path];

export interface Findings {
  readonly pack: ReadPack;
  readonly list: ReadPack['list'];
  /** Every record of the pack, those within others included. */
  readonly records: readonly PackRecord[];
  /** Nothing once the pack has too many. */
  report(place: Place, problem: string, remedy: string): void;
  /** "cast.yaml, line 12": where a record stands. */
  lineOf(record: object): string;
  hasRoom(): boolean;
  listProblems(): readonly Problem[];
}

/** Findings about a pack, none so far. */
export function openFindings(pack: ReadPack): Findings {
  const problems = gatherProblems();
  const hasRoom = () => problems.kept() < MAX_PROBLEMS_PER_PACK;
  return {
    pack,
    list: pack.list,
    records: listRecords(pack),
    hasRoom,
    report: ([record, ...keys], problem, remedy) => {
      const read = fileOf(pack, record);
      if (read === undefined || !hasRoom()) return;
      problems.add(read.problemAt([...read.pathOf(record), ...keys], problem, remedy));
    },
    lineOf: (record) => {
      const read = fileOf(pack, record);
      return read === undefined ? pack.folder : `${basename(read.file)}, line ${read.lineAt(read.pathOf(record))}`;
    },
    listProblems: () => {
      const kept = problems.list();
      if (hasRoom()) return kept;
      const more = {
        file: kept[0]?.file ?? pack.path,
        line: 1,
        problem: `this pack has more than ${MAX_PROBLEMS_PER_PACK} problems`,
        remedy: 'mend these first, then check again',
      };
      return [...kept, more];
    },
  };
}

/** The titles, people and characters of a pack: all that goes by several names. */
export function listNamed({ list }: Findings) {
  return [...list('title'), ...list('people'), ...list('cast')];
}

/** The records a conflict may be about. */
export function listSubjects({ records }: Findings): readonly PackRecord[] {
  return records.filter(({ kind }) => !describeKind(kind).isNoSubject);
}

/** A text as it is compared with others of a pack. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/[’‘]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim();
}
