/** `/awards`: what a title won and was nominated for, ceremony by ceremony. */

import { buildConflictItems, buildLanguageLine, buildSourcesButton, buildSourcesLine } from '../src/bot/evidence.ts';
import { type Block, buildListBlocks, choosePage } from '../src/bot/paging.ts';
import { TITLE_OPTION, titleOfChoices, withTitle, withTitleId } from '../src/bot/titles.ts';
import type { Choice, Command, Context, Reply, Title } from '../src/bot/types.ts';
import { judgeHits, type Verdict } from '../src/content/search/judge.ts';
import { ceilingOf, isOpen } from '../src/content/spoilers.ts';
import type { AwardFilter } from '../src/content/types.ts';
import { accentOf, buildHeading, listBlock, plainName, showDate, showList, showName } from '../src/language/show.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { buildButton, buildMessage, buildNotice, buildPager } from '../src/message/reply.ts';
import type { Award, Ceremony } from '../src/packs/schema.ts';
import { cleanTyped, escapeMarkdown, foldText } from '../src/text/text.ts';
import { suggestNames } from './cast/index.ts';

export const awards: Command = {
  name: 'awards',
  help: [{ group: 'ask', sentence: 'help.awards' }],
  visibility: 'public',
  place: 'everywhere',
  options: [
    { name: 'who', type: 'string', suggests: true },
    { name: 'ceremony', type: 'string', suggests: true },
    { name: 'year', type: 'integer', min: 1900, max: 2100 },
    {
      name: 'result',
      type: 'string',
      choices: (_content, say) => [
        { name: say('awards.result.won'), value: 'won' },
        { name: say('awards.result.nominated'), value: 'nominated' },
      ],
    },
    TITLE_OPTION,
  ],
  answer(context) {
    return withTitle(context, context.options.text('title'), pressForAll, (title) => answerFiltered(context, title));
  },
  presses: {
    page: (context, [titleId, who = '', ceremony = '', year = '', result = '', page]) =>
      withTitleId(context, titleId, (title) => answerAwards(context, title, parseFilter({ who, ceremony, year, result }), page)),
  },
  suggest(context, option, typed) {
    if (option === 'who') return suggestNames(context, typed);
    return suggestCeremonies(context, typed);
  },
};

const pressForAll = (title: Title) => buildPagePress(title, {}, 0);

function answerFiltered(context: Context, title: Title): Reply {
  const { options } = context;
  const result = options.text('result');
  const year = options.whole('year');
  const filter: AwardFilter = {
    ...(result === 'won' || result === 'nominated' ? { result } : {}),
    ...(year === undefined ? {} : { year }),
  };
  const typedCeremony = options.text('ceremony');
  const who = options.text('who');
  const found = findAsked(context, title, typedCeremony, who);
  if (typedCeremony !== undefined && found.ceremony === undefined) return sayUnknownCeremony(context, found.title, typedCeremony);
  const narrowed = found.ceremony ? { ...filter, ceremony: found.ceremony.id } : filter;
  return who === undefined ? answerAwards(context, found.title, narrowed, 0) : answerWho(context, found.title, narrowed, who);
}

/** What was asked for in the title meant; where nobody named a title, in whichever one has it. */
function findAsked(context: Context, title: Title, typedCeremony: string | undefined, who: string | undefined) {
  const others = context.options.text('title') === undefined ? context.content.titles().filter((other) => other.id !== title.id) : [];
  const tries = [title, ...others].map((candidate) => ({
    title: candidate,
    ceremony: typedCeremony === undefined ? undefined : findCeremony(context, candidate, typedCeremony),
    knowsWho: who === undefined || findWho(context, candidate, who).verdict === 'confident',
  }));
  const complete = tries.find((found) => found.knowsWho && (typedCeremony === undefined || found.ceremony !== undefined));
  return complete ?? tries.find((found) => found.ceremony !== undefined) ?? { title, ceremony: undefined };
}

function findWho(context: Context, title: Title, typed: string): { readonly verdict: Verdict; readonly hits: readonly AskedPerson[] } {
  const { content } = context;
  const ceiling = ceilingOf(title, context);
  const byId = content.get('people', title.id, typed) ?? content.get('cast', title.id, typed);
  if (byId && isOpen(byId, ceiling)) {
    return { verdict: 'confident', hits: [{ ...byId, kind: content.get('people', title.id, typed) ? 'person' : 'character' }] };
  }
  const hits = content.search(cleanTyped(typed, 100), { title: title.id, kinds: ['person', 'character'], spoilerCeiling: ceiling });
  return { verdict: judgeHits(hits), hits };
}

interface AskedPerson {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly hangul?: string | undefined;
}

