/** `/quote find`: lines by words, speaker or theme. */

import { countHidden } from '../../src/bot/hidden.ts';
import { chooseTitle } from '../../src/bot/titles.ts';
import type { Choice, Context, Reply, Title } from '../../src/bot/types.ts';
import { judgeHits } from '../../src/content/search/judge.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import type { QuoteFilter } from '../../src/content/types.ts';
import { keepSome } from '../../src/kept.ts';
import { plainName, showList, showTitle } from '../../src/language/show.ts';
import { nameTheme } from '../../src/lines/quote-card.ts';
import { buildCustomId, fitsCustomId } from '../../src/message/custom-id.ts';
import { buildButton, buildNotice } from '../../src/message/reply.ts';
import type { Quote } from '../../src/packs/schema.ts';
import { cleanTyped, escapeMarkdown, foldText } from '../../src/text/text.ts';
import { findAsked, findLineWords, leadToAnswer } from '../ask/question.ts';
import { buildCastButton } from '../cast/cast-list.ts';
import { buildFound, type DealtLines, dealLines } from './found.ts';
import { buildGentleLines } from './gentle.ts';
import { buildSpeakerSelect, findSpeaker, type Speaker } from './speakers.ts';

export interface Find {
  readonly words: string;
  readonly speaker: string;
  readonly theme: string;
}

/** What is looked for, from the options of the command. */
export function readFind({ options }: Context): Find {
  return {
    words: cleanTyped(options.text('words') ?? '', 100),
    speaker: cleanTyped(options.text('speaker') ?? '', 60),
    theme: cleanTyped(options.text('theme') ?? '', 60),
  };
}

/** What a search means: which lines, and how they are called. */
interface Sought {
  readonly found: readonly Quote[];
  /** Lines that are known but shown to nobody, because they only hurt. */
  readonly withheld: number;
  readonly speaker: Speaker | undefined;
  readonly theme: string | undefined;
}

/** The lines that hold the words, are of the person or of the theme, page by page; says how many are held back as spoilers. */
export function answerFind(context: Context, title: Title, find: Find, askedPage: string | number | undefined): Reply {
  const sought = seek(context, title, find);
  if ('message' in sought) return sought;
  const { found, withheld } = sought;
  const gentle = findGentle(context, title, find, found);
  if (gentle !== undefined) return gentle;
  if (found.length === 0) {
    const named = seekNamed(context, title, find);
    if (named !== undefined) return answerFind(context, title, { words: '', speaker: '', theme: named.theme }, askedPage);
    return answerMost(context, title, find, sought) ?? answerAsked(context, title, find) ?? sayNothingFound(context, title, find, sought);
  }
  const { say } = context;
  const dealt = dealOpen(context, title, found);
  const later = found.length - dealt.lines.length;
  const action = 'find';
  const args = argumentsOf(title, find, sought);
  // The longest page number is two digits; a search too long for a button shows its first page only.
  const fits = fitsCustomId('quote', 'find-later', ...args, 99, 'here');
  const reply = buildFound(
    context,
    title,
    {
      heading: nameFound(context, title, sought),
      dealt,
      notes: [countHidden(say, later), ...noteWithheld(context, withheld)],
      buttons: [
        offerTheme(context, title, find, found),
        later > 0 && fits && buildButton({ label: say('spoiler.show'), id: buildCustomId('quote', 'find-later', ...args, 0) }),
      ],
      pager: fits ? { action, args } : undefined,
    },
    askedPage,
  );
  // Words that hurt are shown to the one who looked for them, not to a whole channel.
  return dealt.lines.some(isHurtful) ? { ...reply, visibility: 'private' } : reply;
}

const MOST_DEALT = 300;
const dealt = keepSome<DealtLines>(MOST_DEALT);

/** Those of the lines that may stand openly; made once for the same lines, whatever was typed that found them. */
function dealOpen(context: Context, title: Title, found: readonly Quote[]): DealtLines {
  const { content, placeContent, communityLines, say } = context;
  const ceiling = ceilingOf(title, context);
  const deal = () => dealLines(context, title, sortForReading(found.filter((line) => isOpen(line, ceiling))));
  // Somebody's own content may lack who says a line, and a community's lines are made anew each time.
  if (content !== placeContent || communityLines.length > 0) return deal();
  return dealt(say, content.list('quotes', title.id), [ceiling, ...found.map(({ id }) => id)].join(' '), deal);
}

/** The line, or the way to the answer, where a question was typed for the words of a line; undefined where it is none. */
function answerAsked(context: Context, title: Title, find: Find): Reply | undefined {
  if (find.speaker !== '' || find.theme !== '') return undefined;
  const target = findAsked(context, find.words);
  if (target === undefined) return undefined;
  const { words = '', speaker = '' } = target.options;
  if (target.intent !== 'quoteFind' || words === find.words) return leadToAnswer(context, target);
  return answerFind(context, title, { words: String(words), speaker: String(speaker), theme: '' }, 0);
}

