/**
 * Replies of every kind Discord has, most of which Nabi does not give (yet), for a page that must draw them all. They are
 * asked for as /specimen and answered in front of the bot.
 */
import {
  type APIInteraction,
  type APIInteractionResponse,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonStyle,
  ChannelType,
  ComponentType,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  TextInputStyle,
} from 'discord-api-types/v10';
import type { Definition } from '../../src/playground/protocol.ts';
import type { FollowUps } from '../../src/playground/timeline.ts';

const KINDS = ['everything', 'markdown', 'embed', 'selects', 'modal', 'thinking', 'too-long', 'file'] as const;

export const SPECIMEN_DEFINITIONS: readonly Definition[] = [
  {
    id: '940000000000000001',
    name: 'specimen',
    description: 'A reply of a kind',
    type: ApplicationCommandType.ChatInput,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'kind',
        description: 'Which kind',
        required: true,
        choices: KINDS.map((kind) => ({ name: kind, value: kind })),
      },
      { type: ApplicationCommandOptionType.User, name: 'who', description: 'Somebody' },
      { type: ApplicationCommandOptionType.Role, name: 'role', description: 'A role' },
      { type: ApplicationCommandOptionType.Boolean, name: 'loud', description: 'Yes or no' },
      { type: ApplicationCommandOptionType.Attachment, name: 'paper', description: 'A file' },
    ],
  },
];

const V2 = MessageFlags.IsComponentsV2;
const text = (content: string) => ({ type: ComponentType.TextDisplay as const, content });

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#6f5b9a"/><circle cx="160" cy="90" r="54" fill="#eaa761"/></svg>';

export const MARKDOWN = [
  '# A first heading',
  '## A second with **bold** and 나비 🦋',
  'A line with *emphasis*, __underline__, ~~strike~~, `code` and a [link](https://example.org/a).',
  'A [bad link](javascript:alert(1)) stays words. <b>Tags</b> are words too.',
  'Somebody hid ||a spoiler with **bold** words that is long enough to break over several lines of a narrow page|| here.',
  '- one',
  '- two',
  '  - inside two',
  '1. first',
  '2. second',
  '> a quoted line',
  '> -# small inside the quote',
  '-# Small print with <t:1795226400:F> and <t:1795226400:R>',
  'Mentions: <@700000000000000001>, <#910000000000000002>, <@&920000000000000001>, </quote today:930000000000000003>',
  '```ts\nconst a = 1;\n```',
].join('\n');

/** Answers a specimen; null for everything that is the bot's own business. */
export async function answerSpecimen(interaction: APIInteraction, followUps: FollowUps): Promise<APIInteractionResponse | null> {
  if (interaction.type === InteractionType.ApplicationCommand) {
    if (interaction.data.name !== 'specimen') return null;
    const wire = JSON.stringify(interaction.data);
    const kind = KINDS.find((candidate) => wire.includes(`"value":"${candidate}"`));
    return kind === undefined ? null : answerKind(kind, interaction, followUps);
  }
  if (interaction.type === InteractionType.MessageComponent && interaction.data.custom_id.startsWith('specimen')) {
    if (interaction.data.custom_id === 'specimen-modal') return openModal();
    const values = 'values' in interaction.data ? interaction.data.values.join(', ') : '';
    return say(InteractionResponseType.UpdateMessage, `Pressed ${interaction.data.custom_id} ${values}`.trim());
  }
  if (interaction.type === InteractionType.ModalSubmit && interaction.data.custom_id === 'specimen-form') {
    return say(
      InteractionResponseType.ChannelMessageWithSource,
      `Received \`${JSON.stringify(interaction.data.components).replaceAll('`', '')}\``,
    );
  }
  return null;
}

function say(
  type: InteractionResponseType.ChannelMessageWithSource | InteractionResponseType.UpdateMessage,
  content: string,
): APIInteractionResponse {
  return { type, data: { flags: V2, components: [text(content)] } };
}

async function answerKind(
  kind: (typeof KINDS)[number],
  interaction: APIInteraction,
  followUps: FollowUps,
): Promise<APIInteractionResponse | null> {
  const type = InteractionResponseType.ChannelMessageWithSource;
  switch (kind) {
    case 'markdown':
      return { type, data: { content: MARKDOWN } };
    case 'everything':
      return { type, data: { flags: V2, components: buildEverything() } };
    case 'selects':
      return { type, data: { content: 'Choose.', components: buildSelects() } };
    case 'too-long':
      return {
        type,
        data: {
          content: `Far ${'too '.repeat(520)}long`,
          components: [
            {
              type: ComponentType.ActionRow,
              components: [{ type: ComponentType.Button, style: ButtonStyle.Primary, label: 'L'.repeat(90), custom_id: 'specimen' }],
            },
          ],
        },
      };
    case 'modal':
      return openModal();
    case 'embed':
      return {
        type,
        data: {
          flags: MessageFlags.Ephemeral,
          embeds: [
            {
              author: { name: 'An author' },
              title: 'An **embed**',
              url: 'https://example.org/',
              description: 'Words with ||something hidden||.',
              color: 0xc8702a,
              fields: [
                { name: 'Left', value: 'one', inline: true },
                { name: 'Right', value: 'two', inline: true },
                { name: 'Below', value: '- a\n- b' },
              ],
              thumbnail: { url: 'https://example.org/picture.png' },
              footer: { text: 'A footer' },
              timestamp: '2026-11-22T09:00:00.000Z',
            },
          ],
        },
      };
    case 'thinking': {
      setTimeout(() => followUps.editOriginal(interaction.token, { content: 'Thought it over.' }), 250);
      return { type: InteractionResponseType.DeferredChannelMessageWithSource };
    }
    case 'file': {
      const card = {
        flags: V2,
        components: [
          {
            type: ComponentType.MediaGallery as const,
            items: [{ media: { url: 'attachment://card.svg' }, description: 'A moon over hills' }],
          },
          { type: ComponentType.File as const, file: { url: 'attachment://settings.json' } },
        ],
      };
      const files = [
        { name: 'card.svg', bytes: Buffer.from(PICTURE) },
        { name: 'settings.json', bytes: Buffer.from('{}') },
      ];
      setTimeout(() => followUps.editOriginal(interaction.token, card, files), 20);
      return { type: InteractionResponseType.DeferredChannelMessageWithSource };
    }
  }
}

