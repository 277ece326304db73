/** `/awards`: what a title won and was nominated for, ceremony by ceremony. */
import { buildConflictItems, buildLanguageLine } from '../../src/bot/evidence.ts';
import { given } from '../../src/bot/given.ts';
import { buildFactCommand } from '../../src/bot/privately.ts';
import { buildChoiceOption, ofTitle, ofTypedTitle, titleOfChoices } from '../../src/bot/titles.ts';
import type { Choice, Context, Reply, Title } from '../../src/bot/types.ts';
import { judgeHits, type Verdict } from '../../src/content/search/judge.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import type { AwardFilter } from '../../src/content/types.ts';
import { listBlock, plainCeremony, plainName, showTitle } from '../../src/language/show.ts';
import { buildButton, buildNotice } from '../../src/message/reply.ts';
import type { Award, Ceremony } from '../../src/packs/schema.ts';
import { cleanTyped, escapeMarkdown, foldText, joinFilled } from '../../src/text/text.ts';
import { buildCastButton } from '../cast/cast-list.ts';
import { suggestNames } from '../cast/index.ts';
import { buildAwardList } from './award-list.ts';
import { buildAwardPage } from './award-page.ts';
import { parseFilter, pressForFirst } from './filter.ts';

export const awards = buildFactCommand('awards', {
  options: [
    { name: 'who', type: 'string', suggests: true },
    { name: 'ceremony', type: 'string', suggests: true },
    { name: 'year', type: 'integer', min: 1900, max: 2100 },
    buildChoiceOption('result', ['won', 'nominated'], (say, value) => say(`awards.result.${value}`)),
  ],
  answer: ofTypedTitle(pressForFirst, answerFiltered),
  presses: {
    first: ofTitle((context, title, filter) => answerAwards(context, title, parseFilter(filter))),
    page: ofTitle((context, title, args) => answerList(context, title, parseFilter(args), args.at(-1))),
  },
  suggest(context, option, typed) {
    if (option === 'who') return suggestNames(context, typed);
    return suggestCeremonies(context, typed);
  },
});

function answerFiltered(context: Context, title: Title): Reply {
  const { options } = context;
  const result = options.text('result');
  const filter: AwardFilter = given({
    result: result === 'won' || result === 'nominated' ? result : undefined,
    year: options.whole('year'),
  });
  const typedCeremony = options.text('ceremony');
  const who = options.text('who');
  const found = findAsked(context, title, typedCeremony, who);
  if (typedCeremony !== undefined && found.ceremony === undefined) return sayUnknownCeremony(context, found.title, typedCeremony);
  const narrowed = found.ceremony ? { ...filter, ceremony: found.ceremony.id } : filter;
  return who === undefined ? answerAwards(context, found.title, narrowed) : answerWho(context, found.title, narrowed, who);
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
  const { content, options } = context;
  const ceiling = ceilingOf(title, context);
  const person = content.get('people', title.id, typed);
  const byId = person ?? content.get('cast', title.id, typed);
  if (byId && isOpen(byId, ceiling)) return { verdict: 'confident', hits: [{ ...byId, kind: person ? 'person' : 'character' }] };
  const hits = content.search(cleanTyped(typed, 100), {
    ...{ title: title.id, kinds: ['person', 'character'], spoilerCeiling: ceiling },
    typedIn: options.typedIn,
  });
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
  if (verdict === 'confident' && best) return answerAwards(context, title, { ...filter, ...filterFor(best) });
  const { say } = context;
  const sentence = { confident: 'cast.nobodyIn', several: 'cast.several', near: 'cast.nearIn', nobody: 'cast.nobodyIn' } as const;
  const buttons = hits
    .slice(0, 5)
    .map((hit) => buildButton({ label: plainName(hit), id: pressForFirst(title, { ...filter, ...filterFor(hit) }), style: 'primary' }));
  return buildNotice(say(sentence[verdict], { name: escapeMarkdown(cleanTyped(typed, 100)), title: showTitle(title) }), [
    [
      ...(buttons.length > 0 ? buttons : [buildCastButton(say, title)]),
      buildButton({ label: say('awards.showAll'), id: pressForFirst(title) }),
    ],
  ]);
}

