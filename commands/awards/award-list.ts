/** Every award that is asked for, ceremony by ceremony, page by page: what stands behind the first page. */
import { buildPageBehind } from '../../src/bot/page-behind.ts';
import { type Block, buildListBlocks } from '../../src/bot/paging.ts';
import type { Context, Reply, Title } from '../../src/bot/types.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import type { AwardFilter } from '../../src/content/types.ts';
import { showList, showName, showShortDate } from '../../src/language/show.ts';
import { buildButton } from '../../src/message/reply.ts';
import type { Award, Ceremony } from '../../src/packs/schema.ts';
import { escapeMarkdown } from '../../src/text/text.ts';
import { filterArgs, pressForFirst } from './filter.ts';

/** @param found the awards that `filter` leaves of the title, as far as they may be known. */
export function buildAwardList(
  context: Context,
  title: Title,
  filter: AwardFilter,
  found: readonly Award[],
  askedPage: string | undefined,
): Reply {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context);
  const isAll = Object.keys(filter).length === 0;
  const ceremonies = content.list('ceremonies', title.id).filter((ceremony) => found.some((award) => award.ceremony === ceremony.id));
  const recognition = isAll ? content.list('recognition', title.id).filter((fact) => isOpen(fact, ceiling)) : [];
  return buildPageBehind(context, {
    title,
    heading: say('awards.heading'),
    blocks: [
      ...ceremonies.map((ceremony) => buildCeremonyBlock(context, title, ceremony, found, listFacts(ceremony, filter, ceiling))),
      ...buildListBlocks(
        say('awards.recognition'),
        recognition.map((fact) => ({ text: escapeMarkdown(fact.text), records: [fact] })),
      ),
    ],
    askedPage,
    pager: { command: 'awards', action: 'page', args: [title.id, ...filterArgs(filter)] },
    back: buildButton({ label: say('awards.showAll'), id: pressForFirst(title) }),
    topic: 'awards',
    notes: [say('awards.listedOnly')],
  });
}

/** What is told of a ceremony as a whole, which is nothing of one person. */
function listFacts(ceremony: Ceremony, { recipient, character }: AwardFilter, ceiling: number): Ceremony['facts'] {
  return recipient === undefined && character === undefined ? ceremony.facts.filter((fact) => isOpen(fact, ceiling)) : [];
}

function buildCeremonyBlock(context: Context, title: Title, ceremony: Ceremony, found: readonly Award[], facts: Ceremony['facts']): Block {
  const own = found.filter((award) => award.ceremony === ceremony.id);
  // What was won stands first.
  const ordered = [...own.filter((award) => award.result === 'won'), ...own.filter((award) => award.result === 'nominated')];
  const lines = ordered.map((award) => `- ${buildAwardLine(context, title, award)}`);
  const notes = facts.map((fact) => `-# ${escapeMarkdown(fact.text)}`);
  return {
    text: [`### ${showName(ceremony)}`, `-# ${showEdition(context, ceremony)}`, ...lines, ...notes].join('\n'),
    records: [ceremony, ...own, ...facts],
  };
}

/** "57th, television · May 13, 2021", on one line of a phone. */
export function showEdition({ locale }: Pick<Context, 'locale'>, { edition, date, year }: Ceremony): string {
  const when = date === undefined ? String(year) : showShortDate(locale, date);
  return edition === undefined ? when : `${escapeMarkdown(edition)} · ${when}`;
}

function buildAwardLine(context: Context, title: Title, award: Award): string {
  const { content, say, locale } = context;
  const recipients = award.recipients.flatMap((id) => content.get('people', title.id, id) ?? []).map(showName);
  const character = award.character === undefined ? undefined : content.get('cast', title.id, award.character);
  const whom = recipients.length === 0 ? escapeMarkdown(title.name) : showList(locale, recipients);
  const role = character ? ` ${say('awards.asCharacter', { character: escapeMarkdown(character.name) })}` : '';
  const lost = award.lost_to === undefined ? '' : `\n  -# ${say('awards.lostTo', { winner: escapeMarkdown(award.lost_to) })}`;
  const note = award.note === undefined ? '' : `\n  -# ${escapeMarkdown(award.note)}`;
  const counted = award.counted ? '' : ` ${say('awards.notCounted')}`;
  return `**${say(`awards.result.${award.result}`)}** · ${escapeMarkdown(award.category)}: ${whom}${role}${counted}${lost}${note}`;
}