function answerWho(context: Context, title: Title, filter: AwardFilter, typed: string): Reply {
  const { verdict, hits } = findWho(context, title, typed);
  const [best] = hits;
  if (verdict === 'confident' && best) return answerAwards(context, title, { ...filter, ...filterFor(best) }, 0);
  const { say } = context;
  const sentence = { confident: 'cast.nobodyIn', several: 'cast.several', near: 'cast.nearIn', nobody: 'cast.nobodyIn' } as const;
  const buttons = hits
    .slice(0, 5)
    .map((hit) => buildButton({ label: plainName(hit), id: buildPagePress(title, { ...filter, ...filterFor(hit) }, 0), style: 'primary' }));
  return buildNotice(say(sentence[verdict], { name: escapeMarkdown(cleanTyped(typed, 100)), title: showName(title) }), [
    [...buttons, buildButton({ label: say('awards.showAll'), id: pressForAll(title) })],
  ]);
}

function filterFor(hit: { readonly kind: string; readonly id: string }): AwardFilter {
  return hit.kind === 'person' ? { recipient: hit.id } : { character: hit.id };
}

function answerAwards(context: Context, title: Title, filter: AwardFilter, askedPage: string | number | undefined): Reply {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context);
  const found = content.awards(title.id, filter).filter((award) => isOpen(award, ceiling));
  if (found.length === 0) return sayNone(context, title, filter, ceiling);
  const unfiltered = Object.keys(filter).length === 0;
  const ceremonies = content.list('ceremonies', title.id).filter((ceremony) => found.some((award) => award.ceremony === ceremony.id));
  const recognition = unfiltered ? content.list('recognition', title.id).filter((fact) => isOpen(fact, ceiling)) : [];
  // What is said of a whole ceremony is beside the point where only some of its awards are asked for.
  const subjects = [...(unfiltered ? ceremonies : []), ...found, ...recognition].map((record) => record.id);
  const page = choosePage(
    [
      { text: buildSummary(context, title, found), records: found },
      ...ceremonies.map((ceremony) => buildCeremonyBlock(context, title, ceremony, found, unfiltered ? ceiling : null)),
      ...buildListBlocks(
        say('awards.recognition'),
        recognition.map((fact) => ({ text: escapeMarkdown(fact.text), records: [fact] })),
      ),
      ...buildListBlocks(say('sources.disagree'), buildConflictItems(context, title, subjects, ceiling)),
    ],
    askedPage,
    context.style,
  );
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [buildHeading(say('awards.heading'), title), ...page.texts],
      footnotes: [buildSourcesLine(context, title, page.records.length > 0 ? page.records : found, ceiling)],
      rows: [
        buildPager(say, { command: 'awards', action: 'page', args: [title.id, ...filterArgs(filter)] }, page.number, page.count),
        [
          buildSourcesButton(say, title, 'awards'),
          ...(unfiltered ? [] : [buildButton({ label: say('awards.showAll'), id: pressForAll(title) })]),
        ],
      ],
    }),
  };
}

/** None found; but what sources disagree about may be just that ("nominated, says one"). */
function sayNone(context: Context, title: Title, filter: AwardFilter, ceiling: number): Reply {
  const { say } = context;
  const who = filter.recipient ?? filter.character;
  const conflicts = who === undefined ? [] : buildConflictItems(context, title, [who], ceiling);
  const text = [
    say('awards.none', { title: showName(title) }),
    listBlock(
      say('sources.disagree'),
      conflicts.map((conflict) => conflict.text),
    ),
    buildLanguageLine(
      context,
      conflicts.flatMap(({ records }) => records),
      say,
    ),
  ].filter((part) => part !== '');
  return buildNotice(text.join('\n\n'), [[buildButton({ label: say('awards.showAll'), id: pressForAll(title) })]]);
}

/** Only what the listed awards prove: how many were won, which, and what stayed a nomination. */
function buildSummary(context: Context, title: Title, found: readonly Award[]): string {
  const { say } = context;
  const counted = found.filter((award) => award.counted);
  const won = counted.filter((award) => award.result === 'won');
  const nominated = counted.filter((award) => award.result === 'nominated');
  return [
    ...(won.length > 0 ? [say('awards.wonCount', { count: won.length, list: listByCeremony(context, title, won) })] : []),
    ...(nominated.length > 0
      ? [say('awards.nominatedCount', { count: nominated.length, list: listByCeremony(context, title, nominated) })]
      : []),
    say('awards.listedOnly'),
  ].join('\n');
}

