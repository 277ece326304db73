/**
 * What people type, at Discord's full 6,000 characters, into every option, every field of a form and every question for choices, in every
 * language: no answer takes more than a bounded number of steps. Steps, not time, so that a slow machine says the same: how often V8
 * went through each block of the code, and how many characters were handed to regular expressions, of which `npm run regexps` proves that
 * none reads a text more than a few times.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { Locale } from 'discord-api-types/v10';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../commands/index.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { createBot, DRAMA, languages } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, BOT_PERMISSIONS, CHANNEL_ID } from '../support/interactions.ts';
import { isWhole } from '../support/share.ts';

const LONGEST = 6_000;
/** Blocks gone through and characters handed to expressions, for one answer of any command. */
const MOST_STEPS = 6_000_000;
/** The text fields of each form. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  'sources report': ['what', 'source'],
  'quote suggest': ['text', 'speaker', 'episode'],
  'quote revise': ['text', 'speaker', 'episode'],
  'quote set-episode': ['episode'],
  'progress set': ['episode'],
  'progress daily-set': ['time', 'zone', 'days'],
  'config pause': ['until'],
  'config clock': ['time', 'zone', 'days'],
  'config episode': ['episode'],
  'config care': ['care'],
  'config import': ['json'],
};

const session = new Session();
const exec = RegExp.prototype.exec;
let charactersRead = 0;

/** The characters an expression goes over to its match, or to the end. V8 asks it for every test, match, replace and split. */
function countingExec(this: RegExp, text: string): RegExpExecArray | null {
  const from = this.global || this.sticky ? this.lastIndex : 0;
  const match = Reflect.apply(exec, this, [text]);
  // Where it may match at one place only, as for a split, V8 goes from place to place.
  const end = match === null ? (this.sticky ? from + 1 : text.length) : match.index + match[0].length;
  charactersRead += Math.max(0, end - from);
  return match;
}

afterAll(() => {
  RegExp.prototype.exec = exec;
  session.disconnect();
});

