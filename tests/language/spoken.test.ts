/**
 * Who is spoken to in which language, and where sentences stand. Two languages are made in which every sentence is its own
 * key, so that each can be known again in what was said.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { listVariables } from '../../scripts/locale-audit.ts';
import { findRoom } from '../../scripts/sentence-limits.ts';
import { buildDefinitions } from '../../src/answer/registry.ts';
import {
  MAX_BUTTON_LABEL,
  MAX_CHOICE_NAME,
  MAX_MODAL_LABEL,
  MAX_MODAL_TITLE,
  MAX_SELECT_LABEL,
  MAX_SELECT_PLACEHOLDER,
} from '../../src/message/limits.ts';
import { createBot, DRAMA, loadTestContent } from '../support/bot.ts';
import { ADMIN_PERMISSIONS } from '../support/interactions.ts';
import { makeLanguages } from '../support/made-up-languages.ts';
import { askEverything, type Exchange } from '../support/replies.ts';

const SENTENCE = /⟪(?<code>\S+) (?<key>[^⟫]+)⟫/gu;
const spoken = makeLanguages(
  ['ja', 'ko'],
  (text, key, code) => `⟪${code} ${key}⟫${[...listVariables(text)].map((name) => ` {{${name}}}`).join('')}`,
);

/** The server's language was fixed as Japanese; whoever asks reads Korean. */
const settings = { locale: 'ja', title: DRAMA };

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Everything in a response that is an object, the response itself among them. */
function listObjects(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(listObjects);
  return isObject(value) ? [value, ...Object.values(value).flatMap(listObjects)] : [];
}

/** Texts in places that have little room, with the most each may have. */
function listTight(response: unknown): readonly (readonly [most: number, text: unknown])[] {
  return listObjects(response).flatMap((part): readonly (readonly [number, unknown])[] => {
    if (part.type === 2) return [[MAX_BUTTON_LABEL, part.label]];
    if (part.type === 18) {
      return [
        [MAX_MODAL_LABEL, part.label],
        [MAX_SELECT_LABEL, part.description],
      ];
    }
    if (part.type === 9 && isObject(part.data)) return [[MAX_MODAL_TITLE, part.data.title]];
    const isOption = typeof part.value === 'string' && part.type === undefined;
    if (isOption) return [part.label, part.description, part.name].map((text) => [MAX_SELECT_LABEL, text] as const);
    return 'placeholder' in part ? [[part.type === 4 ? MAX_SELECT_LABEL : MAX_SELECT_PLACEHOLDER, part.placeholder]] : [];
  });
}

function keysIn(text: unknown): readonly string[] {
  return typeof text === 'string' ? [...text.matchAll(SENTENCE)].map(({ groups }) => groups?.key ?? '') : [];
}

describe('in a server whose language was fixed', () => {
  let exchanges: readonly Exchange[];
  beforeAll(async () => {
    const walk = { brief: true, surroundings: { locale: 'ko' } } as const;
    const admin = {
      ...walk,
      only: ['config', 'health', 'help'],
      surroundings: { ...walk.surroundings, memberPermissions: ADMIN_PERMISSIONS },
    };
    exchanges = [
      ...(await askEverything(createBot({ spoken, settings }), loadTestContent(), walk)),
      ...(await askEverything(createBot({ spoken, settings, isStill: true }), loadTestContent(), admin)),
    ];
  });

  it('what everybody sees is in the server’s language, and what one person sees in theirs', () => {
    const problems = exchanges.flatMap(({ call, type, reply, response }) => {
      // A form and the choices offered while typing are seen by nobody else.
      const isPrivate = reply.isPrivate || type === 4 || response.type === 9;
      const wanted = isPrivate ? 'ko' : 'ja';
      const others = [...JSON.stringify(response).matchAll(SENTENCE)].filter(({ groups }) => groups?.code !== wanted);
      return others.map(([sentence]) => `${isPrivate ? 'private' : 'public'}: ${sentence} in ${call}`);
    });
    expect([...new Set(problems)]).toEqual([]);
    expect(exchanges.filter(({ reply }) => !reply.isPrivate).length).toBeGreaterThan(50);
  });

  it('every sentence on a button, in a list or in a form is known to stand there, so that its length is held', () => {
    const definitions = buildDefinitions(commands, loadTestContent(), spoken);
    const choices = listObjects(definitions).flatMap((part) =>
      part.value === undefined ? [] : [[MAX_CHOICE_NAME, JSON.stringify(part)] as const],
    );
    const tight = [...exchanges.flatMap(({ response }) => listTight(response)), ...choices];
    const unknown = tight.flatMap(([most, text]) =>
      keysIn(text)
        .filter((key) => (findRoom(key) ?? Number.POSITIVE_INFINITY) > most)
        .map((key) => `${key} stands where ${most} characters are the most: name it in scripts/sentence-limits.ts`),
    );
    expect([...new Set(unknown)].sort()).toEqual([]);
    expect(new Set(tight.flatMap(([, text]) => keysIn(text))).size).toBeGreaterThan(20);
  });
});
