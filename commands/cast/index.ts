/** `/cast`: the cast of a title, or one person or character of it. */

import { buildFactCommand } from '../../src/bot/privately.ts';
import { askWhichTitle, ofTitle, sayGone, titleOfServer, titlesSharing, withTitle, withTitleId } from '../../src/bot/titles.ts';
import type { Choice, Context, Reply, Title } from '../../src/bot/types.ts';
import { FITS_FROM, judgeHits } from '../../src/content/search/judge.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import { findByWholeName } from '../../src/content/title-names.ts';
import type { SearchHit, SearchOptions, TypedIn } from '../../src/content/types.ts';
import { once } from '../../src/kept.ts';
import { plainName, showName } from '../../src/language/show.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { buildButton, buildMessage, buildNotice, buildSelect, type Card, type SelectOption } from '../../src/message/reply.ts';
import { cleanTyped, escapeMarkdown, joinFilled } from '../../src/text/text.ts';
import { findAsked, leadToAnswer } from '../ask/question.ts';
import { type AskedView, pressForCard } from './card.ts';
import { buildCastAtAGlance, buildCastButton, buildCastList, openActors, pressForCast } from './cast-list.ts';
import { buildCharacterCard } from './character-card.ts';
import { buildPersonCard } from './person-card.ts';

export const cast = buildFactCommand('cast', {
  options: [{ name: 'name', type: 'string', suggests: true }],
  answer(context) {
    const name = context.options.text('name');
    const typedTitle = context.options.text('title');
    if (name === undefined) return withTitle(context, typedTitle, pressForCast, (title) => buildCastAtAGlance(context, title));
    if (typedTitle === undefined) return answerName(context, name);
    const pressForName = (title: Title) => buildCustomId('cast', 'name', title.id, cleanTyped(name, 60));
    return withTitle(context, typedTitle, pressForName, (title) => answerName(context, name, title));
  },
  presses: {
    first: ofTitle(buildCastAtAGlance),
    list: ofTitle((context, title, [page]) => buildCastList(context, title, page)),
    name: (context, [titleId = '', name = '']) => answerName(context, name, context.content.title(titleId)),
    card: (context, [titleId = '', kind = '', id = '', view, page]) => answerCard(context, { titleId, kind, id }, { view, page }),
    open: (context, [titleId = ''], [chosen = '']) => {
      const [kind = '', id = ''] = chosen.split(':');
      return answerCard(context, { titleId, kind, id });
    },
  },
  means(context) {
    const { options, content, placeContent } = context;
    const typed = options.text('name');
    // What somebody alone may see is put together anew, and would be searched twice.
    if (typed === undefined || options.text('title') !== undefined || content !== placeContent || content.isName(typed)) return undefined;
    const found = seekName(context, typed);
    if (typeof found === 'function' || found.kind === 'title') return undefined;
    const id = findById(context, found.id).length === 1 ? found.id : `${found.title}${WITHIN}${found.id}`;
    return options.with('name', id);
  },
  suggest(context, _option, typed) {
    const hits = findSuggested(context, typed);
    const isTwice = (id: string) => hits.filter((hit) => hit.id === id).length > 1;
    return hits.map((hit) => {
      const name = describeHit(context, hit);
      const title = isTwice(hit.id) ? context.content.title(hit.title) : undefined;
      return title ? { name: `${name} · ${title.name}`, value: `${title.id}${WITHIN}${hit.id}` } : { name, value: hit.id };
    });
  },
});

/** Stands between the id of a title and the id of somebody in it, for those who are in several titles. */
const WITHIN = '/';

/** Names for an option that asks for a person or character: never a later name, ids as values. */
export function suggestNames(context: Context, typed: string): readonly Choice[] {
  const hits = new Map(findSuggested(context, typed).map((hit) => [hit.id, hit]));
  return [...hits.values()].map((hit) => ({ name: describeHit(context, hit), value: hit.id }));
}

function findSuggested(context: Context, typed: string): readonly SearchHit[] {
  const title = context.content.title(context.options.text('title') ?? '');
  return context.content.suggest(cleanTyped(typed, 100), { kinds: ['person', 'character'], ...limitSearch(context, title) });
}

/** What a search may find: names of one title, or of all of them and first of the server's own, each as far as it may be known. */
function limitSearch(context: Context, only: Title | undefined): SearchOptions {
  const { content, settings } = context;
  return {
    ceilings: Object.fromEntries(content.titles().map((title) => [title.id, ceilingOf(title, context)])),
    ...(only ? { title: only.id } : {}),
    ...(settings.title === null ? {} : { preferTitle: settings.title }),
  };
}

