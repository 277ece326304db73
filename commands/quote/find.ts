/** `/quote find`: lines by words, speaker or theme. */

import { buildConflictItems, buildSourcesButton, buildSourcesLine } from '../../src/bot/evidence.ts';
import { spoilerLabel } from '../../src/bot/hidden.ts';
import { buildListBlocks, choosePage } from '../../src/bot/paging.ts';
import { chooseTitle } from '../../src/bot/titles.ts';
import type { Choice, Context, Reply, Title } from '../../src/bot/types.ts';
import { judgeHits } from '../../src/content/search/judge.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import type { QuoteFilter } from '../../src/content/types.ts';
import { accentOf, buildHeading, plainName, showList, showName } from '../../src/language/show.ts';
import { isCommunityLine } from '../../src/lines/community.ts';
import { listGentleLines } from '../../src/lines/gentle.ts';
import { buildLineButtons, listOrigins } from '../../src/lines/line-buttons.ts';
import { nameTheme, showQuote, trimQuote } from '../../src/lines/quote-card.ts';
import { buildCustomId, fitsCustomId } from '../../src/message/custom-id.ts';
import { buildButton, buildMessage, buildNotice, buildPager, buildSelect } from '../../src/message/reply.ts';
import type { Quote } from '../../src/packs/schema.ts';
import { cleanTyped, escapeMarkdown, foldText, hide } from '../../src/text/text.ts';

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

export function answerFind(context: Context, title: Title, find: Find, askedPage: string | number | undefined): Reply {
  const { content, say } = context;
  if (find.words === '' && find.speaker === '' && find.theme === '') return askWhatToFind(context, title);
  const theme = find.theme === '' ? undefined : findTheme(context, title, find.theme);
  if (find.theme !== '' && theme === undefined) {
    const themes = content.themes(title.id).map((id) => nameTheme(say, content, title, id));
    return buildNotice(say('quote.unknownTheme', { theme: escapeMarkdown(find.theme), list: showList(context.locale, themes) }));
  }
  const isBySpeaker = find.speaker === '' ? () => true : findSpeaker(context, title, find.speaker);
  if (isBySpeaker === undefined) return sayUnknownSpeaker(context, title, find);
  const filter: QuoteFilter = { ...(find.words === '' ? {} : { words: find.words }), ...(theme === undefined ? {} : { theme }) };
  const found = content.quotes(title.id, filter).filter(isBySpeaker);
  const gentle = findGentle(context, title, find, found);
  if (gentle !== undefined) return gentle;
  if (found.length === 0) {
    const isOnlySpeaker = find.words === '' && theme === undefined;
    const person = isOnlySpeaker
      ? (content.get('cast', title.id, find.speaker) ?? content.get('people', title.id, find.speaker))
      : undefined;
    const name = person ? showName(person) : escapeMarkdown(find.speaker);
    return buildNotice(isOnlySpeaker ? say('quote.noneBy', { name }) : say('quote.noneFound', { title: showName(title) }));
  }
  const ceiling = ceilingOf(title, context);
  const ids = found.map((line) => line.id);
  const page = choosePage(
    [
      ...found.map((line) => ({ text: showFound(context, title, ceiling, line), records: [line] })),
      ...buildListBlocks(say('sources.disagree'), buildConflictItems(context, title, ids, ceiling)),
    ],
    askedPage,
    context.style,
  );
  const only = found.length === 1 ? found[0] : undefined;
  const hasHurtful = found.some((line) => line.tone === 'hurtful');
  const args = [title.id, find.words, find.speaker, theme ?? ''];
  // The longest page number is two digits; a search too long for a button shows its first page only.
  const fits = fitsCustomId('quote', 'find', ...args, 99, 'here');
  return {
    // Words that hurt are shown to the one who looked for them, not to a whole channel.
    ...(hasHurtful ? { visibility: 'private' as const } : {}),
    message: buildMessage({
      accent: accentOf(title),
      blocks: [buildHeading(say('quote.found', { count: found.length }), title), ...page.texts],
      // A community's lines have a date of their own, but it is no source's.
      footnotes: [
        buildSourcesLine(
          context,
          title,
          found.filter((line) => !isCommunityLine(line)),
          ceiling,
        ),
      ],
      rows: [
        fits ? buildPager(say, { command: 'quote', action: 'find', args }, page.number, page.count) : undefined,
        only === undefined ? buildSaveSelect(context, title, ceiling, found, page.records) : undefined,
        only === undefined ? [buildSourcesButton(say, title, 'quotes')] : buildLineButtons(say, title, only),
      ],
    }),
  };
}

const MOST_GENTLE = 5;
const SEVERAL_WORDS = /[\p{L}\p{N}][^\p{L}\p{N}]+[\p{L}\p{N}]/u;

/** Somebody who names a feeling is led to gentle lines that fit; undefined where none is named, or where their words are those of a line. */
function findGentle(context: Context, title: Title, { words, speaker, theme }: Find, found: readonly Quote[]): Reply | undefined {
  const { content, say, care } = context;
  const feeling = speaker === '' && theme === '' ? care.listener.feel(words) : undefined;
  if (feeling === undefined || (found.length > 0 && SEVERAL_WORDS.test(words))) return undefined;
  const ceiling = ceilingOf(title, context);
  const lines = listGentleLines(content, title, ceiling, feeling).slice(0, MOST_GENTLE);
  if (lines.length === 0) return undefined;
  const own = lines.filter((line) => !isCommunityLine(line));
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [buildHeading(say('quote.forFeeling'), title), ...lines.map((line) => showFound(context, title, ceiling, line))],
      footnotes: [buildSourcesLine(context, title, own, ceiling)],
      rows: [buildSaveSelect(context, title, ceiling, lines, lines), [buildSourcesButton(say, title, 'quotes')]],
    }),
  };
}

