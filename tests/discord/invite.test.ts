import { describe, expect, it } from 'vitest';
import { buildInviteUrl } from '../../src/discord/invite.ts';

const VIEW_SEND_EMBED_ATTACH_THREADS = (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 38n);

function permissionsOf(url: string): bigint {
  return BigInt(new URL(url).searchParams.get('permissions') ?? '-1');
}

describe('the invite link', () => {
  it('asks for the five permissions the work needs and for both scopes', () => {
    const url = new URL(buildInviteUrl('800000000000000001'));
    expect(`${url.origin}${url.pathname}`).toBe('https://discord.com/oauth2/authorize');
    expect(url.searchParams.get('client_id')).toBe('800000000000000001');
    expect(url.searchParams.get('scope')?.split(' ').sort()).toEqual(['applications.commands', 'bot']);
    expect(permissionsOf(url.href)).toBe(VIEW_SEND_EMBED_ATTACH_THREADS);
  });

  it.each([
    ['threads', { threads: true }, 1n << 35n],
    ['a role to ping', { pingRole: true }, 1n << 17n],
    ['pins', { pin: true }, 1n << 51n],
    ['a look at what was posted', { readHistory: true }, 1n << 16n],
  ])('adds one permission for %s and no other', (_, extras, bit) => {
    expect(permissionsOf(buildInviteUrl('800000000000000001', extras))).toBe(VIEW_SEND_EMBED_ATTACH_THREADS | bit);
  });
});
