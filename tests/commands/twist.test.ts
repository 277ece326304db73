/**
 * The acid test of spoilers: who the head nurse is becomes known in episode 13 of the drama. Until a server shows that
 * much, no reply, label or choice may join the two, however somebody asks.
 */
import { describe, expect, it } from 'vitest';
import { type Bot, createBot, DRAMA, loadTestContent, type Reply } from '../support/bot.ts';
import { fold } from './leaks.ts';

const NURSE = { id: 'park-haeng-ja', name: 'Park Haeng-ja', actress: 'jang-young-nam', actressName: 'Jang Young-nam' };
const MOTHER = { id: 'do-hui-jae', name: 'Do Hui-jae', youngActress: 'woo-jung-won', youngActressName: 'Woo Jung-won' };

const everythingOpen = (reply: Reply) => fold([reply.openText, ...reply.labels].join('\n'));
const names = (reply: Reply, name: string) => everythingOpen(reply).includes(fold(name));

/** The card and every page and source list under it. */
async function askWithAll(bot: Bot, name: string): Promise<readonly Reply[]> {
  const card = await bot.ask({ name: 'cast', options: { name, title: DRAMA } });
  const more = card.buttons.filter(({ customId, disabled }) => !disabled && /\|(of|card)\|/.test(customId));
  return [card, ...(await Promise.all(more.map(({ customId }) => bot.press({ customId }))))];
}