function filterFor(hit: { readonly kind: string; readonly id: string }): AwardFilter {
  return hit.kind === 'person' ? { recipient: hit.id } : { character: hit.id };
}

function findAwards(context: Context, title: Title, filter: AwardFilter): readonly Award[] {
  const ceiling = ceilingOf(title, context);
  return context.content.awards(title.id, filter).filter((award) => isOpen(award, ceiling));
}

function answerAwards(context: Context, title: Title, filter: AwardFilter): Reply {
  const found = findAwards(context, title, filter);
  return found.length === 0 ? sayNone(context, title, filter) : buildAwardPage(context, title, filter, found);
}

function answerList(context: Context, title: Title, filter: AwardFilter, page: string | undefined): Reply {
  const found = findAwards(context, title, filter);
  return found.length === 0 ? sayNone(context, title, filter) : buildAwardList(context, title, filter, found, page);
}

/** None found; but what sources disagree about may be just that ("nominated, says one"). */
function sayNone(context: Context, title: Title, filter: AwardFilter): Reply {
  const { content, say } = context;
  const ceiling = ceilingOf(title, context);
  const who = filter.recipient ?? filter.character;
  const { ceremony, year } = filter;
  const meant = content.awards(title.id, given({ ceremony, year }));
  const prizes = new Set(meant.flatMap((award) => [award.id, award.ceremony]));
  const conflicts =
    who === undefined ? [] : buildConflictItems(context, title, [who], ceiling, ({ about }) => about.some((id) => prizes.has(id)));
  if (conflicts.length === 0 && findAwards(context, title, {}).length === 0)
    return buildNotice(say('awards.empty', { title: showTitle(title) }));
  const texts = conflicts.map((conflict) => conflict.text);
  const records = conflicts.flatMap((conflict) => conflict.records);
  const parts = [
    say('awards.none', { title: showTitle(title) }),
    listBlock(say('sources.disagree'), texts),
    buildLanguageLine(context, records),
  ];
  return buildNotice(joinFilled(parts, '\n\n'), [[buildButton({ label: say('awards.showAll'), id: pressForFirst(title) })]]);
}

function suggestCeremonies(context: Context, typed: string): readonly Choice[] {
  const { content } = context;
  const title = titleOfChoices(context);
  if (!title) return [];
  const wanted = foldText(typed);
  return content
    .list('ceremonies', title.id)
    .filter((ceremony) => isCalled(context, ceremony, wanted))
    .map((ceremony) => ({ name: plainCeremony(context.say, ceremony), value: ceremony.id }));
}

/** By id, else the one ceremony whose names hold what was typed. */
function findCeremony(context: Context, title: Title, typed: string): Ceremony | undefined {
  const ceremonies = context.content.list('ceremonies', title.id);
  const wanted = foldText(typed);
  return (
    ceremonies.find((ceremony) => ceremony.id === typed) ??
    ceremonies.find((ceremony) => namesOf(context, ceremony).some((name) => foldText(name) === wanted)) ??
    (wanted === '' ? undefined : ceremonies.find((ceremony) => isCalled(context, ceremony, wanted)))
  );
}

function sayUnknownCeremony(context: Context, title: Title, typed: string): Reply {
  const { content, say } = context;
  const ceremonies = content.list('ceremonies', title.id);
  if (ceremonies.length === 0) return buildNotice(say('awards.empty', { title: showTitle(title) }));
  const buttons = ceremonies
    .slice(0, 5)
    .map((ceremony) => buildButton({ label: plainCeremony(say, ceremony), id: pressForFirst(title, { ceremony: ceremony.id }) }));
  return buildNotice(say('awards.unknownCeremony', { typed: escapeMarkdown(cleanTyped(typed, 80)), title: showTitle(title) }), [buttons]);
}

/** Whether one of its names holds a text that is folded. */
function isCalled(context: Context, ceremony: Ceremony, wanted: string): boolean {
  return namesOf(context, ceremony).some((name) => foldText(name).includes(wanted));
}

function namesOf({ say }: Context, ceremony: Ceremony): readonly string[] {
  const { name, hangul, spellings, year } = ceremony;
  return [name, ...(hangul ? [hangul] : []), ...spellings, `${name} ${year}`, plainCeremony(say, ceremony)];
}
