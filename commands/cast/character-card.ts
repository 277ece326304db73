/** The card of a character: who plays it and who it is, and behind buttons what it is like, its story and those around it. */
import { GAP } from '../../src/bot/first-page.ts';
import { buildListBlocks } from '../../src/bot/paging.ts';
import type { Context, Reply, Title } from '../../src/bot/types.ts';
import { ceilingOf, type Dated, isOpen } from '../../src/content/spoilers.ts';
import { nameLanguage, showList, showName, showNameInFull, showRelation, showRow } from '../../src/language/show.ts';
import { countPhoneLines, keepSentences } from '../../src/message/phone.ts';
import type { MaybeText, SelectOption } from '../../src/message/reply.ts';
import type { Character, Fact, Person, Relation, Role } from '../../src/packs/schema.ts';
import { capitalize, escapeMarkdown, joinFilled } from '../../src/text/text.ts';
import {
  type AskedView,
  buildCastCard,
  buildChoice,
  buildFactBlocks,
  buildMainOptions,
  type CastView,
  chooseFirst,
  hasFacts,
  showAward,
  sortAwards,
  viewAwards,
  viewLater,
} from './card.ts';

/** Lines of a phone that a fact takes on the first page. */
const FACT_LINES = 3;

/** Relations that stand on the first page in one line of text, and how many a phone makes of it. */
const FIRST_RELATIONS = 3;
const RELATION_LINES = 3;

const REMARK_LINES = 2;

const TRAITS = ['trait', 'wound'] as const;
const STORY = ['story', 'making', 'note'] as const;

/** Who a character is, who plays them, and to whom they are what; nothing of it beyond the asker's limit. */
export function buildCharacterCard(context: Context, title: Title, character: Character, asked: AskedView): Reply {
  const { content, say, locale } = context;
  const ceiling = ceilingOf(title, context);
  const relations = character.relations.flatMap((relation) => {
    const other = content.get('cast', title.id, relation.to);
    return other ? [{ relation, other }] : [];
  });
  const roles = character.roles.flatMap((role) => {
    const actor = content.get('people', title.id, role.actor);
    return actor ? [{ ...role, actor }] : [];
  });
  const openRelations = relations.filter(({ relation }) => isOpen(relation, ceiling));
  const openRoles = roles.filter((role) => isOpen(role, ceiling));
  const awards = sortAwards(content.awards(title.id, { character: character.id }).filter((award) => isOpen(award, ceiling)));
  const isLater = (record: Dated): boolean => !isOpen(record, ceiling);
  const laterRelations = relations.filter(({ relation }) => isLater(relation));
  const laterRoles = roles.filter(isLater);
  const laterFacts = character.facts.filter(isLater);
  const hiddenCount = laterRelations.length + laterRoles.length + laterFacts.length;
  const textOf = ({ relation, other }: NamedRelation): string => capitalize(showRelation(relation.text, other));
  const listLater = () => [
    ...laterRelations.map((named) => ({ ...named.relation, text: textOf(named) })),
    ...laterRoles.map((role) => ({
      ...role,
      text: say('cast.alsoPlays', { actor: showName(role.actor), character: showName(character) }),
    })),
    ...laterFacts.map((fact) => ({ ...fact, text: escapeMarkdown(fact.text) })),
  ];
  const best = awards.slice(0, 1).filter(({ counted }) => counted);
  const named = chooseRelations(locale, openRelations);
  const remark = character.wording_note === undefined ? '' : `-# ${escapeMarkdown(character.wording_note)}`;
  const views: readonly CastView[] = [
    {
      id: 'personality',
      label: say('cast.facts.trait'),
      isThere: remark !== '' || hasFacts(character.facts, ceiling, TRAITS),
      blocks: () => [
        ...buildFactBlocks(context, character.facts, ceiling, TRAITS),
        ...(remark === '' ? [] : [{ text: remark, records: [character] }]),
      ],
    },
    {
      id: 'story',
      label: say('cast.facts.story'),
      isThere: hasFacts(character.facts, ceiling, STORY),
      blocks: () => buildFactBlocks(context, character.facts, ceiling, STORY),
    },
    {
      id: 'relations',
      label: say('cast.relations'),
      isThere: openRelations.length > 0,
      blocks: () =>
        buildListBlocks(
          say('cast.relations'),
          openRelations.map((named) => ({ text: textOf(named), records: [named.relation] })),
        ),
    },
    viewAwards(context, title, awards, say('cast.awards'), awards.length > best.length),
    viewLater(context, title, ceiling, hiddenCount, listLater),
  ];
  const neighbours: SelectOption[] = [
    ...openRoles.map(({ actor }) => buildChoice('person', actor, say('cast.kind.person'))),
    ...openRelations.map(({ other }) => buildChoice('character', other, say('cast.kind.character'))),
    ...buildMainOptions(context, title, ceiling, character.id),
  ];
  const openFacts = character.facts.filter((fact) => isOpen(fact, ceiling));
  const firstFacts = (['wound', 'trait'] as const).flatMap((kind) => chooseFirst(openFacts.filter((fact) => fact.kind === kind)) ?? []);
  return buildCastCard(
    context,
    title,
    {
      kind: 'character',
      id: character.id,
      name: character.name,
      heading: capitalize(showNameInFull(character)),
      first: {
        beside: showActors(context, openRoles),
        facts: [
          GAP,
          escapeMarkdown(character.description),
          // A remark on the description itself is short; a longer one is on words that stand behind.
          countPhoneLines(remark) <= REMARK_LINES && remark,
          character.age !== undefined && say('cast.age', { age: character.age }),
          GAP,
          ...firstFacts.map((fact) => showFirst(context, fact)),
          ...best.map((award) => showAward(context, title, award)),
          GAP,
          showRelations(locale, named),
        ],
        buttons: [],
        shown: [character, ...openRoles, ...named.map(({ relation }) => relation), ...best, ...firstFacts],
      },
      views,
      evidence: [character, ...character.relations, ...openRoles, ...character.facts],
      neighbours,
      hiddenCount,
    },
    asked,
  );
}

