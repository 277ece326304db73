/** `nabi understand time '밤 9시'`: what is understood of what people type, and what would be asked back. */
import { writeTarget } from '../ask/target.ts';
import { readTime } from '../calendar/times.ts';
import { readWeekdays } from '../calendar/weekdays.ts';
import { readZone } from '../calendar/zones.ts';
import { loadCare } from '../care/load.ts';
import { inLanguage } from '../content/in-language.ts';
import { lowestCeiling } from '../content/spoilers.ts';
import type { Content, NameKind } from '../content/types.ts';
import { loadLanguages } from '../language/locales.ts';
import { EVERYTHING, withContent } from './content.ts';
import { refuseWords, subcommand } from './refusal.ts';
import { answerEach, FLAG, LOCALE, readWords } from './words.ts';

interface UnderstoodText {
  /** Null where it is asked back. */
  readonly value: string | boolean | null;
  readonly candidates: readonly string[];
}

interface TextToRead {
  readonly text: string;
  readonly locale: string;
}

/** Reads one text; what needs the packs is given them. */
type TextReader =
  | { readonly needsContent: false; readonly read: (asked: TextToRead) => UnderstoodText }
  | { readonly needsContent: true; readonly read: (asked: TextToRead, content: Content) => UnderstoodText };

/** What can be understood; a new kind is one more reader. */
const READERS: Readonly<Record<string, TextReader>> = {
  name: { needsContent: true, read: (asked, content) => readName(asked, content) },
  title: { needsContent: true, read: (asked, content) => readName(asked, content, ['title']) },
  time: { needsContent: false, read: ({ text, locale }) => readTime(text, locale) },
  days: {
    needsContent: false,
    read: ({ text, locale }) => {
      const { value, candidates } = readWeekdays(text, locale);
      return { value: value === null ? null : value.join(','), candidates: candidates.map((days) => days.join(',')) };
    },
  },
  /** Whether a word of care would stand beside the answer; every language's list is tried on every text. */
  care: { needsContent: false, read: createCareReader() },
  zone: { needsContent: false, read: ({ text, locale }) => readZone(text, locale, Date.now()) },
  /** The command that answers it; null where /ask would ask back or say that it does not know. */
  question: { needsContent: true, read: readQuestion },
};

const USAGE = `Usage: nabi understand <${Object.keys(READERS).join('|')}> [--locale ko] [--json] <text|->
Prints what is understood, or what would be asked back. With - it reads one text a line from standard input and answers each in a line.
--json prints {"value", "confident", "candidates"}: an id, a command, HH:MM, days as 1,2,3 (1 = Monday), a zone, or for care true or false;
null where it would ask.
`;

const MOST_CANDIDATES = 5;

/** Exit codes: 0 done (also where it would ask), 1 the packs are broken, 2 wrong usage. */
export const runUnderstand = subcommand(USAGE, (args, io) => {
  const { reader, text, locale, json } = readArguments(args);
  const answer = (read: (text: string) => UnderstoodText) => answerEach(io, text, (typed) => (json ? writeJson : writePlain)(read(typed)));
  if (!reader.needsContent) return answer((typed) => reader.read({ text: typed, locale }));
  return withContent(io, (content) => answer((typed) => reader.read({ text: typed, locale }, content)));
});

/** Loads the lists when the first text is read. */
function createCareReader(): (asked: TextToRead) => UnderstoodText {
  let care: ReturnType<typeof loadCare> | undefined;
  return ({ text }) => {
    care ??= loadCare();
    return { value: care.listener.hear([text]) !== undefined, candidates: [] };
  };
}

let languages: ReturnType<typeof loadLanguages> | undefined;

function readQuestion({ text, locale }: TextToRead, content: Content): UnderstoodText {
  languages ??= loadLanguages();
  const ceilings = Object.fromEntries(content.titles().map((title) => [title.id, lowestCeiling(title)]));
  const understood = languages.questions.read(text, { content: inLanguage(content, locale), locale, ceilings });
  if (understood.kind !== 'answer') return { value: null, candidates: understood.targets.map(writeTarget) };
  const value = writeTarget(understood.target);
  return { value, candidates: [value] };
}

function readName({ text, locale }: TextToRead, content: Content, kinds?: readonly NameKind[]): UnderstoodText {
  const hits = content.search(text, { spoilerCeiling: EVERYTHING, locale, ...(kinds === undefined ? {} : { kinds }) });
  const [best] = hits;
  return { value: best?.confident === true ? best.id : null, candidates: hits.map(({ id }) => id) };
}

function writeJson({ value, candidates }: UnderstoodText): string {
  return `${JSON.stringify({ value, confident: value !== null, candidates: candidates.slice(0, MOST_CANDIDATES) })}\n`;
}

function writePlain({ value, candidates }: UnderstoodText): string {
  if (value !== null) return `${value}\n`;
  return candidates.length === 0 ? '? nothing understood\n' : `? ${candidates.slice(0, MOST_CANDIDATES).join(' ')}\n`;
}

function readArguments(args: readonly string[]) {
  // "-3" is an offset, not a flag.
  const words = args.map((arg) => arg.replace(/^-(?=\d)/, '−'));
  const { values, positionals } = readWords(words, { json: FLAG, locale: LOCALE }, Infinity);
  const [kind = '', ...text] = positionals;
  const reader = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  if (reader === undefined)
    refuseWords(`What is read is one of ${Object.keys(READERS).join(', ')}${kind === '' ? '' : `, not “${kind}”`}.`);
  if (text.length === 0) refuseWords('Type the text to be understood.');
  return { reader, text: text.join(' '), ...values };
}
