/** The card of somebody before or behind the camera: whom they play or what they did, and what they were honoured for. */
import { GAP } from '../../src/bot/first-page.ts';
import type { Context, Reply, Title } from '../../src/bot/types.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import { nameLanguage, showList, showNameInFull, showRow } from '../../src/language/show.ts';
import { keepSentences } from '../../src/message/phone.ts';
import { buildButton, type SelectOption } from '../../src/message/reply.ts';
import type { Character, Person, Role } from '../../src/packs/schema.ts';
import { capitalize, escapeMarkdown, joinFilled } from '../../src/text/text.ts';
import {
  type AskedView,
  buildCastCard,
  buildChoice,
  buildFactBlocks,
  buildMainOptions,
  type CastView,
  chooseFirst,
  type FactKind,
  hasFacts,
  pressForCard,
  showAward,
  sortAwards,
  viewAwards,
  viewLater,
} from './card.ts';

/** Who a character is, in so many lines of a phone. */
const DESCRIPTION_LINES = 3;
/** Awards that stand on the first page. */
const FIRST_AWARDS = 4;
/** Characters that have a button of their own. */
const FIRST_CHARACTERS = 2;

const FACT_KINDS: readonly FactKind[] = ['making', 'note', 'story', 'trait', 'wound'];

/** Who somebody of cast or crew is, and what they did in this title. */
export function buildPersonCard(context: Context, title: Title, person: Person, asked: AskedView): Reply {
  const { content, say, locale } = context;
  const ceiling = ceilingOf(title, context);
  // A later part is left out, not hidden: a masked line on this card would already tell that there is one.
  const parts = content.rolesOf(title.id, person.id).filter(({ role, character }) => isOpen(role, ceiling) && isOpen(character, ceiling));
  const awards = sortAwards(content.awards(title.id, { recipient: person.id }).filter((award) => isOpen(award, ceiling)));
  const openFacts = person.facts.filter((fact) => isOpen(fact, ceiling));
  const later = person.facts.filter((fact) => !isOpen(fact, ceiling));
  const shownParts = parts.map((part) => showPart(context, part));
  const others = listOtherTitles(context, title, person);
  const otherNames = others.map((other) => escapeMarkdown(other.name));
  const jobs = person.roles.filter((role) => parts.length === 0 || (role !== 'actor' && role !== 'child-actor' && role !== 'voice-actor'));
  const firstFact = chooseFirst(openFacts);
  const firstKind = FACT_KINDS.find((kind) => openFacts.some((fact) => (fact.kind ?? 'story') === kind));
  const views: readonly CastView[] = [
    viewAwards(context, title, awards, say('cast.awardsOfPerson'), awards.length > 0),
    {
      id: 'story',
      label: say(`cast.facts.${firstKind ?? 'note'}`),
      isThere: hasFacts(person.facts, ceiling, FACT_KINDS),
      blocks: () => buildFactBlocks(context, person.facts, ceiling, FACT_KINDS),
    },
    viewLater(context, title, ceiling, later.length, () => later.map((fact) => ({ ...fact, text: escapeMarkdown(fact.text) }))),
  ];
  const neighbours: SelectOption[] = [
    ...parts.map(({ character }) => buildChoice('character', character, say('cast.kind.character'))),
    ...buildMainOptions(context, title, ceiling, person.id),
  ];
  return buildCastCard(
    context,
    title,
    {
      kind: 'person',
      id: person.id,
      name: person.name,
      heading: showNameInFull(person),
      first: {
        beside: [
          parts.length > 0 && say('cast.playsWhom', { characters: showList(locale, shownParts) }),
          jobs.length > 0 &&
            showRow(
              say,
              jobs.map((role) => say(`cast.job.${role}`)),
            ),
        ],
        facts: [
          // Under an actor's name the description of a character would be read as that of the actor.
          ...parts
            .slice(0, 1)
            .map(
              ({ character }) =>
                `**${capitalize(escapeMarkdown(character.name))}:** ${escapeMarkdown(keepSentences(character.description, DESCRIPTION_LINES))}`,
            ),
          GAP,
          ...awards.slice(0, FIRST_AWARDS).map((award) => showAward(context, title, award)),
          GAP,
          firstFact && escapeMarkdown(keepSentences(firstFact.text, DESCRIPTION_LINES)),
          GAP,
          others.length > 0 && say('cast.alsoIn', { titles: showList(locale, otherNames) }),
        ],
        buttons: [
          ...parts
            .slice(0, FIRST_CHARACTERS)
            .map(({ character }) =>
              buildButton({ label: capitalize(character.name), id: pressForCard(title.id, 'character', character.id) }),
            ),
          ...others.slice(0, 1).map((other) => buildButton({ label: other.name, id: pressForCard(other.id, 'person', person.id) })),
        ],
        shown: [person, ...parts.flatMap(({ role, character }) => [role, character]), ...awards, ...(firstFact ? [firstFact] : [])],
      },
      views,
      evidence: [person, ...person.facts, ...awards],
      neighbours,
      hiddenCount: later.length,
    },
    asked,
  );
}

function showPart({ say, locale }: Context, { role, character }: { readonly role: Role; readonly character: Character }): string {
  const note = role.kind === 'child' ? say('cast.asChild') : escapeMarkdown(role.note ?? '');
  const notes = joinFilled([role.language && nameLanguage(locale, role.language), note], ', ');
  return `**${showNameInFull(character, escapeMarkdown(character.name))}**${notes && ` (${notes})`}`;
}

/** The other titles this very person is in, as far as it may be known. */
function listOtherTitles({ content, ceilings }: Context, title: Title, person: Person): readonly Title[] {
  return content.titles().filter((other) => {
    const known = other.id === title.id ? undefined : content.get('people', other.id, person.id);
    return known !== undefined && isOpen(known, ceilingOf(other, { ceilings }));
  });
}
