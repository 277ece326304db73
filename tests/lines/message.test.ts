import { beforeAll, expect, test } from 'vitest';
import { inLanguage } from '../../src/content/in-language.ts';
import { listQuestions } from '../../src/content/questions.ts';
import type { Languages } from '../../src/language/locale.ts';
import { loadLanguages } from '../../src/language/locales.ts';
import { withCommunityLines } from '../../src/lines/community.ts';
import { buildLineCard, buildPost, drawPost } from '../../src/lines/message.ts';
import type { PostParts } from '../../src/lines/types.ts';
import type { Episode, Fact } from '../../src/packs/schema.ts';
import { findMessageProblems, flattenComponents } from '../../src/playground/discord-rules.ts';
import { placeOfPerson } from '../../src/state/own-daily.ts';
import { buildDefaultSettings, type DailySettings, DEFAULT_DAILY_OPTIONS } from '../../src/state/types.ts';
import { buildContent, DRAMA } from '../posting/fakes.ts';
import { buildSuggestion } from '../state/suite/build.ts';
import { loadTestContent } from '../support/bot.ts';
import { buildLine } from './lines.ts';

let languages: Languages;

beforeAll(() => {
  languages = loadLanguages();
});

const LINE = buildLine('rest', 'gentle', { text: 'Rest, *then* cry,', original: '쉬어', speaker_note: 'the nurse' });

const EPISODE: Episode = {
  id: 'episode-7',
  number: 7,
  title: 'The Cheerful Dog',
  aired: '2020-07-11',
  aired_basis: 'source',
  rating_percent: [],
  rating_sources: [],
  facts: [],
  sources: ['article'],
  as_of: '2020-07-11',
  spoiler_from: 7,
};

const content = buildContent([LINE], DRAMA, [EPISODE]);

function parts(daily: Partial<DailySettings> = {}, changes: Partial<PostParts> = {}, ceiling = 1): PostParts {
  const plan = { enabled: true, channelId: '7', time: '09:00', zone: 'Europe/Riga', nextDueAtMs: null, suspendedReason: null };
  const settings = {
    ...buildDefaultSettings('1'),
    title: 'drama',
    ceilings: { [DRAMA.id]: ceiling },
    daily: { ...DEFAULT_DAILY_OPTIONS, ...plan, ...daily },
  };
  return { settings, title: DRAMA, quote: LINE, question: 'What would rest look like today?', localDate: '2026-11-22', ...changes };
}

function textsOf(body: ReturnType<typeof buildPost>): string {
  return flattenComponents(body.components)
    .flatMap((component) => (typeof component.content === 'string' ? component.content : []))
    .join('\n');
}

function labelsOf(body: ReturnType<typeof buildPost>): readonly unknown[] {
  return flattenComponents(body.components).flatMap(({ type, label }) => (type === 2 ? [label] : []));
}

test('a post speaks the language an admin fixed, else the one the server has chosen at Discord, else English', () => {
  const inWords = (locale: string | null, guildLocale: string | null): string => {
    const { settings, ...rest } = parts();
    return textsOf(buildPost(content, languages, { ...rest, settings: { ...settings, locale, guildLocale } }));
  };
  expect(inWords(null, 'ko')).toContain(languages.say('ko')('quote.today'));
  expect(inWords('ja', 'ko')).toContain(languages.say('ja')('quote.today'));
  expect(inWords(null, 'sv-SE')).toContain(languages.say('en-US')('quote.today'));
  expect(inWords(null, null)).toContain(languages.say('en-US')('quote.today'));
});

