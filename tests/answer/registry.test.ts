import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { buildDefinitions } from '../../src/answer/registry.ts';
import { buildLanguages, type Sentences } from '../../src/language/locale.ts';
import { DRAMA, FILM, languages, loadTestContent } from '../support/bot.ts';
import { findCommandProblems } from '../support/command-rules.ts';

const build = () => buildDefinitions(commands, loadTestContent(), languages);
const definitionOf = (name: string) => build().find((definition) => definition.name === name);
const optionsOf = (name: string, sub?: string) => {
  const definition = definitionOf(name);
  const options: readonly { readonly name: string; readonly options?: unknown }[] =
    (definition && 'options' in definition && definition.options) || [];
  const own = sub === undefined ? options : (options.find((option) => option.name === sub)?.options ?? []);
  return Array.isArray(own) ? own.map((option: { name: string }) => option.name) : [];
};

describe('the commands as Discord registers them', () => {
  it('are ones Discord takes', () => {
    expect(findCommandProblems(build())).toEqual([]);
  });

  it('have the names and options that were promised', () => {
    expect(optionsOf('cast')).toEqual(expect.arrayContaining(['name', 'title']));
    expect(optionsOf('awards')).toEqual(expect.arrayContaining(['who', 'ceremony', 'year', 'result', 'title']));
    expect(optionsOf('season2')).toContain('title');
    expect(optionsOf('quote')).toEqual(expect.arrayContaining(['today', 'random', 'find']));
    expect(optionsOf('quote', 'find')).toEqual(expect.arrayContaining(['words', 'speaker', 'theme']));
    expect(optionsOf('episodes')).toEqual(expect.arrayContaining(['number', 'title']));
    expect(optionsOf('config')).toEqual(expect.arrayContaining(['daily', 'show', 'reset']));
    expect(optionsOf('config', 'daily')).toEqual(expect.arrayContaining(['channel', 'time', 'zone', 'enabled']));
    for (const name of ['about', 'sources', 'help']) expect(definitionOf(name)).toBeDefined();
  });

  it('ask for a title by the ids of the packs', () => {
    expect(JSON.stringify(definitionOf('cast'))).toContain(`"value":"${DRAMA}"`);
    expect(JSON.stringify(definitionOf('about'))).toContain(`"value":"${FILM}"`);
  });

  it('work everywhere when they tell facts: servers, direct messages, brought along', () => {
    for (const name of ['cast', 'awards', 'season2', 'quote', 'about', 'episodes', 'sources', 'help']) {
      expect(definitionOf(name)).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
      expect(definitionOf(name)?.default_member_permissions).toBeUndefined();
    }
  });

  it('are for servers and Manage Server when they set something', () => {
    expect(definitionOf('config')).toMatchObject({ contexts: [0], integration_types: [0], default_member_permissions: String(1 << 5) });
  });

  it('are the same each time, so that nothing is registered anew without a reason', () => {
    expect(JSON.stringify(build())).toBe(JSON.stringify(build()));
  });

  it('carry each language’s own descriptions, and no English ones under its name', () => {
    const catalogs: readonly (readonly [string, Sentences])[] = [
      ['en-US', { command: { help: { description: 'What you can ask' } } }],
      ['ko', { command: { help: { description: '물어볼 수 있는 것' } } }],
      ['ja', {}],
    ];
    const two = buildLanguages(new Map(catalogs));
    const help = commands.filter(({ name }) => name === 'help');
    expect(buildDefinitions(help, loadTestContent(), two)[0]).toMatchObject({
      description: 'What you can ask',
      description_localizations: { ko: '물어볼 수 있는 것' },
    });
  });

  it('cannot be built without a sentence to describe them', () => {
    expect(() => buildDefinitions(commands, loadTestContent(), buildLanguages(new Map([['en-US', {}]])))).toThrow(
      'command.ask.description',
    );
  });
});
