/** The judge itself: that it lets through what Discord takes and bites where Discord would refuse. */
import { describe, expect, it } from 'vitest';
import { loadContract } from '../support/contract.ts';

const contract = loadContract();

const button = (over: object = {}) => ({ type: 2, style: 2, label: 'Sources', custom_id: 'v1|sources|open|', ...over });
const select = (options: number) => ({
  type: 3,
  custom_id: 'v1|cast|pick|',
  options: Array.from({ length: options }, (_, index) => ({ label: `Person ${index}`, value: `person-${index}` })),
});
const row = (child: object) => ({ type: 1, components: [child] });
const card = (...components: object[]) => ({
  flags: 1 << 15,
  allowed_mentions: { parse: [] },
  components: [{ type: 17, accent_color: 0x9b_59_b6, components: [{ type: 10, content: '## Cast' }, { type: 14 }, ...components] }],
});
const answer = (data: object) => ({ type: 4, data });
const choices = (count: number) => ({
  type: 8,
  data: { choices: Array.from({ length: count }, (_, index) => ({ name: `Person ${index}`, value: `person-${index}` })) },
});

describe('a response', () => {
  it.each([
    ['a card with buttons', answer(card(row(button()), row(select(25))))],
    [
      'a section with a picture',
      answer(
        card({
          type: 9,
          components: [{ type: 10, content: 'text' }],
          accessory: { type: 11, media: { url: 'https://example.org/a.png' }, description: 'alt' },
        }),
      ),
    ],
    ['a plain ephemeral text', answer({ content: 'annyeong', flags: 1 << 6 })],
    ['an update of the message', { type: 7, data: card(row(button())) }],
    ['choices', choices(25)],
    ['no choices', choices(0)],
    ['a pong', { type: 1 }],
    ['a deferral', { type: 5, data: { flags: 1 << 6 } }],
    [
      'a modal',
      {
        type: 9,
        data: {
          custom_id: 'v1|config|time|',
          title: 'When?',
          components: [{ type: 18, label: 'Time', component: { type: 4, custom_id: 't', style: 1 } }],
        },
      },
    ],
  ])('that is %s passes', (_, body) => {
    expect(contract.validateInteractionResponse(body)).toEqual([]);
  });

  it.each([
    ['a type nobody knows', { type: 77 }, '/type must be equal to one of the allowed values'],
    ['a component nobody knows', answer(card(row({ type: 99 }))), '/components/0/type must be equal to one of the allowed values'],
    ['a label of 81 characters', answer(card(row(button({ label: 'x'.repeat(81) })))), 'label must NOT have more than 80 characters'],
    [
      'a custom_id of 101 characters',
      answer(card(row(button({ custom_id: 'x'.repeat(101) })))),
      'custom_id must NOT have more than 100 characters',
    ],
    ['a select of 26 options', answer(card(row(select(26)))), 'options must NOT have more than 25 items'],
    ['26 choices', choices(26), 'choices must NOT have more than 25 items'],
    ['2,001 characters of content', answer({ content: 'x'.repeat(2_001) }), 'content must NOT have more than 2000 characters'],
    [
      "discord.js's spelling",
      answer({ content: 'x', allowedMentions: { parse: [] } }),
      'must NOT have additional properties {"additionalProperty":"allowedMentions"}',
    ],
    ['a button without style', answer(card(row({ type: 2, label: 'x', custom_id: 'x' }))), "must have required property 'style'"],
    [
      'a colour beyond white',
      answer({ flags: 1 << 15, components: [{ type: 17, accent_color: 0x1_00_00_00, components: [{ type: 10, content: 'x' }] }] }),
      'accent_color must be <= 16777215',
    ],
  ])('with %s is refused, and the reason is named', (_, body, reason) => {
    expect(contract.validateInteractionResponse(body).join('\n')).toContain(reason);
  });
});

describe('a registration', () => {
  const command = (over: object = {}) => ({ name: 'cast', description: 'Who plays whom', ...over });
  const option = (over: object = {}) => ({ type: 3, name: 'name', description: 'An actor or a character', ...over });

  it('with options, subcommands, contexts and permissions passes', () => {
    expect(
      contract.validateRegistration([
        command({ type: 1, contexts: [0, 1, 2], integration_types: [0, 1], options: [option({ autocomplete: true })] }),
        command({
          name: 'config',
          default_member_permissions: '32',
          options: [
            {
              type: 1,
              name: 'daily',
              description: 'The daily post',
              options: [{ type: 7, name: 'channel', description: 'Where', channel_types: [0, 5] }],
            },
          ],
        }),
      ]),
    ).toEqual([]);
  });

  it.each([
    ['a name of 33 characters', [command({ name: 'x'.repeat(33) })], 'name must NOT have more than 32 characters'],
    ['a description of 101 characters', [command({ description: 'x'.repeat(101) })], 'description must NOT have more than 100 characters'],
    [
      '26 options',
      [command({ options: Array.from({ length: 26 }, (_, i) => option({ name: `o${i}` })) })],
      'options must NOT have more than 25 items',
    ],
    [
      '26 choices',
      [command({ options: [option({ choices: Array.from({ length: 26 }, (_, i) => ({ name: `n${i}`, value: `v${i}` })) })] })],
      'choices must NOT have more than 25 items',
    ],
    ['an option of no type', [command({ options: [option({ type: 42 })] })], '/options/0/type must be equal to one of the allowed values'],
    [
      'a camelCase field',
      [command({ defaultMemberPermissions: '32' })],
      'must NOT have additional properties {"additionalProperty":"defaultMemberPermissions"}',
    ],
  ])('with %s is refused, and the reason is named', (_, body, reason) => {
    expect(contract.validateRegistration(body).join('\n')).toContain(reason);
  });
});

describe('a daily post', () => {
  it('with a nonce that is enforced passes', () => {
    expect(contract.validateMessagePost({ ...card(row(button())), nonce: '900000000000000001:1122', enforce_nonce: true })).toEqual([]);
  });

  it('with a nonce of 26 characters is refused', () => {
    expect(contract.validateMessagePost({ content: 'x', nonce: 'x'.repeat(26) }).join('\n')).toContain(
      'nonce must NOT have more than 25 characters',
    );
  });
});