type OpenRole = Omit<Role, 'actor'> & { readonly actor: Person };

/**
 * Who plays the part, and on a line of its own who plays it as a child. Of an actor who is not named, or comes later, nothing is said: the
 * gap must not tell the two apart.
 */
function showActors({ say, locale }: Context, roles: readonly OpenRole[]): readonly MaybeText[] {
  const grown = roles.filter(({ kind }) => kind !== 'child');
  const children = roles.filter(({ kind }) => kind === 'child');
  const nameOf = ({ actor, note, kind, language }: OpenRole) => {
    if (kind === 'child') return `**${showNameInFull(actor, escapeMarkdown(actor.name))}**`;
    const remarks = joinFilled([language && nameLanguage(locale, language), escapeMarkdown(note ?? '')], ', ');
    return `**${showNameInFull(actor)}**${remarks && ` (${remarks})`}`;
  };
  return [
    grown.length > 0 && say('cast.playedBy', { actors: showRow(say, grown.map(nameOf)) }),
    children.length > 0 && say('cast.asAChild', { actors: showRow(say, children.map(nameOf)) }),
  ];
}

interface NamedRelation {
  readonly relation: Relation;
  readonly other: Character;
}

/** The first ones, as many as stand in few lines; at least one. */
function chooseRelations<Some extends NamedRelation>(locale: string, relations: readonly Some[]): readonly Some[] {
  for (let count = FIRST_RELATIONS; count > 1; count -= 1) {
    if (countPhoneLines(showRelations(locale, relations.slice(0, count))) <= RELATION_LINES) return relations.slice(0, count);
  }
  return relations.slice(0, 1);
}

/** "Supervisor of Nam Ju-ri and Sun Byul · …": who is the same to several is it to them together. Hangul once, in the heading. */
function showRelations(locale: string, relations: readonly NamedRelation[]): string {
  const alike = Map.groupBy(relations, ({ relation }) => relation.text);
  return [...alike]
    .map(([text, of]) => {
      const names = of.map(({ other }) => other.name);
      return capitalize(showRelation(text, { name: showList(locale, names) }));
    })
    .join(' · ');
}

function showFirst({ say }: Context, fact: Fact): string {
  return `**${say(fact.kind === 'wound' ? 'cast.facts.wound' : 'cast.facts.trait')}:** ${escapeMarkdown(keepSentences(fact.text, FACT_LINES))}`;
}