/** "Ko Moon-young (고문영) · character · Seo Ye-ji". */
function describeHit(context: Context, hit: SearchHit): string {
  const { content, say } = context;
  const title = content.title(hit.title);
  const ceiling = title ? ceilingOf(title, context) : 0;
  if (hit.kind === 'character') {
    const character = content.get('cast', hit.title, hit.id);
    const actors = openActors(context, hit.title, character, ceiling).map((actor) => actor.name);
    return [plainName(hit), ...actors.slice(0, 1)].join(' · ');
  }
  const parts = content
    .rolesOf(hit.title, hit.id)
    .filter(({ role }) => isOpen(role, ceiling))
    .map(({ character }) => character.name);
  const person = content.get('people', hit.title, hit.id);
  const work = parts[0] ?? (person?.roles[0] === undefined ? undefined : say(`cast.job.${person.roles[0]}`));
  return joinFilled([plainName(hit), work], ' · ');
}

/** Answers for a name or an id; asks, suggests or offers the list where the name is not clear. */
function answerName(context: Context, typed: string, only?: Title): Reply {
  const found = seekName(context, typed, only);
  return typeof found === 'function' ? found() : answerHit(context, found);
}

/** Whoever is meant by a name or an id, or what else is answered. First it is asked who is meant, then for the answer. */
function seekName(context: Context, typed: string, only?: Title): Sought {
  const { content, options } = context;
  const before = sought.get(options.typedIn);
  if (only === undefined && before?.content === content && before.typed === typed) return before.found;
  const found = seekAnew(context, typed, only);
  if (only === undefined) sought.set(options.typedIn, { content, typed, found });
  return found;
}

type Sought = SearchHit | (() => Reply);

/** It goes with what was typed; content is of one language and shows as much to all who are given it. */
const sought = new WeakMap<TypedIn, { readonly content: Context['content']; readonly typed: string; readonly found: Sought }>();

function seekAnew(context: Context, typed: string, only: Title | undefined): Sought {
  const { content, settings } = context;
  const byId = findById(context, typed, only);
  const name = cleanTyped(typed, 100);
  if (byId.length > 0) return chooseOneOf(context, name, byId);
  if (only === undefined) {
    const exact = findByWholeName(content, name);
    if (exact) return () => buildCastAtAGlance(context, exact);
    const sharing = titlesSharing(content, name);
    if (sharing.length > 1 && settings.title === null) return () => askWhichTitle(context, sharing, pressForCast);
    if (sharing.length > 1) return () => buildCastAtAGlance(context, content.title(settings.title ?? '') ?? sharing[0] ?? failNoTitle());
  }
  const hits = content.search(name, { ...limitSearch(context, only), limit: 25, typedIn: context.options.typedIn });
  const [best] = hits;
  const same = hits.filter((hit) => hit.id === best?.id && hit.score === best.score);
  const isOnlyOne = hits.every((hit) => hit.id === best?.id || hit.score < FITS_FROM);
  if (best && same.length > 1 && isOnlyOne && best.score >= FITS_FROM) return chooseOneOf(context, name, same);
  switch (judgeHits(hits)) {
    case 'confident':
      return best ?? (() => suggestNear(context, name, [], only));
    case 'several':
      return () => askWhich(context, name, hits);
    case 'near':
    case 'nobody':
      return () => answerAsked(context, name) ?? suggestNear(context, name, [...findElsewhere(context, name, only), ...hits], only);
  }
}

/** Whoever is called so in another title than the one that was chosen for the name. */
function findElsewhere(context: Context, name: string, only: Title | undefined): readonly SearchHit[] {
  const hits = only === undefined ? [] : context.content.search(name, limitSearch(context, undefined));
  return judgeHits(hits) === 'confident' ? hits.slice(0, 1) : [];
}

/** The answer to a question that was typed for a name, or the way to it; undefined where it is none. A name alone asks nothing. */
function answerAsked(context: Context, typed: string): Reply | undefined {
  if (context.content.isName(typed)) return undefined;
  const target = findAsked(context, typed);
  if (target === undefined) return undefined;
  const { name, title } = target.options;
  const [id, only] = [String(name ?? ''), context.content.title(String(title ?? ''))];
  if (target.intent === 'card' && only !== undefined && findById(context, id, only).length > 0) return answerName(context, id, only);
  return target.intent === 'cast' && only !== undefined ? buildCastAtAGlance(context, only) : leadToAnswer(context, target);
}

