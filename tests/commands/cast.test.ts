import { describe, expect, it } from 'vitest';
import { createBot, DRAMA, FILM, type Reply, say } from '../support/bot.ts';
import { USER_ID } from '../support/interactions.ts';

const bot = createBot();
const aboutDrama = createBot({ settings: { title: DRAMA } });
const aboutFilm = createBot({ settings: { title: FILM } });
const cast = (name?: string, title?: string) =>
  bot.ask({ name: 'cast', options: { ...(name === undefined ? {} : { name }), ...(title === undefined ? {} : { title }) } });

describe('/cast without a name', () => {
  it('lists main, supporting and special parts and the children, page by page, each with its actor', async () => {
    const glance = await cast();
    expect(glance.text).toContain('**Moon Gang-tae** · Kim Soo-hyun');
    expect(glance.isPrivate).toBe(false);
    const first = await bot.press({ customId: glance.buttons.find(({ label }) => label === say('cast.full'))?.customId ?? '' });
    const second = await bot.press({ customId: first.buttons.find(({ label }) => label === say('page.next'))?.customId ?? '' });
    const text = `${first.text}\n${second.text}`;
    for (const group of ['main', 'supporting', 'special', 'child'] as const) expect(text).toContain(`**${say(`cast.group.${group}`)}**`);
    expect(text).toContain('**Moon Gang-tae (문강태)** · Kim Soo-hyun (김수현)');
  });

  it('offers everybody on the page in a select that opens their card', async () => {
    const { selects } = await cast();
    const card = await bot.choose({ customId: selects[0]?.customId ?? '', values: ['character:ko-moon-young'] });
    expect(card.text).toMatch(/^## Ko Moon-young \(고문영\)/);
    expect(card.response.type).toBe(7);
  });

  it('means the server’s title, and the drama where none is set', async () => {
    expect((await cast()).text).toContain('It’s Okay to Not Be Okay');
    expect((await aboutFilm.ask({ name: 'cast' })).text).toContain('-# It’s Okay! · 2023');
  });

  it('never mixes the film’s people with the drama’s', async () => {
    const [drama, film] = [await cast(undefined, DRAMA), await cast(undefined, FILM)];
    expect(film.text).toContain('In-young');
    expect(drama.text).not.toContain('In-young');
    expect(film.text).not.toMatch(/Gang-tae|Moon-young/);
  });
});

describe('/cast with a name', () => {
  it('shows a card: Hangul, who plays whom, description, relations, awards, sources', async () => {
    const { text, isPrivate, buttons } = await cast('moon-sang-tae');
    expect(text).toMatch(/^## Moon Sang-tae \(문상태\)/);
    expect(text).toContain('Played by **Oh Jung-se (오정세)**\nPlayed as a child by **Lee Kyu-sung**\n');
    expect(text).toMatch(/older brother.* of Moon Gang-tae/i);
    expect(text).toContain('**Won:** Best Supporting Actor, 2021 Baeksang Arts Awards');
    expect(text).toMatch(/^-# \d+ sources · as of \w+ \d+, \d{4}$/m);
    expect(buttons.map(({ label }) => label)).toContain(say('sources.button'));
    expect(isPrivate).toBe(false);
  });

  it('hides what comes later behind spoiler marks, with the episode beside it', async () => {
    const first = await cast('moon-sang-tae');
    expect(first.text).toMatch(/^-# \d+ spoilers hidden$/m);
    expect(first.text).not.toContain('||');
    const later = await bot.press({ customId: first.buttons.find(({ label }) => label === say('spoiler.show'))?.customId ?? '' });
    expect(later.text).toMatch(/^- Spoiler for episode \d+: \|\|.+\|\|$/m);
  });

  it('names together those to whom somebody is the same', async () => {
    expect((await cast('Park Haeng-ja')).text).toContain('Supervisor of Nam Ju-ri and Sun Byul');
  });

  it('says the age as one in the story, away from who plays the part', async () => {
    const { text } = await cast('moon-sang-tae');
    expect(text).toMatch(/^Age in the story: 37$/m);
    expect(text.split('\n').filter((line) => line.includes('Oh Jung-se') && /\d/.test(line))).toEqual([]);
  });

  it('shows an actor with the part, and what was won before what was not', async () => {
    const { text, buttons } = await cast('seo-ye-ji');
    expect(text).toMatch(/^## Seo Ye-ji \(서예지\)\n.*\nPlays \*\*Ko Moon-young\*\*\n/);
    expect(text.lastIndexOf('**Won:**')).toBeLessThan(text.indexOf('**Nominated:**'));
    expect(buttons.map(({ label }) => label)).toEqual(expect.arrayContaining(['Ko Moon-young', say('sources.button')]));
  });

  it.each(['moon gang-tae', 'Moon Gang-tae', 'gang tae', '문강태', '문강태'.normalize('NFD'), '  MOON   gang-tae ', 'Moon\u200b Gang-tae'])(
    'takes “%s” for the id moon-gang-tae',
    async (typed) => {
      // What was asked stands in the button of one's own copy.
      const withoutAsked = ({ response }: Reply) => JSON.stringify(response).replace(/\|name=[^"]*/g, '');
      expect(withoutAsked(await cast(typed))).toBe(withoutAsked(await cast('moon-gang-tae')));
    },
  );

  it('gives the same reply for the id a choice holds and for the name it shows', async () => {
    const { choices } = await bot.suggest({ name: 'cast', focused: 'name', options: { name: 'seo ye' } });
    expect(choices[0]).toEqual({ name: 'Seo Ye-ji (서예지) · Ko Moon-young', value: 'seo-ye-ji' });
    expect((await cast('seo-ye-ji')).response).toEqual((await cast('Seo Ye-ji')).response);
  });

  it('offers the leads before anything is typed', async () => {
    const { choices } = await bot.suggest({ name: 'cast', focused: 'name', options: { name: '', title: DRAMA } });
    expect(choices.map(({ value }) => value)).toEqual(expect.arrayContaining(['moon-gang-tae', 'ko-moon-young']));
    expect(choices.length).toBeLessThanOrEqual(25);
  });

  it('keeps to the title that is named: a drama’s part is unknown in the film', async () => {
    const reply = await cast('moon gang-tae', FILM);
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).toContain('No one in It’s Okay! (괜찮아 괜찮아 괜찮아!) is called “moon gang-tae”');
    expect(reply.text).not.toMatch(/^## /);
  });

  it('leaves clinical words to those whose words they are', async () => {
    const card = await cast('ko-moon-young');
    const next = await bot.press({ customId: `v1|cast|card|${DRAMA}|character|ko-moon-young|personality` });
    const lines = `${card.text}\n${next.text}`.split('\n').filter((line) => /antisocial|personality disorder/i.test(line));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/Korean Binge|broadcaster|tvN|article|calls?/);
  });

  it.each([
    ['kim soo hyun', FILM, 'Kim Soo-hyun (김수현) · Moon Gang-tae · It’s Okay to Not Be Okay', '## Kim Soo-hyun'],
    ['in-young', DRAMA, 'In-young (인영) · Lee Re · It’s Okay!', '## In-young'],
  ])('offers %s of the other title first where the wrong one was chosen', async (name, title, label, heading) => {
    const reply = await cast(name, title);
    expect([reply.isPrivate, reply.buttons[0]?.label]).toEqual([true, label]);
    expect((await bot.press({ customId: reply.buttons[0]?.customId ?? '' })).text).toContain(heading);
  });

  it.each([
    ['awards', undefined, { who: 'nobody at all' }],
    ['quote', 'find', { speaker: 'nobody at all' }],
  ])('is one press away where /%s knows nobody of a name', async (name, subcommand, options) => {
    const { text, buttons } = await bot.ask({ name, ...(subcommand === undefined ? {} : { subcommand }), options });
    expect([text, buttons[0]?.label]).toEqual([expect.stringContaining('Try the cast list'), 'Cast of It’s Okay to Not Be Okay']);
    expect((await bot.press({ customId: buttons[0]?.customId ?? '' })).text).toContain('**Moon Gang-tae** · Kim Soo-hyun');
  });

  it('says kindly and privately that it knows nobody by a name, and where to look', async () => {
    const reply = await cast('Zzyzx Qwerty');
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).toContain('“Zzyzx Qwerty”');
    expect(reply.buttons.map(({ label }) => label)).toContain(say('cast.showList', { title: 'It’s Okay to Not Be Okay' }));
  });

  it('tells nothing of somebody who comes into the story later, even to those who know the id', async () => {
    const reply = await cast('sun-hae');
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).not.toMatch(/^## |episode/m);
  });
});

describe('“It’s okay”, which may mean either title', () => {
  it.each(["It's okay", 'its okay', 'IT’S OKAY'])('asks which is meant by “%s”', async (typed) => {
    const reply = await cast(typed);
    expect(reply.isPrivate).toBe(true);
    expect(reply.buttons.map(({ label }) => label)).toEqual(['It’s Okay to Not Be Okay · 2020', 'It’s Okay! · 2023']);
  });

  it('goes on with the answer for the one that is chosen', async () => {
    const { buttons } = await cast("It's okay");
    const chosen = await bot.press({ customId: buttons[1]?.customId ?? '', messageFlags: (1 << 15) | (1 << 6) });
    expect(chosen.text).toContain('It’s Okay! · 2023');
  });

  it('keeps the name that was asked for when the title was the unclear part', async () => {
    const { buttons } = await cast('moon gang-tae', "It's okay");
    expect((await bot.press({ customId: buttons[0]?.customId ?? '', messageFlags: (1 << 15) | (1 << 6) })).text).toContain(
      '## Moon Gang-tae',
    );
  });

  it('is no question in a server that has chosen its title', async () => {
    expect((await aboutDrama.ask({ name: 'cast', options: { name: "It's okay" } })).text).toContain('Moon Gang-tae');
    expect((await aboutFilm.ask({ name: 'about', options: { title: "It's okay" } })).text).toMatch(/^## It’s Okay! \(2023\)\n.*Film/);
  });
});

describe('a press on a card', () => {
  const list = `v1|cast|list|${DRAMA}|1`;

  it('turns the card over for the one who asked', async () => {
    expect((await bot.press({ customId: list })).response.type).toBe(7);
  });

  it('gives others a private copy and leaves the card alone', async () => {
    const reply = await bot.press({ customId: list, askedBy: USER_ID, userId: '700000000000000002' });
    expect(reply.response.type).toBe(4);
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).toContain(say('cast.group.child'));
  });

  it('opens the sources beside the answer, privately', async () => {
    const card = await cast('moon-gang-tae');
    const reply = await bot.press({ customId: card.buttons.find(({ label }) => label === say('sources.button'))?.customId ?? '' });
    expect(reply.response.type).toBe(4);
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).toMatch(/\]\(https:\/\//);
  });
});
