/** The lists of words in data/ are YAML for people; what they say is kept for the next start. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { makeOwnFolder } from './support/folder.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const HEAR = `
  const { createRequire } = await import('node:module');
  const { loadCare } = await import('./src/care/load.ts');
  const heard = loadCare().listener.hear(['I want to die', '죽고 싶어'])?.intensity;
  const isYamlLoaded = Object.keys(createRequire('${ROOT}package.json').cache).some((file) => file.includes('/yaml/'));
  console.log(JSON.stringify({ heard, isYamlLoaded }));
`;

let cache: string;

beforeEach(() => {
  cache = makeOwnFolder();
});

function hear(env: Readonly<Record<string, string>> = { NODE_COMPILE_CACHE: cache }): unknown {
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', HEAR], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  });
  return JSON.parse(stdout);
}

const listKept = (): readonly string[] =>
  readdirSync(cache, { recursive: true, encoding: 'utf8' })
    .filter((name) => /care-.*\.kept$/.test(name))
    .map((name) => join(cache, name));

test('what the lists say is the same whether they were read before or not, and the second time no YAML is', () => {
  expect(hear()).toEqual({ heard: 'high', isYamlLoaded: true });
  expect(listKept()).toHaveLength(6);
  expect(hear()).toEqual({ heard: 'high', isYamlLoaded: false });
});

test('what was kept and is not as it was written is not believed but replaced', () => {
  hear();
  const whole = listKept().map((file) => readFileSync(file, 'utf8'));
  const damages = [
    (text: string) => text.replace('suicid', 'suicit'),
    (text: string) => text.slice(0, text.length / 2),
    (text: string) => `0${text.slice(1)}`,
    () => '',
  ];
  for (const [index, file] of listKept().entries()) {
    const text = whole[index] ?? '';
    writeFileSync(file, damages[index % damages.length]?.(text) ?? text);
  }
  expect(hear()).toEqual({ heard: 'high', isYamlLoaded: true });
  expect(listKept().map((file) => readFileSync(file, 'utf8'))).toEqual(whole);
});

test('where nothing can be kept the lists are read all the same', () => {
  expect(hear({})).toEqual({ heard: 'high', isYamlLoaded: true });
  expect(hear({ NODE_COMPILE_CACHE: '/dev/null/nowhere' })).toEqual({ heard: 'high', isYamlLoaded: true });
});
