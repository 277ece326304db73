/** The awards asked for on one screen: how many, who won what, and what a ceremony came to as a whole. */
import { buildSourcesButton } from '../../src/bot/evidence.ts';
import { buildFirstPage, GAP, keepFirstPage } from '../../src/bot/first-page.ts';
import type { Context, Reply, Title } from '../../src/bot/types.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import type { AwardFilter } from '../../src/content/types.ts';
import { showCeremony, showList } from '../../src/language/show.ts';
import { MAX_BUTTONS_PER_ROW } from '../../src/message/limits.ts';
import { countPhoneLines } from '../../src/message/phone.ts';
import { buildButton, type ControlRow } from '../../src/message/reply.ts';
import type { Award, Ceremony } from '../../src/packs/schema.ts';
import { escapeMarkdown, joinFilled } from '../../src/text/text.ts';
import { showEdition } from './award-list.ts';
import { pressForFirst, pressForList } from './filter.ts';

/** Names of ceremonies: two rows have room for them beside three other buttons. */
const MOST_CEREMONY_BUTTONS = 2 * MAX_BUTTONS_PER_ROW - 3;
/** More ceremonies than these stand without an empty line between them. */
const MOST_PARTED = 3;

/** @param found the awards that `filter` leaves of the title, as far as they may be known; not empty. */
export function buildAwardPage(context: Context, title: Title, filter: AwardFilter, found: readonly Award[]): Reply {
  const build = () => buildPage(context, title, filter, found);
  const isAll = Object.keys(filter).length === 0;
  return isAll ? keepFirstPage(context, title, context.content.list('awards', title.id), 'awards', build) : build();
}

function buildPage(context: Context, title: Title, filter: AwardFilter, found: readonly Award[]): Reply {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context);
  const person = nameWho(context, title, filter);
  const ceremonies = content.list('ceremonies', title.id);
  const ofCeremony = ({ id }: Ceremony) => found.filter((award) => award.ceremony === id);
  const known = ceremonies.filter((ceremony) => ofCeremony(ceremony).length > 0);
  // Where something was won comes first.
  const shown = [...known.filter((ceremony) => hasWon(ofCeremony(ceremony))), ...known.filter((ceremony) => !hasWon(ofCeremony(ceremony)))];
  const only = filter.ceremony === undefined || person !== undefined ? undefined : shown[0];
  const uncounted = found.filter(({ counted }) => !counted);
  const whole = only === undefined ? [] : listWhole(only, ceiling);
  // A ceremony's own count is that of its nominations, which a vote of the public is none of.
  const tally = whole.length > 0 ? '' : sayTally(context, found);
  const isAll = Object.keys(filter).length === 0;
  const isTight = shown.length > MOST_PARTED;
  const groups = shown.flatMap((ceremony) => {
    const own = ofCeremony(ceremony).filter(({ counted }) => counted);
    if (own.length === 0) return [];
    const mark = isAll && hasWon(own) ? '🏆 ' : '';
    const [first = '', ...rest] = listAwards(context, title, own, { isBrief: isAll, person });
    if (only !== undefined) return [first, ...rest];
    const came = person === undefined ? listWhole(ceremony, ceiling) : [];
    // A name never stands without a line under it.
    return [...(isTight ? [] : [GAP]), `${mark}**${showCeremony(say, ceremony)}**\n${first}`, ...rest, ...came];
  });
  const beside = only === undefined ? [] : [`-# ${showEdition(context, only)}`, ...whole];
  return buildFirstPage(context, {
    title,
    heading: joinFilled([person ?? (only === undefined ? undefined : showCeremony(say, only)), tally], ': '),
    beside,
    facts: [
      ...groups.slice(groups[0] === GAP ? 1 : 0),
      ...(isAll ? countUncounted(context, uncounted) : listUncounted(context, uncounted, ceremonies)),
    ],
    evidence: [...shown, ...found],
    rows: listRows(context, title, filter, ceremonies, found),
  });
}

/** "7 wins and 7 other nominations", of what is counted; they are other ones beside wins. */
function sayTally({ say, locale }: Context, found: readonly Award[]): string {
  const counted = found.filter((award) => award.counted);
  const won = counted.filter(({ result }) => result === 'won').length;
  const nominated = counted.length - won;
  return showList(locale, [
    ...(won > 0 || nominated === 0 ? [say('awards.wins', { count: won })] : []),
    ...(nominated === 0 ? [] : [say(won > 0 ? 'awards.others' : 'awards.nominations', { count: nominated })]),
  ]);
}

const hasWon = (found: readonly Award[]): boolean => found.some(({ counted, result }) => counted && result === 'won');

function nameWho({ content }: Context, title: Title, { recipient, character }: AwardFilter): string | undefined {
  const who =
    recipient === undefined
      ? character === undefined
        ? undefined
        : content.get('cast', title.id, character)
      : content.get('people', title.id, recipient);
  return who === undefined ? undefined : escapeMarkdown(who.name);
}