/** "Baeksang Arts Awards 2021: Best Actor, Best Drama; International Emmy Awards 2021: …" */
function listByCeremony({ content, say, locale }: Context, title: Title, found: readonly Award[]): string {
  return content
    .list('ceremonies', title.id)
    .map((ceremony) => ({ ceremony, own: found.filter((award) => award.ceremony === ceremony.id) }))
    .filter(({ own }) => own.length > 0)
    .map(({ ceremony, own }) =>
      say('awards.entries', {
        ceremony: `${escapeMarkdown(ceremony.name)} ${ceremony.year}`,
        categories: showList(
          locale,
          own.map((award) => escapeMarkdown(award.category)),
        ),
      }),
    )
    .join('; ');
}

/** @param ceiling null leaves out what is said of the ceremony as a whole. */
function buildCeremonyBlock(context: Context, title: Title, ceremony: Ceremony, found: readonly Award[], ceiling: number | null): Block {
  const own = found.filter((award) => award.ceremony === ceremony.id);
  // What was won stands first.
  const ordered = [...own.filter((award) => award.result === 'won'), ...own.filter((award) => award.result === 'nominated')];
  const when = ceremony.date === undefined ? String(ceremony.year) : showDate(context.locale, ceremony.date);
  const edition = ceremony.edition === undefined ? '' : `${escapeMarkdown(ceremony.edition)} · `;
  const facts = ceiling === null ? [] : ceremony.facts.filter((fact) => isOpen(fact, ceiling));
  const lines = ordered.map((award) => `- ${buildAwardLine(context, title, award)}`);
  const notes = facts.map((fact) => `-# ${escapeMarkdown(fact.text)}`);
  return {
    text: [`### ${showName(ceremony)}`, `-# ${edition}${when}`, ...lines, ...notes].join('\n'),
    records: [ceremony, ...own, ...facts],
  };
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

function suggestCeremonies(context: Context, typed: string): readonly Choice[] {
  const { content } = context;
  const title = titleOfChoices(context);
  if (!title) return [];
  const wanted = foldText(typed);
  return content
    .list('ceremonies', title.id)
    .filter((ceremony) => namesOf(ceremony).some((name) => foldText(name).includes(wanted)))
    .map((ceremony) => ({ name: `${ceremony.name} ${ceremony.year}`, value: ceremony.id }));
}

/** By id, else the one ceremony whose names hold what was typed. */
function findCeremony(context: Context, title: Title, typed: string): Ceremony | undefined {
  const ceremonies = context.content.list('ceremonies', title.id);
  const wanted = foldText(typed);
  return (
    ceremonies.find((ceremony) => ceremony.id === typed) ??
    ceremonies.find((ceremony) => namesOf(ceremony).some((name) => foldText(name) === wanted)) ??
    (wanted === '' ? undefined : ceremonies.find((ceremony) => namesOf(ceremony).some((name) => foldText(name).includes(wanted))))
  );
}

function sayUnknownCeremony(context: Context, title: Title, typed: string): Reply {
  const { say } = context;
  const buttons = context.content
    .list('ceremonies', title.id)
    .slice(0, 5)
    .map((ceremony) =>
      buildButton({ label: `${ceremony.name} ${ceremony.year}`, id: buildPagePress(title, { ceremony: ceremony.id }, 0) }),
    );
  return buildNotice(say('awards.unknownCeremony', { typed: escapeMarkdown(cleanTyped(typed, 80)), title: showName(title) }), [buttons]);
}

function namesOf(ceremony: Ceremony): readonly string[] {
  return [ceremony.name, ...(ceremony.hangul ? [ceremony.hangul] : []), ...ceremony.spellings, `${ceremony.name} ${ceremony.year}`];
}

/** A filter in a custom_id: empty places for what is not asked. A recipient is "p:id", a character "c:id". */
function filterArgs(filter: AwardFilter): readonly string[] {
  const who = filter.recipient !== undefined ? `p:${filter.recipient}` : filter.character !== undefined ? `c:${filter.character}` : '';
  return [who, filter.ceremony ?? '', filter.year === undefined ? '' : String(filter.year), filter.result ?? ''];
}

function buildPagePress(title: Title, filter: AwardFilter, page: number): string {
  return buildCustomId('awards', 'page', title.id, ...filterArgs(filter), page);
}

function parseFilter(args: {
  readonly who: string;
  readonly ceremony: string;
  readonly year: string;
  readonly result: string;
}): AwardFilter {
  const [kind, id] = args.who.split(':');
  return {
    ...(kind === 'p' && id ? { recipient: id } : {}),
    ...(kind === 'c' && id ? { character: id } : {}),
    ...(args.ceremony === '' ? {} : { ceremony: args.ceremony }),
    ...(/^\d{4}$/.test(args.year) ? { year: Number(args.year) } : {}),
    ...(args.result === 'won' || args.result === 'nominated' ? { result: args.result } : {}),
  };
}