function answerHit(context: Context, hit: SearchHit): Reply {
  if (hit.kind === 'title') return withTitleId(context, hit.id, (title) => buildCastAtAGlance(context, title));
  return answerCard(context, { titleId: hit.title, kind: hit.kind, id: hit.id });
}

/** Somebody who is in several titles: the card of the server's own title, else of the one that is chosen. */
function chooseOneOf(context: Context, name: string, hits: readonly SearchHit[]): Sought {
  const own = hits.length === 1 ? hits[0] : hits.find((hit) => hit.title === context.settings.title);
  return own ?? (() => askWhich(context, name, hits));
}

/** Whoever has this id, or this id within a title, and may be known here; a later one is as unknown as a name nobody has. */
function findById(context: Context, typed: string, only?: Title): readonly SearchHit[] {
  const { content } = context;
  const [titleId, within] = typed.split(WITHIN, 2);
  const id = within ?? typed;
  const titles = within === undefined ? (only ? [only] : content.titles()) : content.titles().filter((title) => title.id === titleId);
  return titles.flatMap((title): readonly SearchHit[] => {
    const ceiling = ceilingOf(title, context);
    const character = content.get('cast', title.id, id);
    const named = character ?? content.get('people', title.id, id);
    if (named === undefined || !isOpen(named, ceiling)) return [];
    const { name, hangul } = named;
    const kind = character === undefined ? 'person' : 'character';
    return [{ id, kind, title: title.id, name, ...(hangul === undefined ? {} : { hangul }), score: 1, confident: true }];
  });
}

function askWhich(context: Context, name: string, hits: readonly SearchHit[]): Reply {
  const { say } = context;
  const best = hits[0]?.score ?? 0;
  const fitting = hits.filter((hit) => hit.kind !== 'title' && hit.score >= best - 0.1);
  const titleIds = [...new Set(fitting.map((hit) => hit.title))];
  const selects = titleIds.map((titleId) => {
    const options = fitting.filter((hit) => hit.title === titleId).map((hit) => buildHitOption(context, hit));
    const title = context.content.title(titleId);
    return buildSelect(buildCustomId('cast', 'open', titleId), title ? title.name : titleId, options);
  });
  return buildNotice(say('cast.several', { name: escapeMarkdown(name) }), selects);
}

function buildHitOption(context: Context, hit: SearchHit): SelectOption {
  return { label: describeHit(context, hit), value: `${hit.kind}:${hit.id}`, description: context.say(`cast.kind.${hit.kind}`) };
}

/** Nobody is called so: those whose names come near, if any, and all there are. */
function suggestNear(context: Context, name: string, hits: readonly SearchHit[], only?: Title): Reply {
  const { say } = context;
  const buttons = () =>
    hits.slice(0, 5).map((hit) =>
      buildButton({
        label: joinFilled([describeHit(context, hit), only && only.id !== hit.title && context.content.title(hit.title)?.name], ' · '),
        id: hit.kind === 'title' ? buildCustomId('cast', 'list', hit.id, 0) : pressForCard(hit.title, hit.kind, hit.id),
        style: 'primary',
      }),
    );
  const found = hits.length === 0 ? 'nobody' : 'near';
  return buildLater(() => ({
    blocks: [say(`cast.${found}${only ? 'In' : ''}`, { name: escapeMarkdown(name), title: only ? showName(only) : '' })],
    rows: [buttons(), [buildCastButton(say, only ?? titleOfServer(context) ?? context.content.titles()[0] ?? failNoTitle())]],
  }));
}

/** For the asker alone. It is written when it is given: whoever is further is answered once more, and this is then none. */
function buildLater(describe: () => Card): Reply {
  const message = once(() => buildMessage(describe()));
  return {
    visibility: 'private',
    get message() {
      return message();
    },
  };
}

/** Whose card is asked for. */
interface Whose {
  readonly titleId: string;
  readonly kind: string;
  readonly id: string;
}

function answerCard(context: Context, { titleId, kind, id }: Whose, asked: AskedView = {}): Reply {
  return withTitleId(context, titleId, (title) => {
    const ceiling = ceilingOf(title, context);
    if (kind === 'character') {
      const character = context.content.get('cast', titleId, id);
      return character && isOpen(character, ceiling) ? buildCharacterCard(context, title, character, asked) : sayGone(context);
    }
    const person = context.content.get('people', titleId, id);
    return person && isOpen(person, ceiling) ? buildPersonCard(context, title, person, asked) : sayGone(context);
  });
}

function failNoTitle(): never {
  throw new Error('content without a title');
}
