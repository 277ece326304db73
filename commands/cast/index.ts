/** `/cast`: the cast of a title, or one person or character of it. */

import { askWhichTitle, sayGone, TITLE_OPTION, titlesSharing, withTitle, withTitleId } from '../../src/bot/titles.ts';
import type { Choice, Command, Context, Reply, Title } from '../../src/bot/types.ts';
import { judgeHits } from '../../src/content/search/judge.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import type { SearchHit } from '../../src/content/types.ts';
import { plainName, showName } from '../../src/language/show.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { buildButton, buildMessage, buildSelect, type SelectOption } from '../../src/message/reply.ts';
import { cleanTyped, escapeMarkdown } from '../../src/text/text.ts';
import { buildCharacterCard, buildPersonCard } from './cast-card.ts';
import { buildCastAtAGlance, buildCastList, openActors, pressForCast } from './cast-list.ts';

export const cast: Command = {
  name: 'cast',
  help: [{ group: 'ask', sentence: 'help.cast' }],
  visibility: 'public',
  place: 'everywhere',
  options: [{ name: 'name', type: 'string', suggests: true }, TITLE_OPTION],
  answer(context) {
    const name = context.options.text('name');
    const typedTitle = context.options.text('title');
    if (name === undefined) return withTitle(context, typedTitle, pressForCast, (title) => buildCastAtAGlance(context, title));
    if (typedTitle === undefined) return answerName(context, name);
    const pressForName = (title: Title) => buildCustomId('cast', 'name', title.id, cleanTyped(name, 60));
    return withTitle(context, typedTitle, pressForName, (title) => answerName(context, name, title));
  },
  presses: {
    first: (context, [titleId]) => withTitleId(context, titleId, (title) => buildCastAtAGlance(context, title)),
    list: (context, [titleId, page]) => withTitleId(context, titleId, (title) => buildCastList(context, title, page)),
    name: (context, [titleId = '', name = '']) => answerName(context, name, context.content.title(titleId)),
    card: (context, [titleId = '', kind = '', id = '', page]) => answerCard(context, titleId, `${kind}:${id}`, page),
    open: (context, [titleId = ''], [chosen = '']) => answerCard(context, titleId, chosen, 0),
  },
  suggest(context, _option, typed) {
    return suggestNames(context, typed);
  },
};

/** Names for an option that asks for a person or character: never a later name, ids as values. */
export function suggestNames(context: Context, typed: string): readonly Choice[] {
  const { content, settings } = context;
  const only = context.options.text('title');
  const title = only === undefined ? undefined : content.title(only);
  const hits = content.suggest(cleanTyped(typed, 100), {
    kinds: ['person', 'character'],
    ...(title ? { title: title.id } : {}),
    ...(settings.title === null ? {} : { preferTitle: settings.title }),
    spoilerCeiling: title ? ceilingOf(title, context) : 1,
  });
  return hits.map((hit) => ({ name: describeHit(context, hit), value: hit.id }));
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
  return [plainName(hit), ...(work === undefined ? [] : [work])].join(' · ');
}

/** Answers for a name or an id; asks, suggests or offers the list where the name is not clear. */
function answerName(context: Context, typed: string, only?: Title): Reply {
  const { content, settings } = context;
  const byId = findById(context, typed, only);
  if (byId) return answerCard(context, byId.title, `${byId.kind}:${byId.id}`, 0);
  const name = cleanTyped(typed, 100);
  if (only === undefined) {
    const sharing = titlesSharing(content, name);
    if (sharing.length > 1 && settings.title === null) return askWhichTitle(context, sharing, pressForCast);
    if (sharing.length > 1) return buildCastAtAGlance(context, content.title(settings.title ?? '') ?? sharing[0] ?? failNoTitle());
  }
  const hits = content.search(name, {
    ...(only ? { title: only.id, spoilerCeiling: ceilingOf(only, context) } : {}),
    ...(settings.title === null ? {} : { preferTitle: settings.title }),
    limit: 25,
  });
  const best = hits[0];
  switch (judgeHits(hits)) {
    case 'confident':
      return best ? answerHit(context, best) : answerNobody(context, name, only);
    case 'several':
      return askWhich(context, name, hits);
    case 'near':
      return suggestNear(context, name, hits, only);
    case 'nobody':
      return answerNobody(context, name, only);
  }
}

