import { expect, it } from 'vitest';
import { soundsLikeDistress } from '../../src/bot/care.ts';

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