/** The line that has most of the words, where none has all of them, nor one that is held back; undefined where there is none. */
function answerMost(context: Context, title: Title, find: Find, { withheld }: Sought): Reply | undefined {
  const words = find.words === '' || withheld > 0 ? undefined : findLineWords(context, find.words, title.id);
  if (words === undefined) return undefined;
  const most = { ...find, words };
  const sought = seek(context, title, most);
  return 'message' in sought || sought.found.length === 0 ? undefined : answerFind(context, title, most, 0);
}

/** What a search leaves out because it is later than the place it was asked in: for the one who asks, by their own progress. */
export function answerLater(context: Context, title: Title, find: Find, page: string | undefined): Reply {
  const sought = seek(context, title, find);
  if ('message' in sought) return sought;
  const { settings } = context;
  const told = Math.min(ceilingOf(title, settings), ceilingOf(title, context));
  const lines = sortForReading(sought.found.filter((line) => !isOpen(line, told)));
  const dealt = dealLines(context, title, lines);
  if (lines.length === 0) return sayNothingFound(context, title, find, sought);
  const pager = { action: 'find-later', args: argumentsOf(title, find, sought) };
  const isTurned = page !== undefined && page !== '0';
  const reply = buildFound(context, title, { heading: nameFound(context, title, { ...sought, found: lines }), dealt, pager }, page);
  return { ...reply, visibility: 'private', ...(isTurned ? {} : { place: 'new' as const }) };
}

function seek(context: Context, title: Title, find: Find): Sought | Reply {
  const { content, say } = context;
  if (find.words === '' && find.speaker === '' && find.theme === '') return askWhatToFind(context, title);
  const theme = find.theme === '' ? undefined : findTheme(context, title, find.theme);
  if (find.theme !== '' && theme === undefined) {
    const themes = content.themes(title.id).map((id) => nameTheme(say, content, title, id));
    if (themes.length === 0) return askWhatToFind(context, title);
    return buildNotice(say('quote.unknownTheme', { theme: escapeMarkdown(find.theme), list: showList(context.locale, themes) }));
  }
  const speaker = find.speaker === '' ? undefined : findSpeaker(context, title, find.speaker);
  if (find.speaker !== '' && speaker === undefined) return sayUnknownSpeaker(context, title, find);
  const filter: QuoteFilter = { ...(find.words === '' ? {} : { words: find.words }), ...(theme === undefined ? {} : { theme }) };
  const { found, withheld } = content.seekQuotes(title.id, filter);
  const isBy = speaker?.says;
  return {
    found: isBy === undefined ? found : found.filter(isBy),
    withheld: (isBy === undefined ? withheld : withheld.filter(isBy)).length,
    speaker,
    theme,
  };
}

/** What hurts comes last, what is short first. */
function sortForReading(lines: readonly Quote[]): readonly Quote[] {
  return lines.toSorted((a, b) => Number(isHurtful(a)) - Number(isHurtful(b)) || a.text.length - b.text.length);
}

const isHurtful = ({ tone }: Quote): boolean => tone === 'hurtful';

/** "9 quotes about healing". */
function nameFound({ say, content }: Context, title: Title, { found, speaker, theme }: Sought): string {
  const count = found.length;
  if (speaker?.name !== undefined) return say('quote.foundBy', { count, name: escapeMarkdown(speaker.name) });
  return theme === undefined
    ? say('quote.found', { count })
    : say('quote.foundAbout', { count, theme: nameTheme(say, content, title, theme) });
}

const argumentsOf = (title: Title, { words, speaker }: Find, { theme }: Sought): readonly string[] => [
  title.id,
  words,
  speaker,
  theme ?? '',
];

function noteWithheld({ say }: Context, count: number): readonly string[] {
  return count === 0 ? [] : [say('quote.withheld', { count })];
}

/** That there is nothing to show, why where something is known, and ways on. */
function sayNothingFound(context: Context, title: Title, find: Find, { speaker, withheld }: Sought): Reply {
  const { say } = context;
  const isOnlySpeaker = find.words === '' && find.theme === '';
  const text = isOnlySpeaker
    ? say('quote.noneBy', { name: escapeMarkdown(speaker?.name ?? find.speaker) })
    : say('quote.noneFound', { title: showTitle(title) });
  return buildNotice(withheld === 0 ? text : noteWithheld(context, withheld).join(''), [
    buildSpeakerSelect(context, title),
    [buildButton({ label: say('quote.randomButton'), id: buildCustomId('quote', 'random', title.id), style: 'primary' })],
  ]);
}

