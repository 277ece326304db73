/** /awards, /season2, /about, /episodes and /sources: what each promises, in sentences. */
import { describe, expect, it } from 'vitest';
import { showDate } from '../../src/language/show.ts';
import { createBot, DRAMA, FILM, loadTestContent, type Reply, say } from '../support/bot.ts';

const bot = createBot();
const date = (day: string) => showDate('en-US', day);
const DAY_MS = 24 * 60 * 60 * 1000;

/** A reply and the pages after it, as one text. */
async function readAll(first: Reply): Promise<string> {
  const texts = [first.text];
  let reply = first;
  for (let next = nextOf(reply); next !== undefined; next = nextOf(reply)) {
    reply = await bot.press({ customId: next, messageFlags: (1 << 15) | (first.isPrivate ? 1 << 6 : 0) });
    texts.push(reply.text);
  }
  return texts.join('\n');
}
const nextOf = ({ buttons }: Reply) => buttons.find(({ label, disabled }) => label === say('page.next') && !disabled)?.customId;

const buttonOf = ({ buttons }: Reply, name: string) => buttons.find(({ label }) => label === name)?.customId ?? '';

describe('/awards', () => {
  const awards = (options: Readonly<Record<string, string | number>> = {}) => bot.ask({ name: 'awards', options });

  it('says of a prize it does not count which ceremony gave it', async () => {
    const { text } = await createBot().ask({ name: 'awards', options: { who: 'kim-soo-hyun' } });
    expect(text).toContain(`2020 APAN Star Awards: Most Popular Actor ${say('awards.notCounted')}`);
  });

  it('names on its first page who won what, and the Emmy nomination with who won instead', async () => {
    const { text } = await awards();
    expect(text).toMatch(/^## \d+ wins and \d+ other nominations\n/);
    expect(text).toMatch(/🏆 \*\*2021 Baeksang Arts Awards\*\*\n(.*\n)*Best Supporting Actor: Oh Jung-se/);
    expect(text).toMatch(/Costume Design: Cho Sang-kyung/);
    expect(text).toMatch(/\*\*2021 International Emmy Awards\*\*\nNominated: TV Movie\/Mini-Series · Winner: Atlantic Crossing/);
  });

  it('counts exactly what its list holds, and says that no total beyond it is proven', async () => {
    const first = await awards();
    const all = await readAll(await bot.press({ customId: buttonOf(first, say('awards.full')) }));
    const counted = (result: string) =>
      all.split('\n').filter((line) => line.startsWith(`- **${result}**`) && !line.includes('(not counted')).length;
    expect(first.text).toContain(`## ${counted('Won')} wins and ${counted('Nominated')} other nominations`);
    const uncounted = all.split('\n').filter((line) => line.includes('(not counted')).length;
    expect(first.text).toContain(say('awards.uncounted', { count: uncounted }));
    expect(all).toContain(say('awards.listedOnly'));
  });

  it('has all eight Baeksang nominations, with who won those that were not', async () => {
    const { text } = await awards({ ceremony: 'baeksang', year: 2021 });
    for (const category of [
      'Best Drama',
      'Best Director: Park Shin-woo',
      'Best Screenplay: Jo Yong',
      'Best Actor: Kim Soo-hyun',
      'Best Supporting Actor: Oh Jung-se',
      'Best Actress: Seo Ye-ji',
      'Best Supporting Actress: Jang Young-nam',
      'Costume Design: Cho Sang-kyung',
    ]) {
      expect(text).toContain(category);
    }
    expect(text).toMatch(/Winner: Beyond Evil/);
  });

  it('says of every filter but a person that there were eight nominations and two wins, and on the page of a person only what is theirs', async () => {
    for (const options of [{}, { ceremony: 'baeksang' }, { result: 'won' }, { year: 2021 }]) {
      expect((await awards(options)).text, JSON.stringify(options)).toMatch(/^Eight nominations, two wins, plus /m);
    }
    const { text } = await awards({ who: 'Jo Yong' });
    expect(text).toMatch(/^## Jo Yong: 1 nomination\n/);
    expect(text).not.toMatch(/Eight nominations|fan vote|Seo Ye-ji/);
    expect((await awards({ who: 'lee re' })).text).not.toContain(say('sources.disagree'));
    expect((await awards({ who: 'park gyu-young' })).text).toContain('Whether Park Gyu-young was a Baeksang nominee');
  });

  it('has a button for each ceremony and one for the nominations, and leads back from both', async () => {
    const first = await awards();
    for (const label of ['Baeksang', 'Emmy', 'AAA', 'APAN', 'Nominations (7)']) {
      const reply = await bot.press({ customId: buttonOf(first, label) });
      expect((await bot.press({ customId: buttonOf(reply, say('awards.showAll')) })).text).toBe(first.text);
    }
    expect((await bot.press({ customId: buttonOf(first, 'Nominations (7)') })).text).not.toContain('🏆');
  });

  it('keeps where sources disagree behind Sources', async () => {
    const first = await awards();
    expect(first.text).not.toContain(say('sources.disagree'));
    const behind = await readAll(await bot.press({ customId: buttonOf(first, say('sources.button')) }));
    expect(behind).toContain(say('sources.disagree'));
    expect(behind).toMatch(/popular/i);
  });

  it('narrows by person, result, year and ceremony, and offers all again', async () => {
    const { text, buttons } = await awards({ who: 'oh jung-se', result: 'won', year: 2021 });
    expect(text).toMatch(/^## Oh Jung-se: \d wins?\n/);
    expect(text).toContain('🏆 Best Supporting Actor, as Moon Sang-tae');
    expect(text).not.toMatch(/Winner:/);
    expect(buttons.map(({ label }) => label)).toContain(say('awards.showAll'));
  });

  it('counts an edition held in the January after for its own year and for that of the day', async () => {
    for (const year of [2020, 2021]) expect((await awards({ ceremony: 'apan', year })).text).toContain('APAN Star Awards');
  });

  it('says kindly what it does not know: a person, a ceremony, a result, a year without awards', async () => {
    for (const options of [{ who: 'Zzyzx' }, { ceremony: 'Oscars' }, { result: 'lost' }, { year: 1999 }]) {
      const reply = await awards(options);
      expect(reply.isPrivate).toBe(true);
      expect(reply.text).toMatch(/I (don’t have|couldn’t find)|isn’t an option/);
    }
  });

  it('offers ceremonies while one is typed', async () => {
    const { choices } = await bot.suggest({ name: 'awards', focused: 'ceremony', options: { ceremony: 'emmy' } });
    expect(choices.map(({ name }) => name)).toEqual(['2021 International Emmy Awards']);
    expect((await awards({ ceremony: String(choices[0]?.value) })).text).toContain('TV Movie/Mini-Series');
  });

  it('keeps the film’s prizes to the film', async () => {
    expect(await readAll(await awards({ title: FILM }))).not.toMatch(/Baeksang.*Psycho|Emmy/);
    expect(await readAll(await awards({ title: FILM }))).toMatch(/Crystal Bear/);
    expect(await readAll(await awards())).not.toMatch(/Crystal Bear/);
  });

  it('tells of a quarrel about other prizes to nobody who asked for one ceremony or year', async () => {
    const none = say('awards.none', { title: 'It’s Okay to Not Be Okay' });
    const options = { who: 'kim soo hyun', result: 'nominated', year: 2020 };
    expect((await createBot().ask({ name: 'awards', options })).text).toContain(say('sources.disagree'));
    expect((await createBot().ask({ name: 'awards', options: { ...options, ceremony: 'emmy' } })).text).toBe(none);
  });
});

describe('/season2', () => {
  it('says first that no second season has been announced', async () => {
    expect((await bot.ask({ name: 'season2' })).text).toMatch(/^## No, Season 2 hasn’t been announced\.\n/);
  });

  it('says as of when and by which newest source, and when somebody last looked', async () => {
    const { text } = await bot.ask({ name: 'season2' });
    expect(text).toMatch(/^-# Latest source: \[.+\]\(https:\/\/.+\), .+ \d{4}$/m);
    expect(text).toMatch(/^-# Checked .+ \d{4}$/m);
  });

  it('says after 90 days how old the last look is, and not before', async () => {
    const checkedMs = Date.parse(`${loadTestContent().nextSeason(DRAMA)?.checked_on}T00:00:00Z`);
    const later = createBot();
    later.setNow(checkedMs + 90 * DAY_MS);
    expect((await later.ask({ name: 'season2' })).text).not.toContain(say('season.stale', { count: 90 }));
    later.setNow(checkedMs + 91 * DAY_MS);
    expect((await later.ask({ name: 'season2' })).text).toContain(say('season.stale', { count: 91 }));
  });

  it('names the rumors with what became of them, and the remake, on its first page', async () => {
    const { text } = await bot.ask({ name: 'season2' });
    expect(text).toContain(say('season.claims'));
    expect(text).toMatch(/^- .*Probably cancell?ed.*never ordered/im);
    expect(text).toMatch(/^- .*Summer 2021.*came and went/im);
    expect(text).toContain(loadTestContent().list('not_a_season', DRAMA)[0]?.brief);
  });

  it('has every claim with what became of it, and all of the remake, behind buttons that say so', async () => {
    const card = await bot.ask({ name: 'season2' });
    const open = async (label: string) =>
      readAll(await bot.press({ customId: card.buttons.find((button) => button.label === label)?.customId ?? '' }));
    const rumors = await open(say('season.rumors'));
    expect(rumors.match(/^- \*\*/gm)).toHaveLength(loadTestContent().list('claims', DRAMA).length);
    expect(rumors).toMatch(/→ /);
    expect(await open(say('season.remake'))).toMatch(/Anne Curtis/);
  });

  it('says of the film that it is one, with no sequel announced', async () => {
    expect((await bot.ask({ name: 'season2', options: { title: FILM } })).text).toMatch(
      /^## No, a sequel hasn’t been announced\.\n(.|\n)*is a film/,
    );
  });
});

describe('/about', () => {
  it('shows the drama at a glance: what it is about, where and when, by whom, and what it won', async () => {
    const { text } = await bot.ask({ name: 'about' });
    for (const part of [
      '**Network:** tvN',
      'June 20 – August 9, 2020',
      '**Director:** Park Shin-woo',
      '**Where to watch:**',
      '**Average rating:** 5.4%',
    ])
      expect(text).toContain(part);
  });

  it('gives the film’s real Berlinale date beside the one that was printed', async () => {
    const card = await bot.ask({ name: 'about', options: { title: FILM } });
    expect(card.text).toMatch(new RegExp(`${date('2024-02-18')}.*Berlin International Film Festival`));
    const sources = await bot.press({ customId: card.buttons.find(({ label }) => label === say('sources.button'))?.customId ?? '' });
    expect(await readAll(sources)).toMatch(/February 18, 2023/);
  });

  it('opens its sections from the select', async () => {
    const first = await bot.ask({ name: 'about' });
    const themes = await bot.choose({ customId: first.selects[0]?.customId ?? '', values: ['themes'] });
    expect(themes.text).toMatch(/^## Themes/);
  });

  it('has the music, the places with a map and where to watch behind buttons that say so', async () => {
    const card = await bot.ask({ name: 'about' });
    const open = (label: string) => bot.press({ customId: card.buttons.find((button) => button.label === label)?.customId ?? '' });
    expect((await open(say('about.music'))).text).toMatch(/^## \d+ songs/);
    const places = await open(say('about.filmed'));
    expect(places.text).toContain('**Secret Blue** · Goseong, Gangwon');
    expect(places.text).toContain('](https://www.google.com/maps/search/?api=1&query=');
    expect((await open(say('about.label.streaming'))).text).toContain('Netflix');
  });

  it('keeps the parts of one interview behind one choice', async () => {
    const card = await bot.ask({ name: 'about', options: { title: FILM } });
    const [select] = card.selects;
    expect(select?.values.filter((value) => value.startsWith('directors-'))).toEqual([]);
    const interview = await bot.choose({ customId: select?.customId ?? '', values: ['interview'] });
    expect(interview.selects[0]?.values.filter((value) => value.startsWith('directors-')).length).toBeGreaterThan(8);
    const ending = await bot.choose({ customId: interview.selects[0]?.customId ?? '', values: ['directors-camera'] });
    expect(ending.text).toMatch(/^## Kim Hye-young on the camera/);
  });

  it('takes the film’s exact title for the film', async () => {
    for (const title of ["It's Okay!", 'It’s okay!', '괜찮아 괜찮아 괜찮아!'])
      expect((await bot.ask({ name: 'about', options: { title } })).text).toMatch(/^## It’s Okay! \(2023\)/);
  });

  it.each([
    ['drama', 'en-US', 'It’s Okay to Not Be Okay (2020)'],
    ['영화', 'ko', '괜찮아 괜찮아 괜찮아!(2023)'],
    ['Película', 'es-419', 'It’s Okay! (2023)'],
  ] as const)('takes “%s” for the one title of that kind (%s)', async (title, locale, heading) => {
    expect((await bot.ask({ name: 'about', options: { title }, locale })).text).toContain(heading);
  });

  it('lists the titles it knows when it is asked for another', async () => {
    const reply = await bot.ask({ name: 'about', options: { title: 'Sky Castle' } });
    expect(reply.text).toContain('“Sky Castle”');
    expect(reply.buttons).toHaveLength(2);
    expect(reply.isPrivate).toBe(true);
  });
});

describe('/episodes', () => {
  it('lists all sixteen on one page', async () => {
    const { text } = await bot.ask({ name: 'episodes' });
    expect(text.match(/^\*\*\d+\*\* /gm)).toHaveLength(16);
    expect(text).toContain('**1** The Boy Who Fed on Nightmares');
  });

  it('shows one with its date and rating, and the way to its neighbours', async () => {
    const { text, buttons } = await bot.ask({ name: 'episodes', options: { number: 2 } });
    expect(text).toContain(say('episodes.aired', { date: 'June 21, 2020' }));
    expect(text).toMatch(/Average rating [\d.]+%/);
    expect(buttons.map(({ label }) => label)).toEqual(expect.arrayContaining(['◀ 1', '3 ▶', say('episodes.showList')]));
  });

  it.each([0, 17, -1, 500])('says that there is no episode %i, and which there are', async (number) => {
    const reply = await bot.ask({ name: 'episodes', options: { number } });
    expect(reply.text).toContain(`doesn’t have an episode ${number}. Episodes go from 1 to 16.`);
    expect(reply.isPrivate).toBe(true);
  });

  it('says that the film is one, whether it was asked or chosen by a button', async () => {
    const asked = await bot.ask({ name: 'episodes', options: { title: FILM } });
    const { buttons } = await bot.ask({ name: 'episodes', options: { title: "It's okay" } });
    const chosen = await bot.press({ customId: buttons[1]?.customId ?? '', messageFlags: (1 << 15) | (1 << 6) });
    for (const reply of [asked, chosen]) expect(reply.text).toContain('is a film, so it has no episodes');
  });

  it('offers numbers as numbers', async () => {
    const { choices } = await bot.suggest({ name: 'episodes', focused: 'number', options: { number: '1' } });
    expect(choices.map(({ value }) => value)).toEqual([1, 10, 11, 12, 13, 14, 15, 16]);
  });
});

describe('/sources', () => {
  it('says how many sources of each kind there are, and holds every one of them behind its select', async () => {
    const first = await bot.ask({ name: 'sources' });
    const count = loadTestContent().list('sources', DRAMA).length;
    expect(first.isPrivate).toBe(true);
    expect(first.text).toContain(`## ${count} sources`);
    const counts = [...first.text.matchAll(/^\*\*.+:\*\* (\d+)$/gm)].map(([, number]) => Number(number));
    expect(counts.reduce((sum, number) => sum + number, 0)).toBe(count);
    const [select] = first.selects;
    const listed: number[] = [];
    for (const value of select?.values ?? []) {
      const all = await readAll(await bot.choose({ customId: select?.customId ?? '', values: [value] }));
      const lines = all.split('\n').filter((line) => line.startsWith('- '));
      for (const line of lines)
        expect(line).toMatch(/^- (\[.+\]\(https?:\/\/|Spoiler for episode \d+: \|\|\[.+\]\(https?:\/\/\S+\).*\|\|$)/);
      listed.push(lines.length);
    }
    expect(listed).toEqual([count, ...counts]);
  });

  it('stands under every answer as a button that shows only what that answer rests on', async () => {
    for (const call of [
      { name: 'awards' },
      { name: 'season2' },
      { name: 'about' },
      { name: 'episodes' },
      { name: 'quote', subcommand: 'today' },
    ]) {
      const answer = await bot.ask(call);
      const button = answer.buttons.find(({ label }) => label === say('sources.button'));
      const reply = await bot.press({ customId: button?.customId ?? '' });
      expect(reply.text, call.name).toContain(`## ${say('sources.ofAnswer')}`);
      expect(reply.text).not.toContain(`${loadTestContent().list('sources', DRAMA).length} sources`);
    }
  });
});