describe.each([1, 12])('in a server that shows the drama up to episode %i', (spoilerCeiling) => {
  const bot = createBot({ settings: { ceilings: { [DRAMA]: spoilerCeiling } } });

  it('the mother’s card names no actress and nobody she may turn out to be', async () => {
    const replies = await askWithAll(bot, MOTHER.id);
    expect(replies[0]?.text).toContain(`## ${MOTHER.name}`);
    for (const reply of replies) {
      for (const name of [NURSE.actressName, NURSE.name, MOTHER.youngActressName]) expect(names(reply, name)).toBe(false);
    }
  });

  it('says nothing yet of the actress of the flashbacks, even to those who know her name', async () => {
    for (const name of [MOTHER.youngActress, MOTHER.youngActressName]) {
      const reply = await bot.ask({ name: 'cast', options: { name } });
      expect(reply.isPrivate).toBe(true);
      expect(reply.text).not.toContain('Later in the story');
      expect(names(reply, MOTHER.name)).toBe(false);
    }
  });

  it('the nurse’s card and her actress’s card do not name the mother', async () => {
    for (const asked of [NURSE.id, NURSE.actress, '박행자', '장영남']) {
      const replies = await askWithAll(bot, asked);
      expect(replies[0]?.text).toMatch(/^## (Park Haeng-ja|Jang Young-nam)/);
      for (const reply of replies) expect(names(reply, MOTHER.name), asked).toBe(false);
    }
  });

  it('does not say that the mother is not dead, nor that she is thought to be', async () => {
    const card = await bot.ask({ name: 'cast', options: { name: MOTHER.id } });
    expect(fold(card.openText)).not.toMatch(/\balive\b|\bdead\b|disguise|in hiding|new face|another name/);
  });

  it.each(["moon-young's mother", 'head nurse mother', 'Do Hui-jae', 'writer', 'mother', 'nurse'])(
    'asking for “%s” joins nobody to anybody',
    async (asked) => {
      for (const options of [{ name: asked }, { name: asked, title: DRAMA }]) {
        const reply = await bot.ask({ name: 'cast', options });
        const isMothers = reply.text.startsWith(`## ${MOTHER.name}`);
        const isNurses = reply.text.startsWith(`## ${NURSE.name}`);
        if (isMothers) expect(names(reply, NURSE.name) || names(reply, NURSE.actressName)).toBe(false);
        if (isNurses) expect(names(reply, MOTHER.name)).toBe(false);
        for (const label of reply.labels) expect([MOTHER.name, NURSE.actressName].every((name) => label.includes(name))).toBe(false);
      }
    },
  );

  it.each(['do hui', 'jang young', 'park haeng', 'writer', 'nurse', 'mother'])(
    'typing “%s” offers no choice that joins them',
    async (typed) => {
      for (const command of [
        { name: 'cast', focused: 'name' },
        { name: 'awards', focused: 'who' },
        { name: 'quote', subcommand: 'find', focused: 'speaker' },
      ]) {
        const { labels } = await bot.suggest({ ...command, options: { [command.focused]: typed } });
        expect(labels.filter((label) => label.includes(MOTHER.name) && label.includes(NURSE.actressName))).toEqual([]);
        expect(labels.filter((label) => label.includes(MOTHER.name) && label.includes(NURSE.name))).toEqual([]);
      }
    },
  );

  it('the cast list names an actress beside the nurse only', async () => {
    const first = await bot.press({ customId: `v1|cast|list|${DRAMA}|0` });
    const pages = [first, ...(await Promise.all([1, 2, 3, 4].map((page) => bot.press({ customId: `v1|cast|list|${DRAMA}|${page}` }))))];
    const lines = pages.flatMap(({ openText }) => openText.split('\n'));
    expect(lines.find((line) => line.startsWith(`**${MOTHER.name}`))).toMatch(/\)\*\*$/);
    expect(lines.find((line) => line.includes(NURSE.name))).toContain(NURSE.actressName);
    expect(lines.filter((line) => line.includes(MOTHER.name) && line.includes(NURSE.actressName))).toEqual([]);
  });

  it('no source title that tells it stands openly in /sources', async () => {
    const first = await bot.press({ customId: `v1|sources|all|${DRAMA}|0`, messageFlags: (1 << 15) | (1 << 6) });
    const count = Number(/\d+ of (\d+)/.exec(first.labels.join(' '))?.[1]);
    expect(count).toBeGreaterThan(5);
    for (let page = 0; page < count; page += 1) {
      const { openText } = await bot.press({ customId: `v1|sources|all|${DRAMA}|${page}`, messageFlags: (1 << 15) | (1 << 6) });
      expect(openText).not.toMatch(/head nurse|수간호사/i);
    }
  });

  it('no line that is free before its speaker stands beside the name, wherever it is shown', async () => {
    const content = loadTestContent();
    const early = content
      .list('quotes', DRAMA)
      .filter((quote) => quote.spoiler_from <= spoilerCeiling && (quote.speaker_from ?? 0) > spoilerCeiling);
    for (const quote of early) {
      const speaker = content.get('cast', DRAMA, quote.speaker ?? '')?.name ?? '';
      const words = quote.text.split(' ').slice(0, 4).join(' ');
      const found = await bot.ask({ name: 'quote', subcommand: 'find', options: { words, title: DRAMA } });
      const saved = await bot.press({ customId: `v1|quote|card|${DRAMA}|${quote.id}` });
      for (const reply of [found, saved]) {
        const lines = reply.text.split('\n');
        const at = lines.findIndex((line) => line.includes(quote.text));
        if (at !== -1)
          expect(
            lines
              .slice(at, at + 3)
              .filter((line) => line.startsWith('—'))
              .join(),
            quote.id,
          ).not.toContain(speaker);
      }
      const bySpeaker = await bot.ask({ name: 'quote', subcommand: 'find', options: { speaker: quote.speaker ?? '', title: DRAMA } });
      expect(bySpeaker.openText, quote.id).not.toContain(quote.text);
    }
    expect(early.length).toBeGreaterThan(0);
  });

  it('the thirteenth episode keeps what happens in it hidden', async () => {
    const card = await bot.ask({ name: 'episodes', options: { number: 13 } });
    expect(card.text).toMatch(/\d+ spoilers hidden/);
    const facts = await bot.press({ customId: card.buttons.find(({ customId }) => customId.includes('|facts|'))?.customId ?? '' });
    expect(facts.text).toContain('Spoiler for episode 13:');
    for (const reply of [card, facts]) {
      expect(names(reply, NURSE.name)).toBe(false);
      expect(names(reply, MOTHER.name)).toBe(false);
    }
  });
});

describe('once a server shows the drama up to episode 13', () => {
  const bot = createBot({ settings: { ceilings: { [DRAMA]: 13 } } });

  it('the cards tell who she is', async () => {
    const replies = [...(await askWithAll(bot, MOTHER.id)), ...(await askWithAll(bot, NURSE.id))];
    expect(replies.some((reply) => names(reply, NURSE.name) && names(reply, MOTHER.name))).toBe(true);
  });
});

describe('behind the marks, for who chooses to look', () => {
  it('the mother’s card tells the twist with its episode beside it', async () => {
    const replies = await askWithAll(createBot(), MOTHER.id);
    const hidden = replies.flatMap(({ text }) => text.split('\n')).filter((line) => line.includes('Spoiler for episode 13:'));
    expect(hidden.length).toBeGreaterThan(0);
    for (const line of hidden) expect(line).toMatch(/Spoiler for episode 13: \|\|.*\|\|$/);
  });
});
