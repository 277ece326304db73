/** The cast of a title by main, supporting, special appearances and child actors. */

import { buildSourcesButton, buildSourcesLine, collectEvidence } from '../../src/bot/evidence.ts';
import { buildFirstPage, GAP, keepFirstPage } from '../../src/bot/first-page.ts';
import type { Context, Reply, Say, Title } from '../../src/bot/types.ts';
import { keepByCeiling } from '../../src/content/by-ceiling.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import { accentOf, buildHeading, showName, showTitle } from '../../src/language/show.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { MAX_SELECT_LABEL } from '../../src/message/limits.ts';
import { keepSentences } from '../../src/message/phone.ts';
import {
  buildButton,
  buildMessage,
  buildNotice,
  buildPager,
  buildSelect,
  chunk,
  clampPage,
  type SelectOption,
} from '../../src/message/reply.ts';
import type { Character, Person } from '../../src/packs/schema.ts';
import { capitalize, escapeMarkdown, shorten } from '../../src/text/text.ts';
import { buildChoice } from './card.ts';

/** The press that opens the cast at a glance. */
export const pressForCast = (title: Title) => buildCustomId('cast', 'first', title.id);

/** The way to it, for whoever is told to look there. */
export const buildCastButton = (say: Say, title: Title) =>
  buildButton({ label: say('cast.showList', { title: title.name }), id: pressForCast(title) });

const glances = keepByCeiling<readonly Character[], ReturnType<typeof makeGlance>>();

/** The main parts, then as many of the others as a phone shows, each with who plays it. */
export function buildCastAtAGlance(context: Context, title: Title): Reply {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context);
  const cast = content.list('cast', title.id);
  const { facts, options, evidence } = glances(cast, ceiling, () => makeGlance(context, title, ceiling));
  if (options.length === 0) return buildNotice(say('cast.empty', { title: showTitle(title) }));
  const build = () =>
    buildFirstPage(context, {
      title,
      heading: say('cast.heading'),
      facts,
      evidence,
      rows: [
        buildSelect(buildCustomId('cast', 'open', title.id), say('cast.choose'), options),
        [buildButton({ label: say('cast.full'), id: buildCustomId('cast', 'list', title.id, 0) }), buildSourcesButton(say, title, 'cast')],
      ],
    });
  return keepFirstPage(context, title, cast, 'cast', build);
}

/** What of it follows from the content and the ceiling. */
function makeGlance(context: Context, title: Title, ceiling: number) {
  const { content } = context;
  const characters = content.list('cast', title.id).filter((character) => isOpen(character, ceiling));
  const lineOf = (character: Character): string => {
    const actors = openActors(context, title.id, character, ceiling).map(({ name }) => escapeMarkdown(name));
    const name = capitalize(escapeMarkdown(character.name));
    return [character.group === 'main' ? `**${name}**` : name, ...actors].join(' · ');
  };
  const main = characters.filter(({ group }) => group === 'main');
  const supporting = characters.filter(({ group }) => group === 'supporting');
  return {
    facts: [...main.map(lineOf), GAP, ...supporting.map(lineOf)],
    options: [...main, ...supporting].map(buildCharacterChoice),
    evidence: collectEvidence(content, title, 'cast', ceiling),
  };
}

/** Everybody, in groups, over pages. */
export function buildCastList(context: Context, title: Title, askedPage: string | number | undefined): Reply {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context);
  const characters = content.list('cast', title.id).filter((character) => isOpen(character, ceiling));
  const groups = (['main', 'supporting', 'special'] as const).map((group) => ({
    heading: say(`cast.group.${group}`),
    entries: characters
      .filter((character) => character.group === group)
      .map((character) => ({
        line: [`**${capitalize(showName(character))}**`, ...openActors(context, title.id, character, ceiling).map(showName)].join(' · '),
        option: buildCharacterChoice(character),
      })),
  }));
  const children = characters.flatMap((character) =>
    character.roles
      .filter((role) => role.kind === 'child' && isOpen(role, ceiling))
      .flatMap((role) => content.get('people', title.id, role.actor) ?? [])
      .map((actor) => ({
        line: say('cast.childLine', { actor: `**${showName(actor)}**`, character: escapeMarkdown(character.name) }),
        option: buildChoice('person', actor, say('cast.young', { character: character.name })),
      })),
  );
  const sections = [...groups, { heading: say('cast.group.child'), entries: children }].filter(({ entries }) => entries.length > 0);
  const chunks = sections.flatMap(({ heading, entries }) => chunk(entries, 10).map((part) => ({ heading, entries: part })));
  const pages = groupByLength(chunks);
  const page = clampPage(String(askedPage ?? 0), pages.length);
  const shown = pages[page] ?? [];
  const heading = buildHeading(say('cast.heading'), title);
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [heading, ...shown.map((part) => `**${part.heading}**\n${part.entries.map(({ line }) => line).join('\n')}`)],
      footnotes: [buildSourcesLine(context, title, collectEvidence(content, title, 'cast', ceiling), ceiling)],
      rows: [
        buildSelect(
          buildCustomId('cast', 'open', title.id),
          say('cast.choose'),
          shown.flatMap((part) => part.entries.map(({ option }) => option)),
        ),
        buildPager(say, { command: 'cast', action: 'list', args: [title.id] }, page, pages.length),
        [buildSourcesButton(say, title, 'cast')],
      ],
    }),
  };
}

const buildCharacterChoice = (character: Character): SelectOption =>
  buildChoice('character', character, shorten(keepSentences(character.description, 1), MAX_SELECT_LABEL));

/** Who plays a part, as far as it may be known; children aside. */
export function openActors(context: Context, titleId: string, character: Character | undefined, ceiling: number): readonly Person[] {
  return (character?.roles ?? [])
    .filter((role) => role.kind !== 'child' && isOpen(role, ceiling))
    .flatMap((role) => context.content.get('people', titleId, role.actor) ?? []);
}

type CastGroup = { readonly heading: string; readonly entries: readonly { readonly line: string; readonly option: SelectOption }[] };

/** At most 20 entries a page, so that the select beneath can hold them all. */
function groupByLength(groups: readonly CastGroup[]): CastGroup[][] {
  const pages: CastGroup[][] = [];
  let count = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    if (count + group.entries.length > 20) {
      pages.push([]);
      count = 0;
    }
    pages.at(-1)?.push(group);
    count += group.entries.length;
  }
  return pages;
}
