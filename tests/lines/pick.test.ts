import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysBetween } from '../../src/calendar/clock.ts';
import { limitLine, lowestCeiling } from '../../src/content/spoilers.ts';
import {
  daysWithoutRepeat,
  historyNeeded,
  keepHealing,
  type LineChoice,
  listHealingLines,
  pickForServer,
  pickForUser,
  pickRandom,
  QUESTION_REST_DAYS,
  type ServerPick,
  titleOfPost,
  titlesOfPost,
  type UsedLine,
} from '../../src/lines/pick.ts';
import type { Quote } from '../../src/packs/schema.ts';
import { buildDefaultSettings, DEFAULT_DAILY_OPTIONS, EVERY_TITLE, type ServerSettings } from '../../src/state/types.ts';
import { buildContent, DRAMA } from '../posting/fakes.ts';
import { buildDaily } from '../state/suite/build.ts';
import { loadTestContent } from '../support/bot.ts';
import { isWhole } from '../support/share.ts';
import { buildLine, buildLines } from './lines.ts';

const TEN_YEARS_DAYS = 3652;

interface Posted extends ServerPick {
  readonly localDate: string;
}

function localDateOf(day: number): string {
  return Temporal.PlainDate.from('2026-11-22').add({ days: day }).toString();
}

/** Posts one line a day, the ledger kept only as long as it is promised to be enough. */
function simulateServer(guildId: string, days: number, linesOf: (day: number) => readonly Quote[]): Posted[] {
  const posts: Posted[] = [];
  const history: UsedLine[] = [];
  for (let day = 0; day < days; day += 1) {
    const lines = linesOf(day);
    const localDate = localDateOf(day);
    const pick = pickForServer({ guildId, titleId: 'drama', localDate, lines, history: history.slice(0, historyNeeded(lines.length)) });
    if (pick === null) throw new Error(`no line on ${localDate}`);
    posts.push({ ...pick, localDate });
    history.unshift({
      titleId: 'drama',
      quoteId: pick.quote.id,
      questionIndex: pick.questionIndex,
      cycle: pick.cycle,
      localDate,
      tone: pick.quote.tone,
    });
  }
  return posts;
}

function countUses(posts: readonly Posted[]): Map<string, number> {
  const uses = new Map<string, number>();
  for (const { quote } of posts) uses.set(quote.id, (uses.get(quote.id) ?? 0) + 1);
  return uses;
}

function spread(counts: Iterable<number>): number {
  const all = [...counts];
  return Math.max(...all) - Math.min(...all);
}

function neighbours<Item>(items: readonly Item[]): [Item, Item][] {
  return items.slice(1).flatMap((item, index) => {
    const before = items[index];
    return before === undefined ? [] : [[before, item] satisfies [Item, Item]];
  });
}

function shortestPairRest(posts: readonly Posted[]): number {
  const lastSeen = new Map<string, string>();
  let shortest = Number.POSITIVE_INFINITY;
  for (const { quote, questionIndex, localDate } of posts) {
    const pair = `${quote.id} ${questionIndex}`;
    const before = lastSeen.get(pair);
    if (before !== undefined) shortest = Math.min(shortest, daysBetween(before, localDate));
    lastSeen.set(pair, localDate);
  }
  return shortest;
}

test('an admin who wants only comfort gets gentle lines only, and the words of the makers only where they are wanted', () => {
  const content = buildContent([
    buildLine('comforts', 'gentle'),
    buildLine('asks', 'firm'),
    buildLine('hurts', 'hurtful'),
    buildLine('about-the-work', 'gentle', { voice: 'director' }),
    buildLine('asks-about-the-work', 'firm', { voice: 'director' }),
    buildLine('later', 'gentle', { spoiler_from: 9 }),
  ]);
  const ids = (choice: LineChoice): string[] => listHealingLines(content, DRAMA, 1, choice).map(({ id }) => id);
  expect(ids({ tone: 'all', includeDirector: false })).toEqual(['comforts', 'asks']);
  expect(ids({ tone: 'gentle', includeDirector: false })).toEqual(['comforts']);
  expect(ids({ tone: 'gentle', includeDirector: true })).toEqual(['comforts', 'about-the-work']);
  expect(ids({ tone: 'all', includeDirector: true })).toEqual(['comforts', 'asks', 'about-the-work', 'asks-about-the-work']);
});