/** Steps since the last call: of Nabi's own code and of what it uses. */
function takeSteps(): number {
  let steps = charactersRead;
  charactersRead = 0;
  session.post('Profiler.takePreciseCoverage', (error, coverage) => {
    if (error !== null) throw error;
    for (const { url, functions } of coverage.result) {
      if (!/\/(?:src|commands|node_modules)\//.test(url) || /node_modules\/(?:vitest|@vitest|vite)\//.test(url)) continue;
      for (const { ranges } of functions) for (const { count } of ranges) steps += count;
    }
  });
  return steps;
}

/** The words of a list of Nabi's own, one after the other: those that are looked for most. */
const listWords = (folder: string): Readonly<Record<string, string>> => {
  const url = new URL(`../../${folder}/`, import.meta.url);
  const files = readdirSync(url).filter((file) => /\.(?:ts|yaml|json)$/.test(file));
  return Object.fromEntries(
    files.map((file) => [
      `the words of ${folder}/${file}`,
      fill(readFileSync(new URL(file, url), 'utf8').replace(/[^\p{L}\p{N}]+/gu, ' ')),
    ]),
  );
};

const fill = (piece: string): string => piece.repeat(Math.ceil(LONGEST / piece.length)).slice(0, LONGEST);

/** What expressions and loops choke on, if any does. */
const HOSTILE: Readonly<Record<string, string>> = {
  'links one after the other': fill('[x](y)'),
  'Hangul with links': fill('[나비](https://a.kr) 문영(은/는) '),
  'brackets that open': fill('(['),
  'brackets within brackets': `${'('.repeat(LONGEST / 2)}${')'.repeat(LONGEST / 2)}`,
  'brackets of Hangul': fill('나(비[강'),
  'marks heaped on one letter': `a${'\u0301'.repeat(LONGEST - 1)}`,
  'syllables in single letters': fill('각'.normalize('NFD')),
  'scripts in turn': fill('aяαあ가ا'),
  'one letter': fill('a'),
  'one syllable': fill('강'),
  'spaces before a letter': `${' '.repeat(LONGEST - 1)}x`,
  lines: fill('\n> '),
  'ligatures of eighteen letters': fill('\ufdfa'),
  'openings of mentions': fill('<@'),
  'letters and hyphens': fill('a-'),
  'digits and colons': fill('1:'),
  'stars and bars': fill('*|_~`'),
  braces: fill('{{a, '),
  'joined emoji': fill('👩\u200d'),
  flags: fill('🇰🇷'),
  ...listWords('data/calendar'),
  ...listWords('data/names'),
  ...listWords('data/care'),
};

interface Place {
  readonly name: string;
  fill(text: string, locale: `${Locale}`): Promise<unknown>;
}

const bot = createBot({ isStill: true, settings: { suggestions: { channelId: CHANNEL_ID, suggesterRoleId: null, reviewerRoleId: null } } });
const admin = { memberPermissions: ADMIN_PERMISSIONS };
const channels = { channel: { id: CHANNEL_ID, appPermissions: BOT_PERMISSIONS } };

/** Every text option, and every option that is asked for choices. */
function listOptions(): readonly Place[] {
  return commands.flatMap((command) => {
    const subs = command.subcommands ?? [{ name: undefined, options: command.options ?? [] }];
    return subs.flatMap(({ name: subcommand, options }) =>
      options.flatMap((spec): Place[] => {
        const base = { ...admin, name: command.name, ...(subcommand === undefined ? {} : { subcommand }) };
        const called = `/${command.name} ${subcommand ?? ''} ${spec.name}`;
        const given = subcommand === 'daily' ? { channels } : {};
        const asked: Place = {
          name: called,
          fill: (text, locale) => bot.ask({ ...base, ...given, locale, options: { [spec.name]: text } }),
        };
        const typed: Place = {
          name: `${called}, while it is typed`,
          fill: (text, locale) => bot.suggest({ ...base, locale, focused: spec.name, options: { [spec.name]: text } }),
        };
        return [...(spec.type === 'string' ? [asked] : []), ...('suggests' in spec && spec.suggests ? [typed] : [])];
      }),
    );
  });
}

const forms = commands.flatMap(({ name, submits = {} }) => Object.keys(submits).map((action) => `${name} ${action}`));

/** Every field of every form. */
function listFields(): readonly Place[] {
  return Object.entries(FIELDS).flatMap(([form, ids]) => {
    const [command = '', action = ''] = form.split(' ');
    const customId = buildCustomId(command, action, DRAMA, 'quote:d22');
    const harmless = Object.fromEntries(ids.map((id) => [id, 'a word']));
    return ids.map((id) => ({
      name: `the form ${form}: ${id}`,
      fill: (text: string, locale: `${Locale}`) => bot.submit({ ...admin, locale, customId, fields: { ...harmless, [id]: text } }),
    }));
  });
}

const places = [...listOptions(), ...listFields()];
/** Everything with everything takes minutes, so `npm run proofs` does that; here every fourteenth. */
const ONE_OF = 14;

const looked = { answers: 0, most: 0 };

/** What is read once, with the first text of a language, is no step of an answer. */
beforeAll(async () => {
  for (const locale of languages.codes) for (const place of places) await place.fill('one', z.enum(Locale).parse(locale));
});

beforeAll(() => {
  RegExp.prototype.exec = countingExec;
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
});

it.each(places.map((place, index) => ({ place, name: place.name, index })))('$name', async ({ place, index }) => {
  takeSteps();
  const tooLong: string[] = [];
  for (const [number, [kind, text]] of Object.entries(HOSTILE).entries()) {
    const turn = index + number;
    const locales = isWhole
      ? languages.codes
      : turn % ONE_OF === 0
        ? [languages.codes[(turn / ONE_OF) % languages.codes.length] ?? 'ko']
        : [];
    for (const locale of locales) {
      await place.fill(text, z.enum(Locale).parse(locale));
      const steps = takeSteps();
      looked.answers += 1;
      looked.most = Math.max(looked.most, steps);
      if (steps > MOST_STEPS) tooLong.push(`${kind} in ${locale}: ${steps} steps`);
    }
  }
  expect(tooLong).toEqual([]);
});

it('has been looked at wherever something is typed, and counted', () => {
  expect(Object.keys(FIELDS).sort()).toEqual(forms.sort());
  // How long an answer takes hangs on the machine; here its steps are counted.
  const errors = bot.log.lines.filter(({ level, message }) => level === 'error' && !/kept all others waiting/.test(message));
  expect(errors).toEqual([]);
  expect(looked.answers).toBeGreaterThan(isWhole ? 10_000 : 200);
  expect(looked.most).toBeGreaterThan(100_000);
});
