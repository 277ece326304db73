/** Reads data/care: the lines and each list of phrases once, when first needed. */
import { listLanguageFiles, readDataFile } from '../data-file.ts';
import { type CareListener, createListener } from './listen.ts';
import { type CareLine, CareLines, CareList } from './schema.ts';

/** All that care rests on. */
export interface Care {
  readonly listener: CareListener;
  readonly lines: readonly CareLine[];
}

let own: Care | undefined;

/**
 * Nabi's own, which is the same for all of a process.
 *
 * @throws DataFileError, at the first use of what cannot be read; the listener NotationError as well.
 */
export function loadCare(): Care {
  own ??= openCare();
  return own;
}

function openCare(): Care {
  let lines: readonly CareLine[] | undefined;
  return {
    listener: createListener(listLanguageFiles('care').map((code) => () => readDataFile('care', code, CareList))),
    get lines() {
      lines ??= loadCareLines();
      return lines;
    },
  };
}

/** @throws DataFileError */
export function loadCareLines(): readonly CareLine[] {
  return readDataFile('care', 'lines', CareLines).lines;
}
