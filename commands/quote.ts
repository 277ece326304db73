/** `/quote`: today's line, a random healing line, or a search for lines. */
import { HELPLINES_URL, soundsLikeDistress } from '../src/bot/care.ts';
import { buildCustomId, fitsCustomId } from '../src/bot/custom-id.ts';
import { buildConflictItems, buildSourcesButton, buildSourcesLine } from '../src/bot/evidence.ts';
import { buildListBlocks, choosePage } from '../src/bot/paging.ts';
import { nameTheme, showQuote } from '../src/bot/quote-card.ts';
import { addPicture, buildButton, buildLinkButton, buildMessage, buildNotice, buildPager } from '../src/bot/reply.ts';
import { accentOf, buildHeading, plainName, showList, showName } from '../src/bot/show.ts';
import { ceilingOf, isOpen, spoilerLabel } from '../src/bot/spoilers.ts';
import { cleanTyped, escapeMarkdown, foldText, hide } from '../src/bot/text.ts';
import { chooseTitle, TITLE_OPTION, withTitle } from '../src/bot/titles.ts';
import type { Choice, Command, Context, Outcome, Title } from '../src/bot/types.ts';
import { judgeHits } from '../src/content/search/judge.ts';
import type { QuoteFilter } from '../src/content/types.ts';
import { localDateAt } from '../src/daily/clock.ts';
import { describePicture } from '../src/daily/message.ts';
import {
  type LinePick,
  listDailyLines,
  listHealingLines,
  listUsedLines,
  pickForServer,
  pickForUser,
  pickRandom,
} from '../src/daily/pick.ts';
import type { Quote } from '../src/packs/schema.ts';

/** Enough of the ledger for the same choice as the daily post will make. */
const HISTORY_LENGTH = 200;

const CARD_FILE = 'line.png';

export const quote: Command = {
  name: 'quote',
  visibility: 'public',
  place: 'everywhere',
  needs: { deliveries: HISTORY_LENGTH },
  subcommands: [
    { name: 'today', options: [TITLE_OPTION] },
    { name: 'random', options: [TITLE_OPTION] },
    {
      name: 'find',
      options: [
        { name: 'words', type: 'string' },
        { name: 'speaker', type: 'string', suggests: true },
        { name: 'theme', type: 'string', suggests: true },
        TITLE_OPTION,
      ],
    },
  ],
  answer(context) {
    const { options } = context;
    const action = options.subcommand;
    const press = (title: Title) =>
      action === 'find' ? buildFindPress(title, readFind(context), 0) : buildCustomId('quote', action ?? 'today', title.id);
    return withTitle(context, options.text('title'), press, (title) => {
      if (action === 'random') return answerRandom(context, title);
      return action === 'find' ? answerFind(context, title, readFind(context), 0) : answerToday(context, title);
    });
  },
  presses: {
    today: (context, [titleId = '']) => withId(context, titleId, (title) => answerToday(context, title)),
    random: (context, [titleId = '']) => withId(context, titleId, (title) => answerRandom(context, title)),
    card: (context, [titleId = '', quoteId = '']) => withId(context, titleId, (title) => askForCard(context, title, quoteId)),
    find: (context, [titleId = '', words = '', speaker = '', theme = '', page]) =>
      withId(context, titleId, (title) => answerFind(context, title, { words, speaker, theme }, page)),
  },
  settle(context, effect, result) {
    if (effect.kind !== 'draw-card' || !('picture' in result)) return buildNotice(context.sayPrivately('quote.noCard'));
    const { content, say } = context;
    const { title, quote } = effect;
    const plain = buildMessage({
      accent: accentOf(title),
      blocks: [buildHeading(say('quote.random'), title)],
      footnotes: [buildSourcesLine(context, title, [quote], ceilingOf(title, context))],
      rows: [[buildSourcesButton(say, title, `quote:${quote.id}`)]],
    });
    return {
      message: addPicture(plain, CARD_FILE, describePicture(say, content, title, quote)),
      files: [{ name: CARD_FILE, bytes: result.picture }],
    };
  },
  suggest(context, option, typed) {
    return option === 'speaker' ? suggestSpeakers(context, typed) : suggestThemes(context, typed);
  },
};

/** The line as a picture; a line that may not be offered unasked has none. */
function askForCard(context: Context, title: Title, quoteId: string): Outcome {
  const { content, settings } = context;
  const quote = listHealingLines(content, title, ceilingOf(title, context)).find((line) => line.id === quoteId);
  if (quote === undefined) return buildNotice(context.sayPrivately('error.gone'));
  return { ...buildNotice(context.sayPrivately('quote.noCard')), effect: { kind: 'draw-card', settings, title, quote } };
}

