/** The commands as Discord registers them in every language. */
import type { LocalizationMap } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../commands/index.ts';
import { buildDefinitions } from '../../src/answer/registry.ts';
import { isCommandName } from '../../src/bot/command-names.ts';
import type { Command } from '../../src/bot/types.ts';
import { buildLanguages, type Sentences } from '../../src/language/locale.ts';
import { MAX_COMMAND_TEXT } from '../../src/message/limits.ts';
import { languages, loadTestContent } from '../support/bot.ts';
import { makeLanguages } from '../support/made-up-languages.ts';

const Localizations = z.record(z.string(), z.string()).optional();
interface Node {
  readonly type?: number | undefined;
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string>> | undefined;
  readonly description?: string | undefined;
  readonly description_localizations?: Readonly<Record<string, string>> | undefined;
  readonly choices?: readonly Node[] | undefined;
  readonly value?: string | undefined;
  readonly options?: readonly Node[] | undefined;
}
const Node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    type: z.number().optional(),
    name: z.string(),
    name_localizations: Localizations,
    description: z.string().optional(),
    description_localizations: Localizations,
    choices: z.array(Node).optional(),
    value: z.string().optional(),
    options: z.array(Node).optional(),
  }),
);

const everything = makeLanguages(['es-419', 'id', 'ja', 'ko', 'pt-BR'], (text, _, code) => `${code} ${text}`);
const build = (given = everything, list: readonly Command[] = commands) =>
  z.array(Node).parse(buildDefinitions(list, loadTestContent(), given));
const EVERY_CODE = ['en-US', 'es-419', 'es-ES', 'id', 'ja', 'ko', 'pt-BR'];

/** Every command, subcommand and option with what stands beside it. */
function listGroups(nodes: readonly Node[]): readonly (readonly Node[])[] {
  return [nodes, ...nodes.flatMap(({ options }) => (options === undefined ? [] : listGroups(options)))];
}

/** Of each text the longest language counts. https://docs.discord.com/developers/interactions/application-commands#slash-commands */
function measure({
  name,
  name_localizations,
  description,
  description_localizations,
  choices = [],
  options = [],
  value = '',
}: Node): number {
  const longest = (text = '', others: LocalizationMap = {}) =>
    Math.max(text.length, ...Object.values(others).map((other) => other?.length ?? 0));
  const own = longest(name, name_localizations) + longest(description, description_localizations) + value.length;
  return [...choices, ...options].reduce((sum, part) => sum + measure(part), own);
}

describe.each([
  ['as they are', languages],
  ['with every sentence in every language', everything],
])('the definitions %s', (_, given) => {
  it('call everything by names Discord takes, and no two things side by side alike', () => {
    const problems = listGroups(build(given)).flatMap((group) =>
      EVERY_CODE.flatMap((code) => {
        const names = group.map((node) => ({
          name: node.name_localizations?.[code] ?? node.name,
          kind: node.description === undefined ? ('message' as const) : undefined,
        }));
        const refused = names.filter(({ name, kind }) => !isCommandName(name, kind)).map(({ name }) => `${code}: ${name}`);
        const twins = names.filter(({ name, kind }, at) => names.findIndex((other) => other.name === name && other.kind === kind) !== at);
        return [...refused, ...twins.map(({ name }) => `${code}: ${name} is there twice`)];
      }),
    );
    expect(problems).toEqual([]);
  });

  it('fit the length Discord gives to one command', () => {
    const sizes = build(given).map((definition) => [definition.name, measure(definition)] as const);
    expect(sizes.filter(([, size]) => size > MAX_COMMAND_TEXT)).toEqual([]);
    expect(sizes.find(([name]) => name === 'cast')?.[1]).toBeGreaterThan(100);
  });
});

describe('a definition', () => {
  it('says everything in every language there is: names, descriptions and choices', () => {
    const typed = listGroups(build())
      .flat()
      .filter(({ description }) => description !== undefined);
    expect(typed.length).toBeGreaterThan(40);
    for (const node of typed) {
      expect(Object.keys(node.name_localizations ?? {}).sort(), node.name).toEqual(EVERY_CODE);
      expect(Object.keys(node.description_localizations ?? {}).sort(), node.name).toEqual(EVERY_CODE);
    }
    const results = build()
      .find(({ name }) => name === 'awards')
      ?.options?.find(({ name }) => name === 'result')?.choices;
    expect(results?.[0]).toMatchObject({
      value: 'won',
      name: 'Won',
      name_localizations: { 'en-US': 'Won', ko: 'ko Won', 'es-ES': 'es-419 Won' },
    });
  });

  it('gives European Spanish the Spanish there is, and its own once it has one', () => {
    const named = (extra: readonly (readonly [string, Sentences])[]) =>
      build(
        buildLanguages(
          new Map<string, Sentences>([
            ['en-US', { command: { help: { description: 'What you can ask' } } }],
            ['es-419', { command: { help: { description: 'Lo que puedes preguntar' } }, names: { command: { help: 'ayuda' } } }],
            ...extra,
          ]),
        ),
        commands.filter(({ name }) => name === 'help'),
      )[0];
    expect(named([])).toMatchObject({
      name: 'help',
      name_localizations: { 'en-US': 'help', 'es-419': 'ayuda', 'es-ES': 'ayuda' },
      description_localizations: { 'es-ES': 'Lo que puedes preguntar' },
    });
    expect(named([['es-ES', { command: { help: { description: 'Lo que podéis preguntar' } } }]])).toMatchObject({
      name_localizations: { 'es-419': 'ayuda' },
      description_localizations: { 'es-419': 'Lo que puedes preguntar', 'es-ES': 'Lo que podéis preguntar' },
    });
  });

  it('leaves out a name Discord would refuse, and one that two things would share, rather than fail', () => {
    const quote = commands.filter(({ name }) => name === 'quote');
    const english = { command: everything.own('en-US', 'command.quote.description') };
    expect(english.command).toBeDefined();
    const odd = makeLanguages(['ko'], (text) => text);
    const refused = {
      ...odd,
      own: (code: string, key: string) =>
        code !== 'ko'
          ? odd.own(code, key)
          : ({ 'names.command.quote': '명 대사', 'names.subcommand.quote.today': '대사', 'names.subcommand.quote.find': '대사' }[key] ??
            odd.own(code, key)),
    };
    const [definition] = build(refused, quote);
    expect(definition?.name_localizations).toEqual({ 'en-US': 'quote' });
    const named = (name: string) => definition?.options?.find((option) => option.name === name)?.name_localizations;
    expect([named('today'), named('find'), named('random')]).toEqual([
      { 'en-US': 'today' },
      { 'en-US': 'find' },
      { 'en-US': 'random', ko: 'ko-random' },
    ]);
  });

  it('of a message’s menu has a name with spaces and no description', () => {
    const entry: Command = {
      name: 'Suggest as quote',
      kind: 'message',
      visibility: 'private',
      place: 'any-server',
      answer: () => ({ modal: { custom_id: 'v1|x', title: 'x', components: [] } }),
    };
    const given = buildLanguages(
      new Map<string, Sentences>([
        ['en-US', {}],
        ['ko', { names: { command: { 'Suggest as quote': '명대사로 제안하기' } } }],
      ]),
    );
    expect(buildDefinitions([entry], loadTestContent(), given)).toEqual([
      {
        type: 3,
        name: 'Suggest as quote',
        name_localizations: { 'en-US': 'Suggest as quote', ko: '명대사로 제안하기' },
        integration_types: [0],
        contexts: [0],
      },
    ]);
  });
});
