/** What people read of the commands comes from the one list of them, or a test here says what it lacks. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import sentences from '../data/locales/en-US.json' with { type: 'json' };
import { buildDefinitions } from '../src/answer/registry.ts';
import type { Command } from '../src/bot/types.ts';
import { buildTries } from '../src/playground/tries.ts';
import { languages, loadTestContent } from './support/bot.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const typed = commands.filter(({ kind = 'typed' }) => kind === 'typed');
const definitions = buildDefinitions(commands, loadTestContent(), languages);

/** "/cast [name] [title]"; for a command with subcommands "/quote today, random, …". */
function showUsage({ name, options = [], subcommands = [] }: Command): string {
  const [first, ...others] = subcommands.map((subcommand) => subcommand.name);
  if (first !== undefined) return [`\`/${name} ${first}\``, ...others.map((other) => `\`${other}\``)].join(', ');
  return `\`${[`/${name}`, ...options.map((option) => `[${option.name}]`)].join(' ')}\``;
}

function describeCommand({ name }: Command): string {
  const definition = definitions.find((one) => one.name === name);
  if (definition === undefined || !('description' in definition)) throw new Error(`/${name} has no description`);
  return definition.description;
}

describe('the README', () => {
  it('lists the commands as they are registered', async () => {
    const page = read('README.md');
    const [before, after] = ['<!-- commands -->\n', '\n<!-- /commands -->'];
    expect(page).toContain(before);
    const rows = typed.map((command) => `| ${showUsage(command)} | ${describeCommand(command)} |`);
    const table = ['| command | answers |', '| --- | --- |', ...rows].join('\n');
    const drawn = page.slice(0, page.indexOf(before) + before.length) + table + page.slice(page.indexOf(after));
    await expect(drawn).toMatchFileSnapshot('../README.md');
  });
});

describe('docs/admins.md', () => {
  const page = read('docs/admins.md');

  it('speaks of every command and subcommand of those who run a server', () => {
    const paths = typed
      .filter(({ place }) => place === 'server')
      .flatMap(({ name, subcommands }) => subcommands?.map((subcommand) => `/${name} ${subcommand.name}`) ?? [`/${name}`]);
    expect(paths.filter((path) => !page.includes(path))).toEqual([]);
  });
});

describe('docs/commands.md', () => {
  const headings = read('docs/commands.md').match(/^## .+$/gm) ?? [];

  it.each(typed.filter(({ place }) => place !== 'server').map((command) => [command.name, command] as const))(
    'explains /%s under a heading that shows all it takes',
    (name, command) => {
      const heading = headings.filter((line) => line.includes(`\`/${name}`)).join(' ');
      const paths = (command.subcommands ?? []).map((subcommand) => subcommand.name);
      const options = paths.length === 0 ? (command.options ?? []).map((option) => `[${option.name}]`) : [];
      const lacking = [...paths, ...options].filter((part) => !heading.includes(part));
      expect([heading !== '', lacking]).toEqual([true, []]);
    },
  );
});

describe('what is to be pressed', () => {
  const said = new Set(
    [...read('data/locales/en-US.json').matchAll(/"((?:[^"\\]|\\.)*)",?$/gm)].map(([, text = '']) => text.replaceAll('**', '')),
  );
  const DISCORDS = ['Manage Server'];

  it.each(['admins', 'commands', 'terms'])('is called in docs/%s.md as it stands on the button', (page) => {
    // A list's and a paragraph's first words are no button.
    const named = read(`docs/${page}.md`).match(/(?<!^- )\*\*[^*\n]+\*\*/gm) ?? [];
    const labels = named.map((bold) => bold.replaceAll('**', ''));
    expect(labels.filter((label) => !said.has(label) && !DISCORDS.includes(label))).toEqual([]);
  });
});

describe('/help', () => {
  it('has a line for every command that fans can use', () => {
    const silent = typed.filter(({ name, place, help }) => place !== 'server' && name !== 'help' && (help ?? []).length === 0);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});

describe('the playground', () => {
  const registered = definitions.flatMap((definition) => ('description' in definition ? [{ ...definition, id: '1' }] : []));

  it('has something to try of every command that answers with facts', () => {
    const tried = new Set(buildTries(loadTestContent(), registered, sentences.playground).map(({ name }) => name));
    const asked = typed.filter(({ help = [] }) => help.some(({ group }) => group === 'ask'));
    expect(asked.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });
});

describe('SECURITY.md', () => {
  const promises = read('SECURITY.md').split('## What Nabi promises')[1]?.split('\n## ')[0]?.split('\n- **').slice(1) ?? [];

  it('names with each promise a test that holds it and is there', () => {
    expect(promises.length).toBeGreaterThan(12);
    const named = promises.map((promise) => [promise.split('**')[0], promise.match(/tests\/[\w/-]+\.test\.ts/g) ?? []] as const);
    expect(named.filter(([, files]) => files.length === 0)).toEqual([]);
    expect(named.flatMap(([, files]) => files).filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