for (const [gentle, firm] of [
  [4, 4],
  [5, 4],
  [9, 0],
  [20, 6],
] as const) {
  test(`over ten years ${gentle} gentle and ${firm} firm lines are used equally, firm never twice running, no pair within 90 days`, () => {
    const lines = buildLines(gentle, firm);
    for (const guildId of isWhole ? ['100000000000000001', '200000000000000002', '300000000000000003'] : ['100000000000000001']) {
      const posts = simulateServer(guildId, TEN_YEARS_DAYS, () => lines);
      expect(countUses(posts).size).toBe(lines.length);
      expect(spread(countUses(posts).values())).toBeLessThanOrEqual(1);
      expect(neighbours(posts).filter(([a, b]) => a.quote.tone === 'firm' && b.quote.tone === 'firm')).toEqual([]);
      expect(neighbours(posts).filter(([a, b]) => a.quote.id === b.quote.id)).toEqual([]);
      expect(shortestPairRest(posts)).toBeGreaterThanOrEqual(QUESTION_REST_DAYS);
    }
  });
}

test('the first post a server ever has is gentle', () => {
  const servers = Array.from({ length: 200 }, (_, index) => String(100_000_000_000_000_000n + BigInt(index)));
  for (const [gentle, firm] of [
    [5, 4],
    [1, 6],
  ] as const) {
    const lines = buildLines(gentle, firm);
    expect(new Set(servers.map((guildId) => simulateServer(guildId, 1, () => lines)[0]?.quote.tone))).toEqual(new Set(['gentle']));
  }
});

test('an admin who wants only comfort, of which the drama has four lines with 26 questions each, sees no pair again within 90 days', () => {
  const questions = Array.from({ length: 26 }, (_, index) => `Question ${index}?`);
  const lines = buildLines(4, 0).map((line) => ({ ...line, questions }));
  const posts = simulateServer('100000000000000001', TEN_YEARS_DAYS / 2, () => lines);
  expect(spread(countUses(posts).values())).toBeLessThanOrEqual(1);
  expect(neighbours(posts).filter(([a, b]) => a.quote.id === b.quote.id)).toEqual([]);
  expect(shortestPairRest(posts)).toBeGreaterThanOrEqual(QUESTION_REST_DAYS);
});

test('where firm lines outnumber gentle ones they alternate, and each kind is shared out fairly', () => {
  for (const [gentle, firm] of [
    [4, 5],
    [2, 5],
    [1, 3],
  ] as const) {
    const posts = simulateServer('100000000000000001', TEN_YEARS_DAYS / 4, () => buildLines(gentle, firm));
    expect(neighbours(posts).filter(([a, b]) => a.quote.tone === 'firm' && b.quote.tone === 'firm')).toEqual([]);
    const uses = [...countUses(posts)];
    expect(spread(uses.filter(([id]) => id.startsWith('gentle')).map(([, count]) => count))).toBeLessThanOrEqual(1);
    expect(spread(uses.filter(([id]) => id.startsWith('firm')).map(([, count]) => count))).toBeLessThanOrEqual(1);
  }
});

function shortestLineRest(posts: readonly { readonly quote: Quote }[]): number {
  const lastSeen = new Map<string, number>();
  let shortest = Number.POSITIVE_INFINITY;
  for (const [day, { quote }] of posts.entries()) {
    shortest = Math.min(shortest, day - (lastSeen.get(quote.id) ?? Number.NEGATIVE_INFINITY));
    lastSeen.set(quote.id, day);
  }
  return shortest;
}

test('a server that keeps the default settings has a year without the same post, and no line before as many days as it is told', () => {
  const packs = loadTestContent();
  for (const title of packs.titles()) {
    for (const tone of ['all', 'gentle'] as const) {
      const lines = listHealingLines(packs, title, lowestCeiling(title), { ...DEFAULT_DAILY_OPTIONS, tone });
      for (const guildId of isWhole ? ['100000000000000001', '200000000000000002'] : ['100000000000000001']) {
        const posts = simulateServer(guildId, 366, () => lines);
        const said = posts.map(({ quote, questionIndex }) => `${quote.id} ${quote.questions[questionIndex ?? -1]}`);
        expect(new Set(said).size).toBe(posts.length);
        expect(shortestLineRest(posts)).toBeGreaterThanOrEqual(daysWithoutRepeat(lines));
      }
    }
  }
});

test('a question without themes may be light, so it does not stand beside a line that asks something of the reader', () => {
  const packs = loadTestContent();
  const light = new Set(packs.titles().flatMap(({ id }) => packs.list('questions', id).flatMap((one) => (one.themes ? [] : [one.text]))));
  expect(light.size).toBeGreaterThan(0);
  for (const title of packs.titles()) {
    const firm = listHealingLines(packs, title, title.last_episode).filter(({ tone }) => tone === 'firm');
    expect(firm.flatMap(({ questions }) => questions.filter((question) => light.has(question)))).toEqual([]);
  }
});

