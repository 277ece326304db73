/**
 * The first page of an answer: line 1 the answer in the words of the question, line 2 the fact beside it, then what people ask next,
 * all on one screen of a phone. What has no room there is behind buttons that name it.
 */
import { ceilingOf, isOpen } from '../content/spoilers.ts';
import { keepSome } from '../kept.ts';
import { accentOf } from '../language/show.ts';
import { MAX_BUTTONS_PER_ROW } from '../message/limits.ts';
import { countPhoneLines, PHONE } from '../message/phone.ts';
import { buildMessage, type ControlRow, layRows, type MaybeText } from '../message/reply.ts';
import { escapeMarkdown, joinFilled } from '../text/text.ts';
import { buildLanguageLine, countSources, type Evidence } from './evidence.ts';
import type { Context, Reply, Title } from './types.ts';

/** An empty line that parts what stands before it from what follows. An empty text is none, here as everywhere. */
export const GAP = '\n';

export interface FirstPage {
  readonly title: Title;
  /** Markdown without the mark of a heading. */
  readonly heading: string;
  /** Lines that always stand under the heading. */
  readonly beside?: readonly MaybeText[];
  /** Markdown, most wanted first. Those at the end give way where there is no room. */
  readonly facts?: readonly MaybeText[];
  /** Small lines that always stand below: a disagreement about this very answer, how much is hidden. */
  readonly notes?: readonly MaybeText[];
  /** What the answer rests on. */
  readonly evidence: readonly Evidence[];
  /** The records of what is seen, where the evidence is more than that. */
  readonly shown?: readonly Evidence[];
  /** The heading is the title's own name, which needs no second line that repeats it. */
  readonly isOfTitle?: boolean;
  /** At most one select, and at most two rows of buttons that name what is behind them. */
  readonly rows?: readonly (ControlRow | undefined)[];
}

const MOST_PAGES = 500;
const pages = keepSome<Reply>(MOST_PAGES);

/**
 * A page for all who see it so, made once: it may hang on what the packs say, the ceiling, the language and its `name`, and on nothing
 * that somebody typed, set or has seen.
 *
 * @param from a record of the packs, or a list of them, with which the page goes.
 */
export function keepFirstPage(context: Context, title: Title, from: object, name: string, build: () => Reply): Reply {
  const { say, content, placeContent, linesAbove } = context;
  // Somebody's own content may lack more than a ceiling tells.
  if (content !== placeContent || linesAbove !== undefined) return build();
  const seenBy = [name, ceilingOf(title, context), isAlone(context), sayFirstInDm(context, title)].join(' ');
  return pages(say, from, seenBy, build);
}

function isAlone({ content, settings }: Context): boolean {
  return content.titles().length === 1 || settings.title !== null;
}

/** Promises a message of at most `PHONE.lines` lines, as long as what always stands there leaves room. */
export function buildFirstPage(context: Context, page: FirstPage): Reply {
  const { title, heading, beside = [], facts = [], notes = [], evidence, rows = [], isOfTitle = false } = page;
  const needsName = !isAlone(context) && !isOfTitle;
  const named = `${escapeMarkdown(title.name)} · ${title.year}`;
  const top = joinLines([`## ${heading}`, needsName && `-# ${named}`, ...beside]);
  const sources = joinFilled(
    [!needsName && !isOfTitle ? named : '', countSources(context, title, evidence, ceilingOf(title, context))],
    ' · ',
  );
  const footnotes = [...notes, sayFirstInDm(context, title), sources, buildLanguageLine(context, page.shown ?? evidence)];
  const countFixed = () => (context.linesAbove?.(heading) ?? 0) + countPhoneLines(top) + gapBefore(joinFilled(footnotes)) + countRows(rows);
  const body =
    facts.length === 0
      ? ''
      : keepWithin(
          facts.flatMap((fact) => fact || []),
          PHONE.lines - countFixed(),
        );
  return { message: buildMessage({ accent: accentOf(title), blocks: [top, body], footnotes, rows, isQuiet: true }) };
}

/** The lines of the controls with what stands between them and the text. */
function countRows(rows: NonNullable<FirstPage['rows']>): number {
  const controls = layRows(rows);
  // Show me and Share in channel join the last row of buttons, or take a row of their own below a full one.
  const last = controls.at(-1);
  const further = Array.isArray(last) && last.length >= MAX_BUTTONS_PER_ROW ? 1 : 0;
  return controls.length === 0 ? 0 : controls.length + 1 + further;
}

/** One gap between two, and none at the ends. */
const joinLines = (lines: readonly MaybeText[]) =>
  joinFilled(lines)
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** In a direct message with somebody who has not said how far they are: what they are protected from. */
function sayFirstInDm({ caller, member, say }: Context, title: Title): string {
  return caller.guildId !== null || Object.hasOwn(member.progress, title.id) ? '' : say('progress.firstDm');
}

/** The lines of a part of a page with the empty one before it. */
const gapBefore = (text: string): number => (text === '' ? 0 : countPhoneLines(text) + 1);

/** As many of the facts, from the first, as the lines hold together with the empty line before them. */
function keepWithin(facts: readonly string[], lines: number): string {
  let used = 1;
  let kept = 0;
  for (const [index, fact] of facts.entries()) {
    if (fact === GAP) continue;
    used += countPhoneLines(fact) + (kept > 0 && facts[index - 1] === GAP ? 1 : 0);
    if (used > lines) break;
    kept = index + 1;
  }
  return joinLines(facts.slice(0, kept));
}

/** One small line for each question about these very records that sources answer differently and nobody has settled. */
export function noteDisagreements(context: Context, title: Title, shown: readonly Evidence[], ceiling: number): readonly string[] {
  const ids = shown.map(({ id }) => id);
  return context.content
    .conflictsAbout(title.id, ids)
    .filter((conflict) => conflict.better === undefined && isOpen(conflict, ceiling))
    .map(({ topic }) => context.say('sources.disagreeOn', { topic: escapeMarkdown(topic) }));
}
