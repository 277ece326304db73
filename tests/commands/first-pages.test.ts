/** The first page of every answer is one screen of a phone, in six languages, for both titles. */
import { describe, expect, it } from 'vitest';
import { runAsk } from '../../src/cli/ask.ts';
import { PHONE } from '../../src/message/phone.ts';
import { createIo } from '../cli/io.ts';
import { DRAMA, FILM } from '../support/bot.ts';

const LOCALES = ['en-US', 'ko', 'ja', 'es-419', 'pt-BR', 'id'];

/** What people ask first, of each title. */
const QUESTIONS: readonly string[] = [
  ...[DRAMA, FILM].flatMap((title) => [`/cast title: ${title}`, `/awards title: ${title}`, `/sources title: ${title}`]),
  '/awards ceremony: Baeksang',
  '/awards who: Seo Ye-ji',
  '/awards result: nominated',
  '/ost',
  '/ost artist: Janet',
];

async function readPhone(question: string, locale: string): Promise<readonly string[]> {
  const io = createIo();
  expect(await runAsk([question, '--locale', locale, '--width', String(PHONE.columns)], io), io.err()).toBe(0);
  return io.out().trimEnd().split('\n');
}

describe.each(LOCALES)('in %s', (locale) => {
  it.each(QUESTIONS)('%s is one screen', async (question) => {
    const lines = await readPhone(question, locale);
    expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(PHONE.lines);
  });
});
