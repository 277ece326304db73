/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Discord's numbers by name. The enums of discord-api-types would bring the whole package into the page; as types they
 * cost nothing and still catch a wrong number.
 */
import type {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';

type Of<Enum, Names extends keyof Enum> = { readonly [Name in Names]: Enum[Name] };

export const ComponentKind: Of<
  typeof ComponentType,
  | 'ActionRow'
  | 'Button'
  | 'StringSelect'
  | 'TextInput'
  | 'UserSelect'
  | 'RoleSelect'
  | 'MentionableSelect'
  | 'ChannelSelect'
  | 'Section'
  | 'TextDisplay'
  | 'Thumbnail'
  | 'MediaGallery'
  | 'File'
  | 'Separator'
  | 'Container'
  | 'Label'
  | 'FileUpload'
  | 'RadioGroup'
  | 'CheckboxGroup'
  | 'Checkbox'
> = {
  ActionRow: 1,
  Button: 2,
  StringSelect: 3,
  TextInput: 4,
  UserSelect: 5,
  RoleSelect: 6,
  MentionableSelect: 7,
  ChannelSelect: 8,
  Section: 9,
  TextDisplay: 10,
  Thumbnail: 11,
  MediaGallery: 12,
  File: 13,
  Separator: 14,
  Container: 17,
  Label: 18,
  FileUpload: 19,
  RadioGroup: 21,
  CheckboxGroup: 22,
  Checkbox: 23,
};

export const Style: Of<typeof ButtonStyle, 'Primary' | 'Secondary' | 'Success' | 'Danger' | 'Link' | 'Premium'> = {
  Primary: 1,
  Secondary: 2,
  Success: 3,
  Danger: 4,
  Link: 5,
  Premium: 6,
};

export const OptionKind: Of<
  typeof ApplicationCommandOptionType,
  | 'Subcommand'
  | 'SubcommandGroup'
  | 'String'
  | 'Integer'
  | 'Boolean'
  | 'User'
  | 'Channel'
  | 'Role'
  | 'Mentionable'
  | 'Number'
  | 'Attachment'
> = {
  Subcommand: 1,
  SubcommandGroup: 2,
  String: 3,
  Integer: 4,
  Boolean: 5,
  User: 6,
  Channel: 7,
  Role: 8,
  Mentionable: 9,
  Number: 10,
  Attachment: 11,
};

export const CommandKind: Of<typeof ApplicationCommandType, 'ChatInput' | 'Message'> = { ChatInput: 1, Message: 3 };

export const Paragraph: Of<typeof TextInputStyle, 'Paragraph'>['Paragraph'] = 2;