test('no line comes again within the days that are promised, whatever lines there are', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 30 }), fc.string(), (gentle, firm, id) => {
      const lines = buildLines(gentle, firm);
      const posts = simulateServer(id, 130, () => lines);
      expect(shortestLineRest(posts)).toBeGreaterThanOrEqual(daysWithoutRepeat(lines));
      const days = Array.from({ length: 130 }, (_, day) => pickForUser(id, localDateOf(day), lines)).flatMap((pick) => pick ?? []);
      expect(days).toHaveLength(130);
      expect(shortestLineRest(days)).toBeGreaterThanOrEqual(daysWithoutRepeat(lines));
    }),
    { numRuns: isWhole ? 100 : 10 },
  );
});

test('the order of the lines is a server’s own', () => {
  const lines = buildLines(5, 4);
  const orderOf = (guildId: string): string =>
    simulateServer(guildId, 9, () => lines)
      .map(({ quote }) => quote.id)
      .join(' ');
  expect(new Set(orderOf('1').split(' ')).size).toBe(9);
  expect(orderOf('1')).not.toBe(orderOf('2'));
});

test('a question that is the whole pack’s does not stand beside two lines within a month', () => {
  const questions = Array.from({ length: 60 }, (_, index) => `Question ${index}?`);
  const lines = buildLines(12, 3).map((line) => ({ ...line, questions }));
  const asked = simulateServer('1', 366, () => lines).map(({ questionIndex }) => questionIndex);
  for (const [day, question] of asked.entries()) expect(asked.slice(Math.max(0, day - 30), day)).not.toContain(question);
});

test('a pack or ceiling that changes in the middle of a bag neither repeats a line early nor drops one', () => {
  const lines = buildLines(6, 3);
  const posts = simulateServer('7', 60, (day) =>
    day < 4 ? lines.slice(0, 7) : day < 30 ? [...lines, buildLine('new', 'gentle')] : lines.slice(2),
  );
  expect(neighbours(posts).filter(([a, b]) => a.quote.id === b.quote.id)).toEqual([]);
  expect(neighbours(posts).filter(([a, b]) => a.quote.tone === 'firm' && b.quote.tone === 'firm')).toEqual([]);
  const firstBag = posts.filter(({ cycle }) => cycle === 0).map(({ quote }) => quote.id);
  expect(firstBag).toHaveLength(new Set(firstBag).size);
  expect(firstBag).toContain('new');
});

test('the only line of a title may come every day, but a firm one not two days running', () => {
  expect(new Set(simulateServer('1', 5, () => [buildLine('one', 'gentle')]).map(({ quote }) => quote.id))).toEqual(new Set(['one']));
  const used: UsedLine = { titleId: 'drama', quoteId: 'one', questionIndex: 0, cycle: 0, localDate: '2026-11-21', tone: 'firm' };
  const request = { guildId: '1', titleId: 'drama', lines: [buildLine('one', 'firm')], history: [used] };
  expect(pickForServer({ ...request, localDate: '2026-11-22' })).toBeNull();
  expect(pickForServer({ ...request, localDate: '2026-11-23' })?.quote.id).toBe('one');
});

test('a line whose questions all stood within 90 days waits for one that has a rested question', () => {
  const tired = buildLine('tired', 'gentle', { questions: ['One of two questions?', 'Two of two questions?'] });
  const history = [0, 1].map(
    (questionIndex): UsedLine => ({
      titleId: 'drama',
      quoteId: 'tired',
      questionIndex,
      cycle: 0,
      localDate: `2026-11-${10 - questionIndex}`,
      tone: 'gentle',
    }),
  );
  const between: UsedLine = { titleId: 'drama', quoteId: 'gone', questionIndex: 0, cycle: 1, localDate: '2026-11-21', tone: 'gentle' };
  const request = { titleId: 'drama', lines: [tired, buildLine('rested', 'gentle')], history: [between, ...history] };
  for (let guild = 0; guild < 20; guild += 1) {
    expect(pickForServer({ ...request, guildId: String(guild), localDate: '2026-11-22' })?.quote.id).toBe('rested');
  }
});

test('after a firm line of another title today is gentle', () => {
  const yesterday: UsedLine = { titleId: 'film', quoteId: 'x', questionIndex: 0, cycle: 3, localDate: '2026-11-21', tone: 'firm' };
  for (let guild = 0; guild < 20; guild += 1) {
    const pick = pickForServer({
      guildId: String(guild),
      titleId: 'drama',
      localDate: '2026-11-22',
      lines: buildLines(4, 4),
      history: [yesterday],
    });
    expect(pick?.quote.tone).toBe('gentle');
  }
});

