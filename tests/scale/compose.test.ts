/** compose.scale.yaml says what the code says, and grants no container more than the one of compose.yaml. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { findUnknownNames, readEnv } from '../../src/env.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const Service = z.looseObject({
  environment: z.record(z.string(), z.string()),
  healthcheck: z.looseObject({ test: z.array(z.string()).default([]) }),
  profiles: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  tmpfs: z.array(z.string()).default([]),
});
type Service = z.infer<typeof Service>;

const { services } = z.object({ services: z.record(z.string(), Service) }).parse(parse(read('compose.scale.yaml'), { merge: true }));
const single = z.object({ services: z.object({ nabi: z.looseObject({ healthcheck: z.unknown() }) }) }).parse(parse(read('compose.yaml')))
  .services.nabi;

function service(name: string): Service {
  const found = services[name];
  if (found === undefined) throw new Error(`there is no service ${name}`);
  return found;
}

const REPLICAS = ['web-1', 'web-2', 'worker-1', 'worker-2'];

describe('compose.scale.yaml', () => {
  it('has two that answer, two that post, their database, and one way in', () => {
    const started = Object.entries(services).filter(([, { profiles }]) => profiles.length === 0);
    expect(started.map(([name]) => name).sort()).toEqual([...REPLICAS, 'balancer', 'postgres'].sort());
    const open = Object.entries(services).filter(([, { ports }]) => ports.length > 0);
    expect(open.map(([name, { ports }]) => [name, ports])).toEqual([['balancer', ['80:80', '443:443']]]);
  });

  it.each(REPLICAS)('gives %s an environment it starts with', (name) => {
    const environment = Object.fromEntries(
      Object.entries(service(name).environment).map(([key, value]) => [key, value.replace(/\$\{POSTGRES_PASSWORD:[^}]*\}/, 'abc123')]),
    );
    const started = readEnv({ DISCORD_TOKEN: 'a.fake.token', ...environment });
    expect(started).toMatchObject({
      ok: true,
      env: {
        role: name.split('-')[0],
        transport: 'http',
        host: '0.0.0.0',
        databaseUrl: 'postgres://nabi:abc123@postgres:5432/nabi',
        home: '/var/lib/nabi',
      },
    });
  });

  it('asks for nothing in .env that a start or the doctor would call unknown', () => {
    const asked = [...read('compose.scale.yaml').matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name);
    expect(asked).toContain('NABI_DOMAIN');
    expect(findUnknownNames(Object.fromEntries(asked.map((name) => [name, 'nabi.example.org'])))).toEqual([]);
  });

  it('lets no container write outside its own, gain rights or run as root without need', () => {
    for (const [name, one] of Object.entries(services)) {
      expect(one, name).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
      expect(one.mem_limit, name).toMatch(/^\d+[mg]$/);
      if (one.profiles.length === 0) expect(one.healthcheck.test.length, name).toBeGreaterThan(1);
    }
    expect(
      Object.entries(services)
        .filter(([, one]) => one.user === undefined || one.cap_add !== undefined)
        .map(([name]) => name),
    ).toEqual(['balancer']);
    for (const name of REPLICAS) {
      const { volumes, tmpfs, healthcheck, user, restart, stop_grace_period } = service(name);
      expect(volumes).toEqual([]);
      expect(tmpfs.some((mount) => mount.startsWith('/var/lib/nabi:'))).toBe(true);
      expect({ healthcheck, user, restart, stop_grace_period }).toEqual({
        healthcheck: single.healthcheck,
        user: single.user,
        restart: single.restart,
        stop_grace_period: single.stop_grace_period,
      });
    }
  });

  it('finds the state of compose.yaml where that keeps it, and puts it into its own database', () => {
    const { volumes, entrypoint, command, environment, restart } = service('move');
    expect(volumes).toEqual(single.volumes);
    expect(environment.DATABASE_URL).toBe(service('worker-1').environment.DATABASE_URL);
    expect(environment.NABI_HOME).toBe('/tmp');
    expect({ entrypoint, command, restart }).toEqual({
      entrypoint: ['nabi'],
      command: ['import-state', '/var/lib/nabi/move.jsonl'],
      restart: 'no',
    });
  });

  it('sends to both replicas what Discord calls, and nothing else to anybody', () => {
    const caddy = read('scripts/Caddyfile');
    const { NABI_PORT: port } = service('web-1').environment;
    expect(caddy).toContain(`reverse_proxy web-1:${port} web-2:${port} {`);
    expect(caddy).toMatch(/@discord \{\s+method POST\s+path \/interactions \/interactions\/ \/events\s+\}/);
    expect(caddy).toMatch(/request_body \{\s+max_size 256KB\s+\}/);
    expect(caddy).toMatch(/handle \{\s+respond 404\s+\}/);
    expect(service('balancer').volumes).toContain('./scripts/Caddyfile:/etc/caddy/Caddyfile:ro');
  });
});
