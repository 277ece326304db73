/** Whether every line can be posted as it is marked, and every question is asked once. */
import { distance } from 'fastest-levenshtein';
import { listEntries } from './defaults.ts';
import { type Findings, fold, type Place } from './findings.ts';
import { HEALING_TONES, isForLine, QUESTIONS_PER_HEALING_LINE } from './healing.ts';
import { proposeNearest } from './meant.ts';
import { rawOf } from './overlay.ts';
import type { Quote } from './schema.ts';

/** Tones, notes and speakers that fit each other, lines that stand here once, themes that are spelt one way. */
export function checkQuotes(findings: Findings): void {
  const { list, report, lineOf } = findings;
  const quotes = list('quotes');
  const texts = new Map<string, object>();
  const uses = new Map<string, number>();
  for (const quote of quotes) for (const theme of quote.themes) uses.set(theme, (uses.get(theme) ?? 0) + 1);
  for (const quote of quotes) {
    const healing = HEALING_TONES.some((tone) => tone === quote.tone);
    if (healing && quote.never_post) {
      report(
        [quote, 'never_post'],
        `a ${quote.tone} line is a healing line, yet it is marked "never_post"`,
        'set "tone: neutral" or "tone: hurtful", or take "never_post" out',
      );
    } else if (healing) checkQuestionsOf(findings, quote);
    if (quote.text_is === 'ours' && quote.original === undefined)
      report([quote, 'text_is'], 'these words are ours, and nothing says of what they are a translation', 'add "original: …"');
    if (quote.speaker_from !== undefined && quote.speaker_from <= quote.spoiler_from)
      report(
        [quote, 'speaker_from'],
        `who says this may be known from ${quote.speaker_from} on, but the words only from ${quote.spoiler_from} on`,
        'take "speaker_from" out, or set "spoiler_from" to where the words alone may be known',
      );
    if (quote.tone === 'hurtful' && !quote.never_post && quote.content_note === undefined) {
      report([quote, 'tone'], 'a hurtful line is shown only after a note, and this one has none', 'add "content_note: …"');
    }
    const twin = texts.get(fold(quote.text));
    if (twin) report([quote, 'text'], `this line stands here already (${lineOf(twin)})`, 'keep one of them');
    else texts.set(fold(quote.text), quote);
    quote.themes.forEach((theme, index) => {
      const meant = uses.get(theme) === 1 ? misspelt(theme, uses) : undefined;
      if (meant !== undefined) report([quote, 'themes', index], `the theme "${theme}" is used nowhere else`, `did you mean "${meant}"?`);
      if (quote.themes.indexOf(theme) !== index)
        report([quote, 'themes', index], `the theme "${theme}" is named twice`, 'take one of them out');
    });
  }
}

function checkQuestionsOf({ pack, list, report }: Findings, quote: Quote): void {
  if (pack.unreadable.has('questions')) return;
  const ofPack = list('questions').filter((question) => isForLine(question, quote)).length;
  const count = quote.questions.length + ofPack;
  if (count >= QUESTIONS_PER_HEALING_LINE) return;
  report(
    [quote, ...(quote.questions.length > 0 ? ['questions'] : [])],
    `a ${quote.tone} line is posted with a question beside it, and this one has ${count} to choose from`,
    quote.tone === 'firm'
      ? `a question without themes stands beside gentle lines alone: give ${QUESTIONS_PER_HEALING_LINE} of questions.yaml a theme of this line, or write them here`
      : `write at least ${QUESTIONS_PER_HEALING_LINE}: here, or in questions.yaml for every line`,
  );
}

/** Each is asked once, beside a line or in the pack's own list. */
export function checkQuestions({ pack, list, report }: Findings): void {
  const asked = new Map<string, string>();
  // Those of broken records count too.
  const themes = new Set(rawOf(pack, 'quotes').flatMap(listThemes));
  const look = (place: Place, question: string, where: string): void => {
    const first = asked.get(fold(question));
    if (first === undefined) asked.set(fold(question), where);
    else report(place, `this question is asked already ${first}`, 'write another one');
  };
  for (const quote of list('quotes'))
    for (const [index, question] of quote.questions.entries()) look([quote, 'questions', index], question, `beside "${quote.id}"`);
  for (const one of list('questions')) {
    look([one, 'text'], one.text, `in questions.yaml ("${one.id}")`);
    for (const [index, theme] of (one.themes ?? []).entries()) {
      if (themes.has(theme) || themes.size === 0) continue;
      report([one, 'themes', index], `no quote has the theme "${theme}"`, proposeNearest(theme, themes, 'mend it, or take it out'));
    }
  }
}

/** The themes of all quotes of a file, whatever else they are like. */
function listThemes(raw: unknown): readonly string[] {
  return listEntries(raw, 'quotes').flatMap((quote) => listEntries(quote, 'themes').filter((theme) => typeof theme === 'string'));
}

/** The often used theme that a theme used once is one letter away from. */
function misspelt(theme: string, uses: ReadonlyMap<string, number>): string | undefined {
  if (theme.length < 5) return undefined;
  const others = [...uses].filter(([other, count]) => other !== theme && count > 1).map(([other]) => other);
  return others.find((other) => distance(theme, other) === 1);
}