test('one person sees one line a day, all of them in turn, firm never two days running', () => {
  for (const [gentle, firm] of [
    [4, 4],
    [5, 4],
    [4, 5],
    [9, 0],
  ] as const) {
    const lines = buildLines(gentle, firm);
    const days = Array.from({ length: 720 }, (_, day) => pickForUser('42', localDateOf(day), lines));
    const ids = days.map((pick) => pick?.quote.id ?? 'none');
    expect(new Set(ids).size).toBe(lines.length);
    expect(neighbours(days).filter(([a, b]) => a?.quote.tone === 'firm' && b?.quote.tone === 'firm')).toEqual([]);
    expect(neighbours(ids).filter(([a, b]) => a === b)).toEqual([]);
    expect(pickForUser('42', localDateOf(3), lines)).toEqual(days[3]);
  }
  expect(pickForUser('42', '2026-11-22', [])).toBeNull();
});

test('a random pick can give every line and every question, and nothing from nothing', () => {
  const lines = buildLines(2, 1);
  const seen = new Set<string>();
  for (let line = 0; line < 3; line += 1) {
    for (let question = 0; question < 12; question += 1) {
      const pick = pickRandom(lines, (count) => (count === 3 ? line : question));
      seen.add(`${pick?.quote.id} ${pick?.questionIndex}`);
    }
  }
  expect(seen.size).toBe(36);
  expect(pickRandom([], () => 0)).toBeNull();
});

test('lines without questions take their turn among the others and keep every promise', () => {
  const community = (id: string, tone: 'gentle' | 'firm') => buildLine(id, tone, { questions: [], sources: [] });
  const lines = [...buildLines(4, 3), community('community-1', 'gentle'), community('community-2', 'firm')];
  const posts = simulateServer('100000000000000001', TEN_YEARS_DAYS / 4, (day) => (day < 5 ? lines.slice(0, 7) : lines));
  expect(neighbours(posts).filter(([a, b]) => a.quote.tone === 'firm' && b.quote.tone === 'firm')).toEqual([]);
  const later = posts.filter(({ cycle }) => cycle > 0);
  expect(spread(countUses(later).values())).toBeLessThanOrEqual(1);
  // Not the last of their bag, as if their questions had to rest.
  expect(later.find(({ quote }) => quote.id === 'community-1')?.position).toBeLessThan(lines.length - 1);
  const before = simulateServer('7', 4, () => lines.slice(0, 7)).map(({ quote }) => quote.id);
  const after = simulateServer('7', 9, () => lines).map(({ quote }) => quote.id);
  // What joins moves nothing else: the others keep the order they had.
  expect(after.filter((id) => before.includes(id)).slice(0, 2)).toEqual(before.slice(0, 2));
});

test('where all titles take turns each post is of the next one, of its own daily post alone, and a title without lines has no turn', () => {
  const packs = loadTestContent();
  const [first, second] = packs.titles();
  const settings: ServerSettings = { ...buildDefaultSettings('1'), daily: { ...buildDaily(), titleId: EVERY_TITLE } };
  const after = (...used: { titleId: string; slot: number }[]) => titleOfPost(packs, settings, used)?.id;
  expect(after()).toBe(first?.id);
  expect(after({ titleId: first?.id ?? '', slot: 1 })).toBe(second?.id);
  expect(after({ titleId: second?.id ?? '', slot: 1 }, { titleId: first?.id ?? '', slot: 1 })).not.toBe(second?.id);
  expect(after({ titleId: first?.id ?? '', slot: 2 })).toBe(first?.id);
  const silent = {
    ...packs,
    list: ((kind, id) => (kind === 'quotes' && id === second?.id ? [] : packs.list(kind, id))) as typeof packs.list,
  };
  expect(titlesOfPost(silent, settings).map(({ id }) => id)).not.toContain(second?.id);
});

test('the lines to choose from are those of the limit and the choice, whichever were asked for before', () => {
  const packs = loadTestContent();
  const seen = new Set<string>();
  const all = packs
    .titles()
    .flatMap((title) =>
      Array.from({ length: title.last_episode + 1 }, (_, ceiling) => ceiling).flatMap((ceiling) =>
        (['all', 'gentle'] as const).flatMap((tone) =>
          [false, true].map((includeDirector) => ({ title, ceiling, choice: { ...DEFAULT_DAILY_OPTIONS, tone, includeDirector } })),
        ),
      ),
    );
  for (const { title, ceiling, choice } of [...all, ...all.toReversed()]) {
    const lines = listHealingLines(packs, title, ceiling, choice).map((line) => ({ ...line, questions: [] }));
    const anew = keepHealing(packs.list('quotes', title.id), ceiling, choice).map((line) => limitLine(line, ceiling));
    expect(lines).toEqual(anew.map((line) => ({ ...line, questions: [] })));
    seen.add(JSON.stringify(lines));
  }
  expect(seen.size).toBeGreaterThan(20);
});
