/** Reads data/ask: each language once, when the first question in it is asked. */
import { listLanguageFiles, readDataFile } from '../data-file.ts';
import { AskWords } from './schema.ts';

/** How to read the words of every language, by Discord's locale code. Reading one throws DataFileError where its file cannot be read. */
export function loadAskWords(): ReadonlyMap<string, () => AskWords> {
  return new Map(listLanguageFiles('ask').map((code) => [code, () => readDataFile('ask', code, AskWords, 'failsafe')]));
}