test('as text a post holds the line, who says it, the question and its source, and pings nobody', () => {
  const body = buildPost(content, languages, parts());
  expect(findMessageProblems(body)).toEqual([]);
  expect(textsOf(body)).toContain('> Rest, \\*then\\* cry\n');
  expect(textsOf(body)).toContain('the nurse');
  expect(textsOf(body)).toContain('What would rest look like today?');
  expect(textsOf(body)).not.toMatch(/^## /m);
  expect(textsOf(body)).toMatch(/\n-# Quote of the day · A Drama$/);
  expect(body.allowed_mentions).toEqual({ parse: [] });
});

test('as a picture the line is the alt text, in plain words with who says it, and does not stand beside the picture again', () => {
  const body = buildPost(content, languages, parts(), 'quote.png');
  expect(findMessageProblems(body)).toEqual([]);
  const [gallery] = flattenComponents(body.components).filter(({ type }) => type === 12);
  expect(gallery?.items).toEqual([{ media: { url: 'attachment://quote.png' }, description: '“Rest, *then* cry · 쉬어” — the nurse' }]);
  expect(body.attachments).toMatchObject([{ id: '0', filename: 'quote.png', description: '“Rest, *then* cry · 쉬어” — the nurse' }]);
  expect(textsOf(body)).not.toContain('cry');
  expect(textsOf(body)).toContain('What would rest look like today?');
});

test('a line whose speaker nobody names has the plain title in its alt text, without marks of markdown', () => {
  const unsigned = parts({}, { quote: { ...parts().quote, speaker: undefined, speaker_note: undefined } });
  const [gallery] = flattenComponents(buildPost(content, languages, unsigned, 'quote.png').components).filter(({ type }) => type === 12);
  expect(gallery?.items).toMatchObject([{ description: '“Rest, *then* cry · 쉬어” — A Drama' }]);
});

test('the one role an admin chose is mentioned in front, and only that one', () => {
  const body = buildPost(content, languages, parts({ pingRoleId: '555' }), 'quote.png');
  expect(findMessageProblems(body)).toEqual([]);
  expect(body.components[0]).toEqual({ type: 10, content: '<@&555>' });
  expect(body.allowed_mentions).toEqual({ parse: [], roles: ['555'] });
});

test('a test says that it is one, mentions nobody, and is not taken for the post of its date', () => {
  const body = buildPost(content, languages, parts({ pingRoleId: '555' }, { isTest: true }));
  expect(textsOf(body)).toContain('It doesn’t count as today’s post.');
  expect(body.allowed_mentions).toEqual({ parse: [] });
  expect(JSON.stringify(body)).not.toContain('555');
  expect(JSON.stringify(body)).not.toContain('2026-11-22');
  expect(JSON.stringify(buildPost(content, languages, parts()))).toContain('|2026-11-22|');
});

test('on the day an episode was first shown a line says so, and names it only where the server has got that far', () => {
  const onTheDay = { localDate: '2027-07-11' };
  expect(textsOf(buildPost(content, languages, parts({}, onTheDay, 1)))).toContain('On this day in 2020, episode 7 aired.');
  expect(textsOf(buildPost(content, languages, parts({}, onTheDay, 1)))).not.toContain('Cheerful Dog');
  expect(textsOf(buildPost(content, languages, parts({}, onTheDay, 7)))).toContain('episode 7 aired: “The Cheerful Dog.”');
  for (const localDate of ['2020-07-11', '2027-07-12']) {
    expect(textsOf(buildPost(content, languages, parts({}, { localDate }, 16)))).not.toContain('On this day');
  }
});

test('on the day of a ceremony a line says what was won there and by whom, as far as it counts and the server has got', () => {
  const packs = loadTestContent();
  const title = packs.titles()[0] ?? DRAMA;
  const post = (localDate: string, locale = 'en-US') =>
    textsOf(buildPost(packs, languages, { ...parts({}, { localDate, title }), settings: { ...parts().settings, locale, ceilings: {} } }));
  expect(post('2027-05-13')).toContain(
    'Won on this day in 2021 · Baeksang Arts Awards: Costume Design (Cho Sang-kyung), Best Supporting Actor',
  );
  expect(post('2027-05-13', 'ja')).toContain('2021年の今日、百想芸術大賞で受賞: ');
  expect(post('2026-11-28')).not.toContain('Best Artist');
  expect(post('2021-05-13')).not.toContain('Won on this day');
  expect(post('2026-11-22')).not.toContain('Won on this day');
});

test('once in thirty days a statement that is kind unasked stands below, in turn, never one of a later episode or one not marked', () => {
  const statement = (id: string, changes: Partial<Fact>): Fact => ({
    id,
    text: `Tells of ${id}.`,
    unasked: true,
    sources: ['article'],
    as_of: '2024-01-01',
    spoiler_from: 1,
    ...changes,
  });
  const statements = [
    statement('a boy', {}),
    statement('a hungry child', { unasked: false }),
    statement('a dog', {}),
    statement('a face', { spoiler_from: 16 }),
  ];
  const title = { ...DRAMA, sections: [{ id: 'books', heading: 'The storybooks', statements }] };
  const books = buildContent([LINE], title);
  const first = Temporal.PlainDate.from('2026-11-22');
  const told = Array.from({ length: 120 }, (_, day) => first.add({ days: day }).toString()).flatMap((localDate) => {
    const found = /The storybooks\*\* · Tells of (.*)\./.exec(textsOf(buildPost(books, languages, parts({}, { title, localDate }))));
    return found === null ? [] : [found[1]];
  });
  expect([
    ['a boy', 'a dog', 'a boy', 'a dog'],
    ['a dog', 'a boy', 'a dog', 'a boy'],
  ]).toContainEqual(told);
});

test('under every post there is a way to keep the line, a quiet way out with the date in it, and a way to have one of one’s own', () => {
  expect(labelsOf(buildPost(content, languages, parts()))).toEqual(['♥ Save', 'Rough day?', 'Sources', 'Daily DM']);
  expect(JSON.stringify(buildPost(content, languages, parts()))).toContain('v1|quote|not-today|2026-11-22');
});

test('under somebody’s own, in direct messages, one tap stops it', () => {
  const own = { ...parts(), settings: { ...parts().settings, guildId: placeOfPerson('50') } };
  expect(labelsOf(buildPost(content, languages, own))).toEqual(['♥ Save', 'Rough day?', 'Sources', 'Stop']);
});

test('a community’s line says whose it is, names no source of its own, and is known by its date all the same', () => {
  const suggestion = buildSuggestion({
    titleId: DRAMA.id,
    id: '1300000000000000001',
    state: 'approved',
    tone: 'firm',
    episode: 1,
    speaker: 'Ada',
  });
  const [quote] = withCommunityLines(buildContent([]), [suggestion]).list('quotes', DRAMA.id);
  if (quote === undefined) throw new Error('there is no line');
  for (const picture of [null, 'quote.png']) {
    const body = buildPost(content, languages, parts({}, { quote, question: null }), picture);
    expect(findMessageProblems(body)).toEqual([]);
    expect(textsOf(body)).toContain('Suggested by a member, approved by this server’s reviewers');
    expect(textsOf(body)).not.toMatch(/Sources|as of/);
    expect(textsOf(body)).not.toContain(suggestion.userId);
    expect(labelsOf(body)).toEqual(['♥ Save', 'Rough day?', 'Daily DM']);
    expect(JSON.stringify(body)).toContain('|2026-11-22');
  }
});

test('the question below a member’s line is in the server’s language', () => {
  const real = loadTestContent();
  const title = real.title('its-okay-to-not-be-okay');
  const suggestion = buildSuggestion({ id: '1', titleId: title?.id ?? '', tone: 'gentle', state: 'approved', episode: 1 });
  const [line] = withCommunityLines(real, [suggestion])
    .list('quotes', title?.id ?? '')
    .slice(-1);
  if (title === undefined || line === undefined) throw new Error('there is no line');
  const quote = { ...line, questions: [...listQuestions(real.list('questions', title.id), line)] };
  const [question = ''] = quote.questions;
  const { settings, ...rest } = parts({}, { title, quote, question });
  const texts = textsOf(buildPost(real, languages, { ...rest, settings: { ...settings, locale: 'ko' } }));
  expect(question).toMatch(/^[A-Z]/);
  expect(texts).not.toContain(question);
  expect(texts).toContain(listQuestions(inLanguage(real, 'ko').list('questions', title.id), line)[0]);
});

test('the same post built again is the same, so that a repeat under its nonce changes nothing', () => {
  const build = () => JSON.stringify(buildPost(content, languages, parts({ pingRoleId: '555' }), 'quote.png'));
  expect(build()).toBe(build());
});

test('the picture shows the day by day and the night in the evening, and a refused one is no picture', async () => {
  expect(buildLineCard(content, languages, parts({ time: '09:00' }))).toMatchObject({
    text: 'Rest, *then* cry',
    speaker: 'the nurse',
    mode: 'light',
  });
  expect(buildLineCard(content, languages, parts({ time: '21:00' })).mode).toBe('dark');
  expect(buildLineCard(content, languages, parts({ time: '05:59' })).mode).toBe('dark');
  const png = new Uint8Array([1]);
  expect(await drawPost(content, languages, async () => ({ ok: true, png }), parts())).toBe(png);
  expect(await drawPost(content, languages, async () => ({ ok: false, reason: 'too-long', detail: '' }), parts())).toBeNull();
});
