/**
 * `npm run pins`: writes the digest of today behind every image and action that is named by a tag, and brings those that are there up
 * to date. What cannot be looked up is left as it is and named; no digest is written that was not answered just now.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const FILES = ['Dockerfile', 'compose.scale.yaml', '.github/workflows/ci.yml', '.github/workflows/release.yml'];
const IMAGE = /^(?<before>FROM |\s+image: )(?<name>[a-z][a-z0-9/-]*):(?<tag>[\w.-]+)(?:@sha256:[0-9a-f]{64})?(?<after>.*)$/gm;
const ACTION = /^(?<before>.*\buses: )(?<name>[\w-]+\/[\w./-]+)@(?<ref>[\w.-]+)(?: # (?<tag>[\w.-]+))?$/gm;
const MANIFEST_TYPES = ['application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json'];
const SHA256 = /^sha256:[0-9a-f]{64}$/;

/** Each gives null where nobody answers. */
export interface Registry {
  /** The digest of all platforms together, `sha256:…`. */
  findImage(name: string, tag: string): Promise<string | null>;
  /** The commit a tag of a repository `owner/name` stands for. */
  findCommit(repository: string, tag: string): Promise<string | null>;
}

/** The text of a file with today's digests, and what stays as it was. */
export async function pinText(text: string, registry: Registry): Promise<{ text: string; left: string[] }> {
  const left: string[] = [];
  let pinned = await replaceAsync(text, IMAGE, async (whole, { before = '', name = '', tag = '', after = '' }) => {
    const digest = await registry.findImage(name, tag);
    if (digest === null) left.push(`${name}:${tag}`);
    return digest === null ? whole : `${before}${name}:${tag}@${digest}${after}`;
  });
  pinned = await replaceAsync(pinned, ACTION, async (whole, { before = '', name = '', ref = '', tag = ref }) => {
    const commit = await registry.findCommit(name.split('/').slice(0, 2).join('/'), tag);
    if (commit === null) left.push(`${name}@${tag}`);
    return commit === null ? whole : `${before}${name}@${commit} # ${tag}`;
  });
  return { text: pinned, left };
}

/** Docker Hub and GitHub. */
const REGISTRY: Registry = {
  async findImage(name, tag) {
    const repository = name.includes('/') ? name : `library/${name}`;
    const access = await ask(`https://auth.docker.io/token?service=registry.docker.io&scope=repository:${repository}:pull`, {});
    if (access === null) return null;
    const { token } = z.object({ token: z.string() }).parse(await access.json());
    const headers = { Authorization: `Bearer ${token}`, Accept: MANIFEST_TYPES.join(', ') };
    const manifest = await ask(`https://registry-1.docker.io/v2/${repository}/manifests/${tag}`, headers);
    const digest = manifest?.headers.get('docker-content-digest') ?? '';
    return SHA256.test(digest) ? digest : null;
  },
  async findCommit(repository, tag) {
    const answer = await ask(`https://api.github.com/repos/${repository}/commits/${tag}`, {
      Accept: 'application/vnd.github+json',
      ...(process.env.GITHUB_TOKEN ? { Authorization: `Bearer ${process.env.GITHUB_TOKEN}` } : {}),
    });
    return answer === null ? null : z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) }).parse(await answer.json()).sha;
  },
};

async function ask(address: string, headers: Record<string, string>): Promise<Response | null> {
  try {
    const answer = await fetch(address, { headers, signal: AbortSignal.timeout(20_000) });
    return answer.ok ? answer : null;
  } catch {
    return null;
  }
}

async function replaceAsync(
  text: string,
  expression: RegExp,
  replace: (whole: string, groups: Partial<Record<string, string>>) => Promise<string>,
): Promise<string> {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(expression)) {
    result += text.slice(end, match.index) + (await replace(match[0], match.groups ?? {}));
    end = match.index + match[0].length;
  }
  return result + text.slice(end);
}

if (import.meta.main) {
  for (const name of FILES) {
    const path = fileURLToPath(new URL(`../${name}`, import.meta.url));
    const before = readFileSync(path, 'utf8');
    const { text, left } = await pinText(before, REGISTRY);
    if (text !== before) writeFileSync(path, text);
    process.stdout.write(`${name}: ${text === before ? 'as it was' : 'has the digests of today'}\n`);
    for (const one of left) process.stdout.write(`  ${one} could not be looked up and stays as it is\n`);
  }
}