function withId(context: Context, titleId: string, answer: (title: Title) => Outcome): Outcome {
  const title = context.content.title(titleId);
  return title ? answer(title) : buildNotice(context.sayPrivately('error.gone'));
}

function answerToday(context: Context, title: Title): Outcome {
  const line = chooseToday(context, title);
  return line
    ? answerLine(context, title, line, context.say('quote.today'))
    : buildNotice(context.sayPrivately('quote.noLines', { title: showName(title) }));
}

/** The line the daily post brought or will bring today; where there is none, the asker's (or server's) own of this UTC date. */
function chooseToday(context: Context, title: Title): LinePick | null {
  const { content, settings, caller, nowMs } = context;
  const lines = listDailyLines(content, title, settings);
  const { daily } = settings;
  const serverTitle = settings.title ?? content.titles()[0]?.id;
  if (daily?.enabled !== true || title.id !== serverTitle) {
    return pickForUser(caller.guildId ?? caller.userId, localDateAt(nowMs, 'UTC'), lines);
  }
  const localDate = localDateAt(nowMs, daily.zone);
  const posted = context.deliveries.find((delivery) => delivery.localDate === localDate && delivery.titleId === title.id);
  const postedLine = posted?.quoteId ? content.quote(title.id, posted.quoteId) : undefined;
  if (posted && postedLine) return { quote: postedLine, questionIndex: posted.questionIndex };
  const history = listUsedLines(content, context.deliveries);
  return pickForServer({ guildId: settings.guildId, titleId: title.id, localDate, lines, history });
}

function answerRandom(context: Context, title: Title): Outcome {
  const lines = listHealingLines(context.content, title, ceilingOf(title, context));
  const line = pickRandom(lines, context.pick);
  return line
    ? answerLine(context, title, line, context.say('quote.random'))
    : buildNotice(context.sayPrivately('quote.noLines', { title: showName(title) }));
}

function answerLine(context: Context, title: Title, line: LinePick, heading: string): Outcome {
  const { content, say } = context;
  const question = line.questionIndex === null ? undefined : line.quote.questions[line.questionIndex];
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [
        buildHeading(heading, title),
        showQuote(say, content, title, line.quote),
        ...(question === undefined ? [] : [say('quote.question', { question: escapeMarkdown(question) })]),
      ],
      footnotes: [buildSourcesLine(context, title, [line.quote], ceilingOf(title, context))],
      rows: [
        [
          buildButton({ label: say('quote.another'), id: buildCustomId('quote', 'random', title.id) }),
          buildButton({ label: say('quote.asCard'), id: buildCustomId('quote', 'card', title.id, line.quote.id) }),
          buildSourcesButton(say, title, `quote:${line.quote.id}`),
        ],
      ],
    }),
  };
}

interface Find {
  readonly words: string;
  readonly speaker: string;
  readonly theme: string;
}

function readFind({ options }: Context): Find {
  return {
    words: cleanTyped(options.text('words') ?? '', 100),
    speaker: cleanTyped(options.text('speaker') ?? '', 60),
    theme: cleanTyped(options.text('theme') ?? '', 60),
  };
}

function answerFind(context: Context, title: Title, find: Find, askedPage: string | number | undefined): Outcome {
  const { content, say } = context;
  const sayPrivately = context.sayPrivately;
  if (find.words === '' && find.speaker === '' && find.theme === '') return askWhatToFind(context, title);
  if (soundsLikeDistress(find.words)) {
    return buildNotice(sayPrivately('quote.distress'), [[buildLinkButton(sayPrivately('quote.helplines'), HELPLINES_URL)]]);
  }
  const theme = find.theme === '' ? undefined : findTheme(context, title, find.theme);
  if (find.theme !== '' && theme === undefined) {
    const themes = content.themes(title.id).map((id) => nameTheme(sayPrivately, content, title, id));
    return buildNotice(
      sayPrivately('quote.unknownTheme', { theme: escapeMarkdown(find.theme), list: showList(context.privateLocale, themes) }),
    );
  }
  const isBySpeaker = find.speaker === '' ? () => true : findSpeaker(context, title, find.speaker);
  if (isBySpeaker === undefined) return sayUnknownSpeaker(context, title, find);
  const filter: QuoteFilter = { ...(find.words === '' ? {} : { words: find.words }), ...(theme === undefined ? {} : { theme }) };
  const found = content.quotes(title.id, filter).filter(isBySpeaker);
  if (found.length === 0) {
    const isOnlySpeaker = find.words === '' && theme === undefined;
    const person = isOnlySpeaker ? (content.character(title.id, find.speaker) ?? content.person(title.id, find.speaker)) : undefined;
    const name = person ? showName(person) : escapeMarkdown(find.speaker);
    return buildNotice(
      isOnlySpeaker ? sayPrivately('quote.noneBy', { name }) : sayPrivately('quote.noneFound', { title: showName(title) }),
    );
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
      footnotes: [buildSourcesLine(context, title, found, ceiling)],
      rows: [
        fits ? buildPager(say, { command: 'quote', action: 'find', args }, page.number, page.count) : undefined,
        found.length === 1 && found[0]
          ? [buildSourcesButton(say, title, `quote:${found[0].id}`)]
          : [buildSourcesButton(say, title, 'quotes')],
      ],
    }),
  };
}