/** Saves one of the lines that stand on this page. What is later or hurts is named in no choice, because nothing hides it there. */
function buildSaveSelect(
  context: Context,
  title: Title,
  ceiling: number,
  found: readonly Quote[],
  shown: readonly { readonly id: string }[],
) {
  const { say } = context;
  const ids = new Set(shown.map(({ id }) => id));
  const open = found.filter((line) => ids.has(line.id) && line.tone !== 'hurtful' && isOpen(line, ceiling));
  return buildSelect(
    buildCustomId('quote', 'save-one', title.id),
    say('saved.saveOne'),
    open.map((line) => ({ label: trimQuote(line.text), value: line.id })),
  );
}

/** A line as a search shows it: what hurts after a note, what comes later with its episode, both behind spoiler marks. */
export function showFound(context: Context, title: Title, ceiling: number, line: Quote): string {
  const { content, say } = context;
  const isLater = !isOpen(line, ceiling);
  const origin = listOrigins(say, [line]).map((sentence) => `-# ${sentence}`);
  const shown = showQuote(say, content, title, line);
  if (line.tone !== 'hurtful' && !isLater) return [shown, ...origin].join('\n');
  const note =
    line.tone === 'hurtful' ? [say('quote.contentNote', { note: escapeMarkdown(line.content_note ?? say('quote.hurtful')) })] : [];
  const label = isLater ? [spoilerLabel(say, title, line.spoiler_from)] : [];
  // The note itself may tell something later, so only its general form stands outside.
  const openNote = isLater && line.tone === 'hurtful' ? [say('quote.contentNote', { note: say('quote.hurtful') })] : note;
  return [...openNote, ...label, hide(shown.replaceAll(/^> (-# )?/gm, '').replaceAll('\n', ' ')), ...origin].join('\n');
}

function askWhatToFind(context: Context, title: Title): Reply {
  const { say } = context;
  const themes = context.content
    .themes(title.id)
    .slice(0, 12)
    .map((theme) => nameTheme(say, context.content, title, theme));
  return buildNotice(say('quote.whatToFind', { themes: showList(context.locale, themes) }));
}

function findTheme(context: Context, title: Title, typed: string): string | undefined {
  const wanted = foldText(typed);
  const themes = context.content.themes(title.id);
  return (
    themes.find((theme) => theme === typed) ??
    themes.find((theme) => foldText(theme) === wanted || foldText(nameTheme(context.say, context.content, title, theme)) === wanted)
  );
}

/**
 * Which lines are by the one who was named: an id, a name in any spelling, or words of a speaker who is nobody of the cast
 * ("the witch"). Undefined when it is not clear who is meant.
 */
function findSpeaker(context: Context, title: Title, typed: string): ((line: Quote) => boolean) | undefined {
  const { content } = context;
  const ceiling = ceilingOf(title, context);
  const wanted = foldText(typed);
  const isNoted = (line: Quote) => isOpen(line, ceiling) && wanted !== '' && foldText(line.speaker_note ?? '').includes(wanted);
  const noted = content.list('quotes', title.id).filter(isNoted);
  // What a member wrote as a speaker's name never takes the place of somebody of the cast.
  if (noted.some((line) => !isCommunityLine(line))) return isNoted;
  const byId = content.get('cast', title.id, typed) ?? content.get('people', title.id, typed);
  if (byId && isOpen(byId, ceiling)) return (line) => line.speaker === byId.id;
  const hits = content.search(typed, { title: title.id, kinds: ['character', 'person'], spoilerCeiling: ceiling });
  const id = judgeHits(hits) === 'confident' ? hits[0]?.id : undefined;
  if (id !== undefined) return (line) => line.speaker === id || isNoted(line);
  return noted.length > 0 ? isNoted : undefined;
}

function sayUnknownSpeaker(context: Context, title: Title, find: Find): Reply {
  const { content } = context;
  const { say } = context;
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
  return buildNotice(say(key, { name: escapeMarkdown(find.speaker), title: showName(title) }), buttons.length > 0 ? [buttons] : []);
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

/** Only those who have a line that may be shown. */
export function suggestSpeakers(context: Context, typed: string): readonly Choice[] {
  const { content } = context;
  const choice = chooseTitle(context, context.options.text('title'));
  if (choice.kind !== 'title') return [];
  const { title } = choice;
  const ceiling = ceilingOf(title, context);
  const speakers = new Set(content.list('quotes', title.id).flatMap((line) => (isOpen(line, ceiling) ? (line.speaker ?? []) : [])));
  return content
    .suggest(cleanTyped(typed, 100), { title: title.id, kinds: ['character', 'person'], spoilerCeiling: ceiling })
    .filter((hit) => typed.trim() !== '' || speakers.has(hit.id))
    .map((hit) => ({ name: plainName(hit), value: hit.id }));
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
