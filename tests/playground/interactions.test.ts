/** From what somebody does at the page to the interaction of Discord's, and back to a line for the terminal. */
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { parseCommand } from '../../src/cli/parse-command.ts';
import { loadLanguages } from '../../src/language/locales.ts';
import { createFileShelf } from '../../src/playground/files.ts';
import { buildAskLine, buildInteraction, UnknownAskError } from '../../src/playground/interactions.ts';
import type { Ask, Definition } from '../../src/playground/protocol.ts';
import { SPECIMEN_DEFINITIONS } from './specimens.ts';

const CONFIG: Definition = {
  id: '930000000000000001',
  name: 'config',
  description: 'Settings',
  options: [
    {
      type: 1,
      name: 'daily',
      description: 'The daily post',
      options: [
        { type: 7, name: 'channel', description: 'Where' },
        { type: 3, name: 'zone', description: 'Zone', autocomplete: true },
      ],
    },
  ],
};

const around = {
  definitions: [CONFIG, ...SPECIMEN_DEFINITIONS],
  findMessage: () => undefined,
  files: createFileShelf(),
  baseUrl: 'http://127.0.0.1:8787',
  nextId: () => '1300000000000000002',
  nowMs: 0,
};

const from = { persona: 'admin', place: 'library', locale: 'en-US' } as const;
const daily = (over: Partial<Extract<Ask, { kind: 'command' }>> = {}): Ask => ({
  ...from,
  kind: 'command',
  name: 'config',
  path: ['daily'],
  options: [{ name: 'channel', value: '910000000000000003' }],
  uploads: {},
  ...over,
});

describe('an interaction', () => {
  it('resolves a picked channel with what the bot may do there', () => {
    const wire = buildInteraction(daily(), around);
    expect(wire.data).toMatchObject({
      name: 'config',
      options: [{ type: 1, name: 'daily', options: [{ type: 7, name: 'channel', value: '910000000000000003' }] }],
      resolved: { channels: { '910000000000000003': { name: 'staff-only', app_permissions: '1024' } } },
    });
  });

  it('comes from a member in a server, from a user in a direct message, and a fan may not manage the server', () => {
    const manage = 1n << 5n;
    const admin = buildInteraction(daily(), around);
    expect((BigInt(admin.member?.permissions ?? 0) & manage) !== 0n).toBe(true);
    const fan = buildInteraction(daily({ persona: 'fan' }), around);
    expect((BigInt(fan.member?.permissions ?? 0) & manage) !== 0n).toBe(false);
    const dm = buildInteraction(daily({ place: 'dm' }), around);
    expect(dm).toMatchObject({ context: 1, user: { global_name: 'Theo' } });
    expect(dm.guild_id).toBeUndefined();
  });

  it('marks the option somebody is typing in', () => {
    const wire = buildInteraction(
      {
        ...from,
        kind: 'suggest',
        name: 'config',
        path: ['daily'],
        options: [{ name: 'zone', value: 'seo' }],
        focused: 'zone',
        uploads: {},
      },
      around,
    );
    expect(wire).toMatchObject({ type: 4, data: { options: [{ options: [{ name: 'zone', value: 'seo', focused: true }] }] } });
  });

  it('carries an attached file by an address on this machine', () => {
    const upload = { name: 'a.json', contentType: 'application/json', base64: Buffer.from('{}').toString('base64') };
    const wire = buildInteraction(
      { ...from, kind: 'command', name: 'specimen', path: [], options: [{ name: 'kind', value: 'file' }], uploads: { paper: upload } },
      around,
    );
    expect(JSON.stringify(wire.data)).toMatch(/"url":"http:\/\/127\.0\.0\.1:8787\/files\/[\w-]{36}\/a\.json"/);
  });

  it('is never built for a command, an option or a message that is not there', () => {
    expect(() => buildInteraction(daily({ name: 'nothing' }), around)).toThrow(UnknownAskError);
    expect(() => buildInteraction(daily({ options: [{ name: 'colour', value: 'red' }] }), around)).toThrow(
      '/config has no option "colour".',
    );
    const press: Ask = { ...from, kind: 'press', messageId: '1', customId: 'v1|cast|page|1', componentType: 2, values: [] };
    expect(() => buildInteraction(press, around)).toThrow('This message is no longer here.');
  });
});

describe('the line for a terminal', () => {
  it('asks the same there, quotes and all', () => {
    const ask: Ask = {
      ...from,
      kind: 'command',
      name: 'quote',
      path: ['find'],
      options: [{ name: 'words', value: "don't run" }],
      locale: 'ko',
      place: 'dm',
      uploads: {},
    };
    expect(buildAskLine(ask)).toBe(String.raw`npx nabi ask '/quote find words: don'\''t run' --locale ko --as admin --dm`);
    const parsed = parseCommand("/quote find words: don't run", commands, { locale: 'ko', isAdmin: true, inDm: true }, loadLanguages());
    expect(parsed).toMatchObject({ ok: true, interaction: { data: { options: [{ name: 'find', options: [{ value: "don't run" }] }] } } });
  });

  it('is not offered for what a terminal cannot do', () => {
    expect(buildAskLine({ ...from, kind: 'press', messageId: '1', customId: 'a', componentType: 2, values: [] })).toBeNull();
  });
});