function showFound(context: Context, title: Title, ceiling: number, line: Quote): string {
  const { content, say } = context;
  const isLater = !isOpen(line, ceiling);
  const shown = showQuote(say, content, title, line);
  if (line.tone !== 'hurtful' && !isLater) return shown;
  const note =
    line.tone === 'hurtful' ? [say('quote.contentNote', { note: escapeMarkdown(line.content_note ?? say('quote.hurtful')) })] : [];
  const label = isLater ? [spoilerLabel(say, title, line.spoiler_from)] : [];
  // The note itself may tell something later, so only its general form stands outside.
  const openNote = isLater && line.tone === 'hurtful' ? [say('quote.contentNote', { note: say('quote.hurtful') })] : note;
  return [...openNote, ...label, hide(shown.replaceAll(/^> (-# )?/gm, '').replaceAll('\n', ' '))].join('\n');
}

function askWhatToFind(context: Context, title: Title): Outcome {
  const say = context.sayPrivately;
  const themes = context.content
    .themes(title.id)
    .slice(0, 12)
    .map((theme) => nameTheme(say, context.content, title, theme));
  return buildNotice(say('quote.whatToFind', { themes: showList(context.privateLocale, themes) }));
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
  if (content.quotes(title.id).some(isNoted)) return isNoted;
  const byId = content.character(title.id, typed) ?? content.person(title.id, typed);
  if (byId && isOpen(byId, ceiling)) return (line) => line.speaker === byId.id;
  const hits = content.search(typed, { title: title.id, kinds: ['character', 'person'], spoilerCeiling: ceiling });
  const id = judgeHits(hits) === 'confident' ? hits[0]?.id : undefined;
  return id === undefined ? undefined : (line) => line.speaker === id;
}

function sayUnknownSpeaker(context: Context, title: Title, find: Find): Outcome {
  const { content } = context;
  const say = context.sayPrivately;
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
function buildFindPress(title: Title, find: Find, page: number): string {
  const parts = [find.words, find.speaker, find.theme];
  while (!fitsCustomId('quote', 'find', title.id, ...parts, page)) {
    const longest = parts.reduce((most, part, index) => (part.length > (parts[most] ?? '').length ? index : most), 0);
    parts[longest] = (parts[longest] ?? '').slice(0, -1);
  }
  return buildCustomId('quote', 'find', title.id, ...parts, page);
}

/** Only those who have a line that may be shown. */
function suggestSpeakers(context: Context, typed: string): readonly Choice[] {
  const { content } = context;
  const choice = chooseTitle(context, context.options.text('title'));
  if (choice.kind !== 'title') return [];
  const { title } = choice;
  const ceiling = ceilingOf(title, context);
  const speakers = new Set(
    content.quotes(title.id).flatMap((line) => (line.never_post || !isOpen(line, ceiling) ? [] : (line.speaker ?? []))),
  );
  return content
    .suggest(cleanTyped(typed, 100), { title: title.id, kinds: ['character', 'person'], spoilerCeiling: ceiling })
    .filter((hit) => typed.trim() !== '' || speakers.has(hit.id))
    .map((hit) => ({ name: plainName(hit), value: hit.id }));
}

function suggestThemes(context: Context, typed: string): readonly Choice[] {
  const choice = chooseTitle(context, context.options.text('title'));
  if (choice.kind !== 'title') return [];
  const wanted = foldText(typed);
  return context.content
    .themes(choice.title.id)
    .map((theme) => ({ name: nameTheme(context.say, context.content, choice.title, theme), value: theme }))
    .filter(({ name, value }) => foldText(name).includes(wanted) || foldText(value).includes(wanted));
}
