import { Locale } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { createBot, DRAMA, FILM, say } from '../support/bot.ts';

const ask = (options: Readonly<Record<string, string | number>> = {}, locale: Locale = Locale.EnglishUS) =>
  createBot().ask({ name: 'ost', options, locale });

describe('/ost', () => {
  it('lists every song with who sings it, for everybody to see', async () => {
    const reply = await ask();
    expect(reply.isPrivate).toBe(false);
    expect(reply.text).toContain('**You’re Cold** · Heize\n');
    expect(reply.text.split('\n').filter((line) => line.startsWith('**'))).toHaveLength(14);
    expect(reply.text).toMatch(/\b14 songs\b/);
  });

  it('has names in Hangul and dates behind a button', async () => {
    const bot = createBot();
    const { buttons } = await bot.ask({ name: 'ost' });
    const details = await bot.press({ customId: buttons.find(({ label }) => label === say('ost.details'))?.customId ?? '' });
    expect(details.text).toContain('**You’re Cold (더 많이 사랑한 쪽이 아프대)** · Heize (헤이즈)\n-# June 21, 2020');
  });

  it.each([['Janet'], ['janet suhh'], ['자넷서'], ['ジャネット・ソ']])(
    'finds the songs of an artist named by any part in any script: %s',
    async (artist) => {
      const { text } = await ask({ artist });
      expect(text).toContain('In Silence');
      expect(text).not.toContain('Heize');
    },
  );

  it('tells what is heard in an episode where a source says so, and says plainly where none does', async () => {
    expect((await ask({ episode: 5 })).text).toContain('In Your Time');
    expect((await ask({ episode: 9 })).text).toContain('No source says which songs are heard in episode 9');
  });

  it('opens one song with its artist, its part and what is known of it', async () => {
    const { text } = await createBot().choose({ customId: `v1|ost|open|${DRAMA}`, values: ['in-your-time'] });
    expect(text).toContain('Heard in episode 5');
    expect(text).toContain('Lee Su-hyun');
    expect(text).toContain('July 12, 2020');
  });

  it('says so kindly where nobody of that name sings, and where a title has no music', async () => {
    const nobody = await ask({ artist: 'somebody else' });
    expect([nobody.text, nobody.isPrivate]).toEqual([expect.stringContaining('a song by “somebody else”'), true]);
    expect((await ask({ title: FILM })).text).toContain('I don’t have any music from It’s Okay!');
  });

  it('says where episodes end rather than that no song of a later one is known', async () => {
    expect((await ask({ episode: 17 })).text).toBe(say('episodes.unknown', { number: 17, last: 16, title: 'It’s Okay to Not Be Okay' }));
    expect((await ask({ episode: 16 })).text).toBe(say('ost.nothingInEpisode', { episode: 16 }));
  });

  it.each([
    ['하이즈', Locale.Korean, '헤이즈'],
    ['Heyze', Locale.EnglishUS, 'Heize'],
  ])('offers the artist that %s is a slip for', async (artist, locale, meant) => {
    const bot = createBot();
    const { buttons } = await bot.ask({ name: 'ost', options: { artist }, locale });
    const offered = buttons.find(({ label }) => label === meant);
    const { text } = await bot.press({ customId: offered?.customId ?? '', locale });
    expect(text).toContain(locale === Locale.Korean ? '더 많이 사랑한 쪽이 아프대' : 'You’re Cold');
  });

  it('offers its artists while one is typed', async () => {
    const { choices } = await createBot().suggest({ name: 'ost', focused: 'artist', options: { artist: 'kim' } });
    expect(choices.map(({ name }) => name)).toContain('Kim Feel (김필)');
  });

  it.each([Locale.Korean, Locale.Japanese, Locale.SpanishLATAM, Locale.PortugueseBR, Locale.Indonesian])(
    'answers in %s',
    async (locale) => {
      const { text } = await ask({}, locale);
      expect(text).toContain('14');
      expect(text).not.toMatch(/\bsongs\b|ost\./);
    },
  );
});
