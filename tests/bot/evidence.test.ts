/** The small print under an answer. */
import { expect, it } from 'vitest';
import { buildLanguageLine } from '../../src/bot/evidence.ts';
import { languages } from '../support/bot.ts';

const record = { id: 'line', sources: [], as_of: '2020', spoiler_from: 0, onlyIn: 'en', wordsIn: 'ko' };

it.each([
  ['en-US', ' '],
  ['ko', ' '],
  ['ja', ''],
])('in %s the sentences about languages are set apart as they are written there', (locale, between) => {
  const say = languages.say(locale);
  const line = buildLanguageLine({ locale, say }, [record]);
  const nameIn = new Intl.DisplayNames([locale], { type: 'language' });
  const sentences = [say('quote.wordsIn', { language: nameIn.of('ko') ?? '' }), say('sources.onlyIn', { language: nameIn.of('en') ?? '' })];
  expect(line).toBe(sentences.join(between));
});
