/** Which work is meant. The titles are never mixed: every answer is about one of them. */

import { findByWholeName } from '../content/title-names.ts';
import { keepFor } from '../kept.ts';
import { showNameInFull } from '../language/show.ts';
import { MAX_BUTTONS_PER_ROW, MAX_ROWS_PLAIN } from '../message/limits.ts';
import type { ButtonSpec } from '../message/reply.ts';
import { buildButton, buildNotice } from '../message/reply.ts';
import { cleanTyped, escapeMarkdown, foldText } from '../text/text.ts';
import type { Choice, CommandResult, Content, Context, OptionSpec, Reply, Say, Title } from './types.ts';

export type TitleChoice =
  | { readonly kind: 'title'; readonly title: Title }
  | { readonly kind: 'several'; readonly titles: readonly Title[] }
  /** The title the server chose is not there any more; no other is taken for it. */
  | { readonly kind: 'removed' }
  | { readonly kind: 'unknown' };

/** The title of the option `typed` (an id or any spelling), else the server's, else the first of the packs. */
export function chooseTitle(context: Context, typed: string | undefined): TitleChoice {
  const { content, settings, say } = context;
  if (typed === undefined) {
    const title = titleOfServer(context);
    return title === undefined ? { kind: 'removed' } : { kind: 'title', title };
  }
  const exact = content.title(typed) ?? findByWholeName(content, typed);
  if (exact) return { kind: 'title', title: exact };
  const sharing = titlesSharing(content, typed);
  const own = content.title(settings.title ?? '');
  if (sharing.length > 1) return own && sharing.includes(own) ? { kind: 'title', title: own } : { kind: 'several', titles: sharing };
  // "Drama", as the asker's language calls it, where there is one.
  const ofKind = content.titles().filter(({ kind }) => foldText(say(`about.kind.${kind}`)) === foldText(typed));
  if (ofKind.length === 1 && ofKind[0]) return { kind: 'title', title: ofKind[0] };
  const hits = content.search(cleanTyped(typed), { kinds: ['title'] });
  const best = hits[0] && content.title(hits[0].id);
  if (best && hits[0]?.confident) return { kind: 'title', title: best };
  const near = hits.flatMap((hit) => content.title(hit.id) ?? []);
  return near.length > 0 ? { kind: 'several', titles: near } : { kind: 'unknown' };
}

/** Titles for which these words are a short name that could also mean another ("It's okay"). */
export function titlesSharing(content: Content, typed: string): readonly Title[] {
  const wanted = foldText(typed);
  return content.titles().filter((title) => shortNames(title).has(wanted));
}

const shortNames = keepFor(({ ambiguous_with }: Title): ReadonlySet<string> => new Set(ambiguous_with.map(foldText)));

/** The `title` option of every command that has one: its choices are the packs, and any spelling works too. */
export const TITLE_OPTION: OptionSpec = {
  name: 'title',
  type: 'string',
  choices: (content) => content.titles().map((title): Choice => ({ name: title.name, value: title.id })),
  takesAnyText: true,
};

/** An option with a few values, each with a name of its own. */
export function buildChoiceOption<Value extends string>(
  name: string,
  values: readonly Value[],
  nameOf: (say: Say, value: Value) => string,
): OptionSpec {
  return { name, type: 'string', choices: (_content, say) => values.map((value) => ({ name: nameOf(say, value), value })) };
}

/** Asks which work is meant, one button each; `idOf` gives the press that goes on. What is called otherwise abroad is named so too. */
export function askWhichTitle({ say }: Context, titles: readonly Title[], idOf: (title: Title) => string): Reply {
  const abroad = titles.map((title) => showNameInFull(title, '')).filter(Boolean);
  return offerTitles([say('title.which'), ...abroad.map((name) => `-# ${name}`)].join('\n'), titles, idOf);
}

/** A sentence with a button for each of the titles, as many as a message holds. */
function offerTitles(
  text: string,
  titles: readonly Title[],
  idOf: (title: Title) => string,
  style: ButtonSpec['style'] = 'primary',
): Reply {
  const buttons = titles.map((title) => buildButton({ label: `${title.name} · ${title.year}`, id: idOf(title), style }));
  return buildNotice(text, [buttons.slice(0, MAX_ROWS_PLAIN * MAX_BUTTONS_PER_ROW)]);
}

/**
 * Runs `answer` for the title the option names; asks or explains where it names none clearly.
 * `idOf` is the press by which the asker goes on with the same request for another title.
 */
export function withTitle<Result extends CommandResult = Reply>(
  context: Context,
  typed: string | undefined,
  idOf: (title: Title) => string,
  answer: (title: Title) => Result,
): Reply | Result {
  const { say, content } = context;
  const choice = chooseTitle(context, typed);
  switch (choice.kind) {
    case 'title':
      return answer(choice.title);
    case 'several':
      return askWhichTitle(context, choice.titles, idOf);
    case 'removed':
      return offerTitles(say('title.removed'), content.titles(), idOf);
    case 'unknown':
      return offerTitles(say('title.unknown', { typed: escapeMarkdown(cleanTyped(typed ?? '', 80)) }), content.titles(), idOf, 'secondary');
  }
}

/** Runs `answer` for the title a custom_id names, which may be gone since, or forged. */
export function withTitleId<Result extends CommandResult = Reply>(
  context: Context,
  titleId: string | undefined,
  answer: (title: Title) => Result,
): Reply | Result {
  const title = context.content.title(titleId ?? '');
  return title === undefined ? sayGone(context) : answer(title);
}

/** A command about the title of its option; `idOf` as for `withTitle`. */
export function ofTypedTitle<Result extends CommandResult>(
  idOf: (title: Title) => string,
  answer: (context: Context, title: Title) => Result,
): (context: Context) => Reply | Result {
  return (context) => withTitle(context, context.options.text('title'), idOf, (title) => answer(context, title));
}

/** A press, or a form that was sent, whose first argument is the title's id; the arguments after it go on. */
export function ofTitle<Last, Result extends CommandResult>(
  answer: (context: Context, title: Title, args: readonly string[], last: Last) => Result,
): (context: Context, args: readonly string[], last: Last) => Reply | Result {
  return (context, [titleId, ...args], last) => withTitleId(context, titleId, (title) => answer(context, title, args, last));
}

/** What was asked for is not there any more, or not for those who would see it. */
export function sayGone({ say }: Pick<Context, 'say'>): Reply {
  return buildNotice(say('error.gone'));
}

/** What is meant where nobody names a title: the server's own, which may be gone since, or the first of the packs where it chose none. */
export function titleOfServer({ content, settings }: Pick<Context, 'content'> & { readonly settings: Pick<Context['settings'], 'title'> }) {
  return settings.title === null ? content.titles()[0] : content.title(settings.title);
}

/** The title whose choices are offered while somebody types: the one of the option so far, else as where nobody names one. */
export function titleOfChoices(context: Context): Title | undefined {
  return context.content.title(context.options.text('title') ?? '') ?? titleOfServer(context);
}
