/** `npm run pins`: only what a registry answered is written, and what it did not stays by its tag. */
import { expect, it } from 'vitest';
import { pinText, type Registry } from '../scripts/pins.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const COMMIT = 'b'.repeat(40);
const silent: Registry = { findImage: async () => null, findCommit: async () => null };
const answering: Registry = {
  findImage: async (name, tag) => (name === 'node' && tag === '26-slim' ? DIGEST : null),
  findCommit: async (repository, tag) => (repository === 'actions/cache' && tag === 'v4' ? COMMIT : null),
};

const FILE = `# node:26-slim is what we use
FROM node:26-slim AS base
FROM base AS packages
    image: postgres:17
    image: nabi
      - uses: actions/cache/restore@v4
      - uses: actions/checkout@v4
`;

it('puts a digest behind each tag that was looked up, keeps the tag readable, and names the rest', async () => {
  expect(await pinText(FILE, answering)).toEqual({
    text: FILE.replace('FROM node:26-slim', `FROM node:26-slim@${DIGEST}`).replace('restore@v4', `restore@${COMMIT} # v4`),
    left: ['postgres:17', 'actions/checkout@v4'],
  });
});

it('brings what is pinned up to date, and leaves it where nobody answers', async () => {
  const { text } = await pinText(FILE, answering);
  const older = text.replace(DIGEST, `sha256:${'0'.repeat(64)}`).replace(COMMIT, '0'.repeat(40));
  expect((await pinText(older, answering)).text).toBe(text);
  expect((await pinText(older, silent)).text).toBe(older);
});
