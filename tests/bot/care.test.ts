import { expect, it } from 'vitest';
import { soundsLikeDistress } from '../../src/bot/care.ts';
import { createBot, say } from '../support/bot.ts';

it.each([
  'I want to die',
  'kill  myself',
  'suicidal',
  '죽고 싶어요',
  'quiero morir',
  'No quiero vivir más',
  'hacerme daño',
  'quero morrer',
  'não quero viver',
  'pensando em suicídio',
  'ingin mati saja',
  'bunuh diri',
  'もう死にたい',
])('“%s” sounds like distress', (typed) => {
  expect(soundsLikeDistress(typed)).toBe(true);
});

it.each(['rest and cry', 'butterfly', 'mother', 'the monster in the closet', 'muerte', 'hidup', '마음', '生きる', 'diet'])(
  '“%s” does not',
  (typed) => {
    expect(soundsLikeDistress(typed)).toBe(false);
  },
);

it('is answered kindly wherever it is typed, and never by “nobody of that name”', async () => {
  const bot = createBot();
  for (const call of [
    { name: 'cast', options: { name: 'I want to die' } },
    { name: 'awards', options: { who: 'suicide' } },
    { name: 'quote', subcommand: 'find', options: { words: 'kill myself' } },
  ]) {
    const { text, isPrivate } = await bot.ask(call);
    expect(isPrivate).toBe(true);
    expect(text).toContain(say('quote.distress'));
  }
});