function buildEverything() {
  const button = (
    style: ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Success | ButtonStyle.Danger,
    label: string,
    disabled = false,
  ) => ({
    type: ComponentType.Button as const,
    style,
    label,
    disabled,
    custom_id: `specimen-${label.toLowerCase()}`,
  });
  return [
    text('Above the card'),
    {
      type: ComponentType.Container as const,
      accent_color: 0x6f5b9a,
      components: [
        {
          type: ComponentType.Section as const,
          components: [text('### A section\nWith a picture beside it.')],
          accessory: {
            type: ComponentType.Thumbnail as const,
            media: { url: 'https://example.org/poster.png' },
            description: 'A poster of two people',
          },
        },
        { type: ComponentType.Separator as const, divider: true, spacing: 2 as const },
        {
          type: ComponentType.Section as const,
          components: [text('A section with a button.')],
          accessory: { type: ComponentType.Button as const, style: ButtonStyle.Link as const, label: 'Read', url: 'https://example.org/' },
        },
        {
          type: ComponentType.MediaGallery as const,
          items: [
            { media: { url: 'https://example.org/1.png' }, description: 'One' },
            { media: { url: 'https://example.org/2.png' }, description: 'Two', spoiler: true },
          ],
        },
        {
          type: ComponentType.ActionRow as const,
          components: [
            button(ButtonStyle.Primary, 'Primary'),
            button(ButtonStyle.Secondary, 'Secondary'),
            button(ButtonStyle.Success, 'Success'),
            button(ButtonStyle.Danger, 'Danger'),
            button(ButtonStyle.Secondary, 'Disabled', true),
          ],
        },
        {
          type: ComponentType.ActionRow as const,
          components: [
            {
              type: ComponentType.Button as const,
              style: ButtonStyle.Primary as const,
              label: 'Open the form',
              emoji: { name: '🦋' },
              custom_id: 'specimen-modal',
            },
          ],
        },
      ],
    },
    { type: ComponentType.Container as const, spoiler: true, components: [text('A hidden card')] },
  ];
}

function buildSelects() {
  const row = <Select>(select: Select) => ({ type: ComponentType.ActionRow as const, components: [select] });
  return [
    row({
      type: ComponentType.StringSelect as const,
      custom_id: 'specimen-text',
      placeholder: 'A text',
      options: [
        { label: 'First', value: 'first', description: 'the first one' },
        { label: 'Second', value: 'second' },
      ],
    }),
    row({
      type: ComponentType.StringSelect as const,
      custom_id: 'specimen-many',
      placeholder: 'Several texts',
      min_values: 1,
      max_values: 2,
      options: ['one', 'two', 'three'].map((value) => ({ label: value, value })),
    }),
    row({ type: ComponentType.UserSelect as const, custom_id: 'specimen-user' }),
    row({ type: ComponentType.RoleSelect as const, custom_id: 'specimen-role' }),
    row({ type: ComponentType.ChannelSelect as const, custom_id: 'specimen-channel', channel_types: [ChannelType.GuildText as const] }),
  ];
}

function openModal(): APIInteractionResponse {
  return {
    type: InteractionResponseType.Modal,
    data: {
      custom_id: 'specimen-form',
      title: 'Suggest a line',
      components: [
        text('A line that helped you, in its own words.'),
        {
          type: ComponentType.Label,
          label: 'The line',
          description: 'As it is said',
          component: { type: ComponentType.TextInput, style: TextInputStyle.Paragraph, custom_id: 'line', min_length: 4, max_length: 300 },
        },
        {
          type: ComponentType.Label,
          label: 'Who says it',
          component: {
            type: ComponentType.TextInput,
            style: TextInputStyle.Short,
            custom_id: 'who',
            required: false,
            placeholder: 'A name',
          },
        },
        {
          type: ComponentType.Label,
          label: 'Tone',
          component: {
            type: ComponentType.RadioGroup,
            custom_id: 'tone',
            options: [
              { label: 'Gentle', value: 'gentle', description: 'It comforts' },
              { label: 'Firm', value: 'firm', default: true },
            ],
          },
        },
        {
          type: ComponentType.Label,
          label: 'Where it belongs',
          component: { type: ComponentType.ChannelSelect, custom_id: 'where', required: false },
        },
      ],
    },
  };
}