/** The theme whose name was typed for words of a quote, and its lines; none where a theme or somebody was asked for. */
function seekNamed(context: Context, title: Title, { words, speaker, theme }: Find) {
  const named = theme === '' && speaker === '' && words !== '' ? findTheme(context, title, words) : undefined;
  if (named === undefined) return undefined;
  const found = context.content.quotes(title.id, { theme: named });
  return found.length === 0 ? undefined : { found, withheld: 0, speaker: undefined, theme: named };
}

/** Leads from the lines with a theme's name in them to those of the theme, where it has more than are shown already. */
function offerTheme(context: Context, title: Title, find: Find, shown: readonly Quote[]) {
  const named = seekNamed(context, title, find);
  if (named?.found.every(({ id }) => shown.some((line) => line.id === id)) !== false) return undefined;
  const id = buildFindPress(title, { words: '', speaker: '', theme: named.theme }, 0);
  return buildButton({ label: nameFound(context, title, named), id });
}

const SEVERAL_WORDS = /[\p{L}\p{N}][^\p{L}\p{N}]+[\p{L}\p{N}]/u;

/** Somebody who names a feeling is led to gentle lines that fit; undefined where none is named, or where their words are those of a line. */
function findGentle(context: Context, title: Title, { words, speaker, theme }: Find, found: readonly Quote[]): Reply | undefined {
  if (speaker !== '' || theme !== '' || (found.length > 0 && SEVERAL_WORDS.test(words))) return undefined;
  const feeling = context.care.listener.feel(words);
  return feeling === undefined ? undefined : buildGentleLines(context, title, feeling);
}

function askWhatToFind(context: Context, title: Title): Reply {
  const { content, say } = context;
  const themes = content
    .themes(title.id)
    .slice(0, 12)
    .map((theme) => nameTheme(say, content, title, theme));
  if (content.quotes(title.id, {}).length === 0) return buildNotice(say('quote.noLines', { title: showTitle(title) }));
  if (themes.length === 0) return buildNotice(say('quote.whatToFindPlainly'));
  return buildNotice(say('quote.whatToFind', { themes: showList(context.locale, themes) }));
}

function findTheme({ content, say }: Context, title: Title, typed: string): string | undefined {
  const themes = content.themes(title.id);
  if (themes.includes(typed)) return typed;
  const named = themesByName(say, themes, title.id, () => {
    const names = themes.flatMap((theme) => [theme, nameTheme(say, content, title, theme)].map((name) => [foldText(name), theme] as const));
    // Of what is called the same the first is meant.
    return new Map(names.toReversed());
  });
  return named.get(foldText(typed));
}

const MOST_LISTS = 100;
const themesByName = keepSome<ReadonlyMap<string, string>>(MOST_LISTS);

function sayUnknownSpeaker(context: Context, title: Title, find: Find): Reply {
  const { content, say } = context;
  const hits = content.search(find.speaker, {
    title: title.id,
    kinds: ['character', 'person'],
    spoilerCeiling: ceilingOf(title, context),
    limit: 5,
  });
  const buttons = hits.map((hit) =>
    buildButton({ label: plainName(hit), id: buildFindPress(title, { ...find, speaker: hit.id }, 0), style: 'primary' }),
  );
  const verdict = judgeHits(hits);
  const key = verdict === 'nobody' ? 'cast.nobodyIn' : verdict === 'several' ? 'cast.several' : 'cast.nearIn';
  return buildNotice(say(key, { name: escapeMarkdown(find.speaker), title: showTitle(title) }), [
    buttons.length > 0 ? buttons : [buildCastButton(say, title)],
  ]);
}

/** The search in an id. Where all of it does not fit, the longest part gives way a letter at a time: a shorter search still finds. */
export function buildFindPress(title: Title, find: Find, page: number): string {
  const parts = [find.words, find.speaker, find.theme];
  while (!fitsCustomId('quote', 'find', title.id, ...parts, page)) {
    const longest = parts.reduce((most, part, index) => (part.length > (parts[most] ?? '').length ? index : most), 0);
    parts[longest] = (parts[longest] ?? '').slice(0, -1);
  }
  return buildCustomId('quote', 'find', title.id, ...parts, page);
}

/** The themes in use, by their names. */
export function suggestThemes(context: Context, typed: string): readonly Choice[] {
  const choice = chooseTitle(context, context.options.text('title'));
  if (choice.kind !== 'title') return [];
  const wanted = foldText(typed);
  return context.content
    .themes(choice.title.id)
    .map((theme) => ({ name: nameTheme(context.say, context.content, choice.title, theme), value: theme }))
    .filter(({ name, value }) => foldText(name).includes(wanted) || foldText(value).includes(wanted));
}