/** What a ceremony came to, by the fact its pack puts first: every filter that asks for the ceremony has it. */
function listWhole(ceremony: Ceremony, ceiling: number): readonly string[] {
  return ceremony.facts.filter((fact) => fact.first === true && isOpen(fact, ceiling)).map(({ text }) => escapeMarkdown(text));
}

/** One line each, wins first. A glance at everything tells nominations only of a ceremony where nothing was won. */
function listAwards(
  context: Context,
  title: Title,
  own: readonly Award[],
  { isBrief, person }: { readonly isBrief: boolean; readonly person: string | undefined },
): readonly string[] {
  const won = own.filter(({ result }) => result === 'won');
  const nominated = isBrief && won.length > 0 ? [] : own.filter(({ result }) => result === 'nominated');
  const { say } = context;
  const mark = isBrief ? '' : '🏆 ';
  return [
    ...won.map((award) => describeAward(context, title, award, person, (name) => `${mark}${name}`)),
    ...nominated.map((award) => {
      const line = describeAward(context, title, award, person, (name) => (isBrief ? name : say('awards.nominee', { award: name })));
      const marked = isBrief ? `${say('awards.result.nominated')}: ${line}` : line;
      if (award.lost_to === undefined) return marked;
      return say('awards.beside', { award: marked, lost: say('awards.lostTo', { winner: escapeMarkdown(award.lost_to) }) });
    }),
  ];
}

/** "Best Supporting Actor: Oh Jung-se"; on the page of one person with the part instead. A short form only where it saves a line. */
function describeAward(
  { content, say, locale }: Context,
  title: Title,
  award: Award,
  person: string | undefined,
  markName: (name: string) => string,
): string {
  const part = award.character === undefined ? undefined : content.get('cast', title.id, award.character);
  const names = award.recipients.flatMap((id) => content.get('people', title.id, id) ?? []).map(({ name }) => escapeMarkdown(name));
  const role = part === undefined || part.name === person ? undefined : say('awards.asCharacter', { character: escapeMarkdown(part.name) });
  const whom = names.length === 0 ? '' : `: ${showList(locale, names)}`;
  const isTheirs = person !== undefined && names.length <= 1;
  const nameOf = (award: string) => (role === undefined ? award : say('awards.inRole', { award, role }));
  const lineOf = (name: string) => (isTheirs ? markName(nameOf(escapeMarkdown(name))) : `${markName(escapeMarkdown(name))}${whom}`);
  const long = lineOf(award.category);
  const short = lineOf(award.brief ?? award.category);
  return countPhoneLines(long) > countPhoneLines(short) ? short : long;
}

function countUncounted({ say }: Context, { length: count }: readonly Award[]): readonly string[] {
  return count === 0 ? [] : [`-# ${say('awards.uncounted', { count })}`];
}

/** They stand below all ceremonies, so each says its own. */
function listUncounted({ say }: Context, uncounted: readonly Award[], ceremonies: readonly Ceremony[]): readonly string[] {
  return uncounted.map((award) => {
    const ceremony = ceremonies.find(({ id }) => id === award.ceremony);
    const where = ceremony === undefined ? '' : `${showCeremony(say, ceremony)}: `;
    return `-# ${where}${escapeMarkdown(award.brief ?? award.category)} ${say('awards.notCounted')}`;
  });
}

/** A button for each other ceremony, then what was not won and the whole list. */
function listRows(
  { say }: Context,
  title: Title,
  filter: AwardFilter,
  ceremonies: readonly Ceremony[],
  found: readonly Award[],
): readonly ControlRow[] {
  const isAll = Object.keys(filter).length === 0;
  const buttons = isAll
    ? ceremonies
        .slice(0, MOST_CEREMONY_BUTTONS)
        .map((ceremony) => buildButton({ label: nameShortly(ceremony), id: pressForFirst(title, { ceremony: ceremony.id }) }))
    : [buildButton({ label: say('awards.showAll'), id: pressForFirst(title) })];
  const nominated = found.filter(({ counted, result }) => counted && result === 'nominated').length;
  const last = [
    isAll &&
      nominated > 0 &&
      buildButton({ label: say('awards.nominatedButton', { count: nominated }), id: pressForFirst(title, { result: 'nominated' }) }),
    buildButton({ label: say('awards.full'), id: pressForList(title, filter) }),
    buildSourcesButton(say, title, 'awards'),
  ];
  return isAll ? [buttons.slice(0, MAX_BUTTONS_PER_ROW), [...buttons.slice(MAX_BUTTONS_PER_ROW), ...last]] : [[...buttons, ...last]];
}

/** The first of its other names where it is shorter; a name in the reader's own script stays. */
function nameShortly({ name, spellings }: Ceremony): string {
  const [short = name] = spellings;
  return /\p{Script=Latin}/u.test(name) && short.length < name.length ? short : name;
}