function answerHit(context: Context, hit: SearchHit): Reply {
  if (hit.kind === 'title') return withTitleId(context, hit.id, (title) => buildCastAtAGlance(context, title));
  return answerCard(context, hit.title, `${hit.kind}:${hit.id}`, 0);
}

/** The id of somebody who may be known here; a later one is as unknown as a name nobody has. */
function findById(context: Context, id: string, only?: Title): { kind: 'character' | 'person'; title: string; id: string } | undefined {
  const { content, settings } = context;
  const own = settings.title === null ? undefined : content.title(settings.title);
  const titles = only ? [only] : [...(own ? [own] : []), ...content.titles()];
  for (const title of titles) {
    const ceiling = ceilingOf(title, context);
    const character = content.get('cast', title.id, id);
    if (character && isOpen(character, ceiling)) return { kind: 'character', title: title.id, id };
    const person = content.get('people', title.id, id);
    if (person && isOpen(person, ceiling)) return { kind: 'person', title: title.id, id };
  }
  return undefined;
}

function askWhich(context: Context, name: string, hits: readonly SearchHit[]): Reply {
  const { say } = context;
  const best = hits[0]?.score ?? 0;
  const fitting = hits.filter((hit) => hit.kind !== 'title' && hit.score >= best - 0.1);
  const titleIds = [...new Set(fitting.map((hit) => hit.title))];
  const selects = titleIds.map((titleId) => {
    const options = fitting.filter((hit) => hit.title === titleId).map((hit) => buildHitOption(context, hit));
    const title = context.content.title(titleId);
    return buildSelect(buildCustomId('cast', 'open', titleId), title ? plainName(title) : titleId, options);
  });
  return {
    visibility: 'private',
    message: buildMessage({ blocks: [say('cast.several', { name: escapeMarkdown(name) })], rows: selects }),
  };
}

function buildHitOption(context: Context, hit: SearchHit): SelectOption {
  return { label: describeHit(context, hit), value: `${hit.kind}:${hit.id}`, description: context.say(`cast.kind.${hit.kind}`) };
}

function suggestNear(context: Context, name: string, hits: readonly SearchHit[], only?: Title): Reply {
  const { say } = context;
  const buttons = hits.slice(0, 5).map((hit) =>
    buildButton({
      label: describeHit(context, hit),
      id: hit.kind === 'title' ? buildCustomId('cast', 'list', hit.id, 0) : buildCustomId('cast', 'card', hit.title, hit.kind, hit.id, 0),
      style: 'primary',
    }),
  );
  const key = only ? 'cast.nearIn' : 'cast.near';
  return {
    visibility: 'private',
    message: buildMessage({
      blocks: [say(key, { name: escapeMarkdown(name), title: only ? showName(only) : '' })],
      rows: [buttons, [buildListButton(context, only)]],
    }),
  };
}

function answerNobody(context: Context, name: string, only?: Title): Reply {
  const { say } = context;
  const key = only ? 'cast.nobodyIn' : 'cast.nobody';
  return {
    visibility: 'private',
    message: buildMessage({
      blocks: [say(key, { name: escapeMarkdown(name), title: only ? showName(only) : '' })],
      rows: [[buildListButton(context, only)]],
    }),
  };
}

function buildListButton(context: Context, only?: Title) {
  const title = only ?? context.content.title(context.settings.title ?? '') ?? context.content.titles()[0] ?? failNoTitle();
  return buildButton({ label: context.say('cast.showList', { title: title.name }), id: pressForCast(title) });
}

function answerCard(context: Context, titleId: string, topic: string, askedPage: string | number | undefined): Reply {
  const title = context.content.title(titleId);
  const [kind, id = ''] = topic.split(':');
  if (!title) return sayGone(context);
  if (kind === 'character') {
    const character = context.content.get('cast', titleId, id);
    if (character && !isOpen(character, ceilingOf(title, context))) return sayGone(context);
    if (character) return buildCharacterCard(context, title, character, askedPage);
  } else {
    const person = context.content.get('people', titleId, id);
    if (person && !isOpen(person, ceilingOf(title, context))) return sayGone(context);
    if (person) return buildPersonCard(context, title, person, askedPage);
  }
  return sayGone(context);
}

function failNoTitle(): never {
  throw new Error('content without a title');
}
