/**
 * Every answer Nabi gives, as far as it can be walked: each command and subcommand for each title with a table of
 * options, and then every button, page and select option of what came back, each once.
 */
import type { APIInteractionResponse } from 'discord-api-types/v10';
import { z } from 'zod';
import { commands } from '../../commands/index.ts';
import type { OptionSpec } from '../../src/bot/types.ts';
import type { Content } from '../../src/content/types.ts';
import { type Bot, DRAMA, FILM, type Reply } from './bot.ts';
import { BOT_PERMISSIONS, type CommandCall, GUILD_ID, type OptionValue, type PressCall, type Surroundings } from './interactions.ts';

export interface Exchange {
  /** As a person would write it down: "/cast name: gang tae", then "→ v1|cast|list|…" for each press. */
  readonly call: string;
  /** Of the interaction: 2 a command, 3 a press, 4 typing, 5 a form that was sent. */
  readonly type: 2 | 3 | 4 | 5;
  readonly response: APIInteractionResponse;
  readonly reply: Reply;
}

export interface Walk {
  /** Where and by whom it is asked; a fan in a server when absent. */
  readonly surroundings?: Surroundings;
  /** Only these commands; all when absent. */
  readonly only?: readonly string[];
  /** Whether what came back is pressed too, to the end; `public`: only what all can see. */
  readonly follow?: boolean | 'public';
  /** What leads to a command that is not asked here is left to whoever asks that one. */
  readonly stays?: boolean;
  /** A row or two of each table; everybody's card all the same. */
  readonly brief?: boolean;
  /** Whether choices are asked for too; they are when absent. */
  readonly typing?: boolean;
  /** Of so many calls, and of so many things that can be pressed, one; all when absent. */
  readonly oneOf?: number;
}

const TITLES: readonly (string | undefined)[] = [undefined, DRAMA, FILM, "It's okay", 'Sky Castle'];

/** What people type where a name is asked for, besides names. */
const ODD_NAMES = [
  '   ',
  "It's okay",
  'a',
  'kim',
  'nurse',
  'writer',
  'mother',
  "moon-young's mother",
  'head nurse mother',
  '문',
  '😀',
  'Zzyzx',
];

/** What is typed while Discord asks for choices. */
const TYPED = [
  '',
  ' ',
  'g',
  'mo',
  'gang tae',
  'ㄱ',
  '문',
  'jang young',
  'writer',
  'nurse',
  'mother',
  '1',
  '13',
  'seoul',
  'EST',
  'peace',
  '🦋',
  '@everyone',
];

/** A walk far longer than Nabi's content could make it is a circle that grows. */
const MOST_EXCHANGES = 8_000;

/** Asks everything and follows what comes back. */
export async function askEverything(bot: Bot, content: Content, walk: Walk = {}): Promise<readonly Exchange[]> {
  const { surroundings = {}, only, follow = true, stays = false, brief = false, typing = true, oneOf = 1 } = walk;
  const exchanges: Exchange[] = [];
  const keep = (call: string, type: Exchange['type'], reply: Reply): Exchange => {
    const exchange = { call, type, response: reply.response, reply };
    exchanges.push(exchange);
    if (exchanges.length > MOST_EXCHANGES) throw new Error(`the walk does not end; it is at: ${call}`);
    return exchange;
  };
  const sample = <Item>(items: readonly Item[]): readonly Item[] => items.filter((_, index) => index % oneOf === 0);
  for (const call of sample(listCalls(content, brief))) {
    if (only !== undefined && !only.includes(call.name)) continue;
    keep(describeCall(call), 2, await bot.ask({ ...surroundings, ...call }));
  }
  for (const call of sample(typing ? listTyping() : [])) {
    if (only !== undefined && !only.includes(call.name)) continue;
    keep(`typing ${call.focused} in ${describeCall(call)}`, 4, await bot.suggest({ ...surroundings, ...call }));
  }
  let possible = 0;
  const isPressed = (customId: string): boolean => {
    if (stays && only !== undefined && !only.includes(commandOf(customId))) return false;
    possible += 1;
    return possible % oneOf === 0;
  };
  if (follow) await followPresses(bot, surroundings, exchanges, keep, isPressed, follow === 'public');
  return exchanges;
}

async function followPresses(
  bot: Bot,
  surroundings: Surroundings,
  exchanges: readonly Exchange[],
  keep: (call: string, type: 3 | 5, reply: Reply) => Exchange,
  isPressed: (customId: string) => boolean,
  publicOnly: boolean,
): Promise<void> {
  const pressed = new Set<string>();
  // The list grows while it is walked: what a press brings is pressed in its turn.
  for (const { call, type: asked, reply } of exchanges) {
    if (publicOnly && (reply.isPrivate || reply.form !== undefined)) continue;
    const messageFlags = (reply.isPlain ? 0 : 1 << 15) | (reply.isPrivate ? 1 << 6 : 0);
    const start = call.split(' → ')[0] ?? call;
    for (const { customId, said, type, act } of reply.form === undefined
      ? listPresses(bot, reply)
      : listSubmits(bot, reply.form, asked === 2)) {
      if (tellsProgress(customId, said) || !isPressed(customId)) continue;
      const key = `${onceOfAKind(customId)} ${said} ${reply.isPrivate}`;
      if (pressed.has(key)) continue;
      pressed.add(key);
      keep(`${start} → ${customId}${said}`, type, await act({ ...surroundings, customId, messageFlags, shown: readShown(reply) }));
    }
  }
}

/** On the way to what was asked, how far somebody is: whoever walks has said that once, or has not. */
function tellsProgress(customId: string, said: string): boolean {
  const [, whom, episode] = customId.split('|');
  return whom === 'me' && (episode !== '?' || said !== '');
}

/** The command whose press this is, also where somebody first says how far they are. */
function commandOf(customId: string): string {
  const [, whom = '', , first = ''] = customId.split('|');
  if (whom !== 'me' && whom !== 'all') return whom;
  return first.replace(/^[/+]/, '').replace(/ .*$/, '');
}

/** What asks the same again is pressed once of each kind of page, not on each: it leads where the walk has been. */
function onceOfAKind(customId: string): string {
  const [version, whom, said, first = '', ...rest] = customId.split('|');
  // With another score a question is the same one.
  if (whom === 'quiz') return customId.replace(/\|[0-9a-z]+(?:\.[0-9a-z]+){4}$/, '');
  if (whom !== 'me' && whom !== 'all') return customId;
  const action = first.startsWith('/') ? '' : rest[first.startsWith('+') ? 1 : 0];
  return [version, whom, said, first, action].join('|');
}

/** One thing that can be done with what came back. */
interface Step {
  readonly customId: string;
  readonly said: string;
  readonly type: 3 | 5;
  readonly act: (press: PressCall) => Promise<Reply>;
}

/** Channels and roles that differ in what the bot may do with them; @everyone has the server's id. */
const PICKED_CHANNELS = [
  { id: '910000000000000009' },
  { id: '910000000000000008', appPermissions: '0' },
  { id: '910000000000000007', type: 2 },
];
const PICKED_ROLES = [{ id: '920000000000000001' }, { id: '920000000000000002', mentionable: false }, { id: GUILD_ID }];

function listPresses(bot: Bot, reply: Reply): readonly Step[] {
  const press = (customId: string, said: string, act: Step['act']): Step => ({ customId, said, type: 3, act });
  return [
    ...reply.buttons.filter(({ disabled }) => !disabled).map(({ customId }) => press(customId, '', (call) => bot.press(call))),
    ...reply.selects.flatMap(({ customId, values }) =>
      values.map((value) => press(customId, ` = ${value}`, (call) => bot.choose({ ...call, values: [value] }))),
    ),
    ...reply.pickers.flatMap(({ customId, type }) =>
      type === 8
        ? PICKED_CHANNELS.map((chosen) => press(customId, ` = #${chosen.id}`, (call) => bot.pickChannel({ ...call, chosen })))
        : PICKED_ROLES.map((chosen) => press(customId, ` = @${chosen.id}`, (call) => bot.pickRole({ ...call, chosen }))),
    ),
  ];
}

/** What is written into the fields of forms, by their ids. */
const FILLED_IN: Readonly<Record<string, readonly string[]>> = {
  time: ['9pm', '25:10'],
  zone: ['Seoul', 'EST', 'Atlantis', 'Europe/Riga'],
  days: ['weekend', 'someday'],
  episode: ['3', '99', 'the last'],
  json: [
    '{"nabi_settings":1,"reply_style":"plain","care_text":"We are `here`."}',
    '{"nabi_settings":1,"daily":{"time":"25:10"},"mistake":1}',
    'hello',
  ],
};

/** The form as it is, and with one field at a time filled in otherwise. */
function listSubmits(bot: Bot, form: NonNullable<Reply['form']>, isFromCommand: boolean): readonly Step[] {
  const submit = (changed: Readonly<Record<string, string>>): Step => ({
    customId: form.customId,
    said: ` with ${JSON.stringify(changed)}`,
    type: 5,
    act: (call) => bot.submit({ ...call, isFromCommand, customId: form.customId, fields: { ...form.fields, ...changed } }),
  });
  const odd = Object.keys(form.fields).flatMap((id) =>
    (FILLED_IN[id] ?? ['something', '  ', '나비']).map((value) => submit({ [id]: value })),
  );
  return [submit({}), ...odd];
}

const Shown = z.object({ content: z.string().default(''), components: z.array(z.unknown()).default([]) });

/** The message as Discord sends it back with a press. */
function readShown({ response }: Reply): NonNullable<PressCall['shown']> {
  return Shown.parse('data' in response && response.data !== undefined ? response.data : {});
}

/** Every command with every row of its options' tables, one option varied at a time and each with each title. */
export function listCalls(content: Content, brief = false): readonly CommandCall[] {
  const calls = commands.flatMap((command): CommandCall[] => {
    const subs = command.subcommands ?? [{ name: undefined, options: command.options ?? [] }];
    return subs.flatMap((sub) => {
      const base = { name: command.name, ...(sub.name === undefined ? {} : { subcommand: sub.name }) };
      const titled = sub.options.some(({ name }) => name === 'title') ? TITLES : [undefined];
      return titled.flatMap((title) => {
        const fixed = title === undefined ? {} : { title };
        const varied = sub.options
          .filter(({ name }) => name !== 'title')
          .flatMap((spec) => {
            // A title that only asks which is meant, or is unknown, answers every name alike.
            const isClear = title === undefined || content.title(title) !== undefined;
            return listValues(content, spec, title, brief || !isClear).map((value) => ({
              ...base,
              options: { ...fixed, [spec.name]: value },
            }));
          });
        return [{ ...base, options: fixed }, ...varied];
      });
    });
  });
  // The combinations set the server up, so that the settings varied after them are saved and not only asked back.
  return [...listCombinations(), ...calls, { name: 'no-such-command' }];
}

/** Options that mean something only together. */
function listCombinations(): readonly CommandCall[] {
  const channels = (appPermissions = BOT_PERMISSIONS, type = 0) => ({ channel: { id: '910000000000000009', appPermissions, type } });
  const daily = (options: Readonly<Record<string, OptionValue>>, at = channels()): CommandCall => ({
    name: 'config',
    subcommand: 'daily',
    options,
    channels: at,
  });
  return [
    { name: 'awards', options: { who: 'kim-soo-hyun', ceremony: 'zzz', year: 2021, result: 'won' } },
    { name: 'awards', options: { who: 'kim-soo-hyun', year: 1999, result: 'won' } },
    { name: 'awards', options: { year: 2021, result: 'nominated' } },
    { name: 'quote', subcommand: 'find', options: { words: 'heart', theme: 'peace', speaker: 'moon-gang-tae' } },
    daily({}),
    daily({ time: '25:10', zone: 'Asia/Seoul' }),
    daily({ time: '9pm', zone: 'Asia/Seoul' }),
    daily({ time: '21:00', zone: 'EST' }),
    daily({ time: '21:00', zone: 'Seoul' }),
    daily({ time: '21:00', zone: 'Nowhere at all' }),
    daily({ time: '21:00', zone: 'Europe/Riga' }, channels('0')),
    daily({ time: '21:00', zone: 'Europe/Riga' }, channels(BOT_PERMISSIONS, 11)),
    daily({ time: '21:00', zone: 'Europe/Riga' }, channels(BOT_PERMISSIONS, 2)),
    daily({ enabled: false }),
    daily({ enabled: true, time: '21:00', zone: 'Europe/Riga', days: 'weekend', tone: 'gentle', thread: true, crosspost: true }),
  ];
}

function listTyping() {
  return commands.flatMap((command) => {
    const subs = command.subcommands ?? [{ name: undefined, options: command.options ?? [] }];
    return subs.flatMap((sub) =>
      sub.options
        .filter((option) => 'suggests' in option && option.suggests)
        .flatMap(({ name: focused }) =>
          TITLES.flatMap((title) =>
            TYPED.map((typed) => ({
              name: command.name,
              ...(sub.name === undefined ? {} : { subcommand: sub.name }),
              focused,
              options: { [focused]: typed, ...(title === undefined ? {} : { title }) },
            })),
          ),
        ),
    );
  });
}

/** The table of one option: what is known, in more than one spelling, and what is not. */
function listValues(content: Content, spec: OptionSpec, title: string | undefined, brief: boolean): readonly OptionValue[] {
  const titleId = content.title(title ?? DRAMA)?.id ?? DRAMA;
  const few = <Item>(items: readonly Item[]) => (brief ? items.slice(0, 2) : items);
  switch (`${spec.type} ${spec.name}`) {
    case 'string name':
    case 'string who':
    case 'string speaker': {
      const everybody = [...content.list('cast', titleId), ...content.list('people', titleId)];
      const typed = few(everybody).flatMap(({ name, hangul }) => [name.toLowerCase(), ...(hangul === undefined ? [] : [hangul])]);
      const ids = (spec.name === 'name' ? everybody : few(everybody)).map(({ id }) => id);
      return [...ids, ...(spec.name === 'name' ? typed : []), ...few(ODD_NAMES)];
    }
    case 'string ceremony':
      return [
        ...few(content.list('ceremonies', titleId)).flatMap(({ id, name, year }) => [id, name, `${name} ${year}`]),
        'Oscars',
        'a',
        '  ',
      ];
    case 'string result':
      return ['won', 'nominated', 'lost'];
    case 'string theme':
      return [...few(content.themes(titleId)), 'cooking', '  '];
    case 'string words':
      return ['rest cry', 'happiness', 'Happi', 'mother', 'monster', 'eat', 'the', 'a', 'NOT "(', 'qqqq', '괜찮아', '   '];
    case 'string time':
      return ['21:00', '9pm', '9:00 PM', '25:10', 'noonish'];
    case 'string days':
      return ['every day', 'weekdays', 'mon wed fri', 'someday'];
    case 'string tone':
      return ['all', 'gentle', 'cruel'];
    case 'string include':
      return ['title', 'director', 'everything'];
    case 'string style':
      return ['card', 'text', 'song'];
    case 'string language':
      return ['en-US', 'follow', 'tlh'];
    case 'string episode':
      return ['1', '6', 'finished', 'seen', 'not started', 'clear', '99', 'six'];
    case 'integer episode':
      return [0, 1, 2, 16, 17];
    case 'string zone':
      return ['Asia/Seoul', 'asia/calcutta', 'Seoul', 'EST', 'Korea', 'Atlantis', 'UTC+9'];
    case 'integer year':
      return [2020, 2021, 1999, -5];
    case 'integer number':
      return [0, 1, 2, 8, 13, 16, 17, 500, -1];
    default:
      return listPlainValues(spec);
  }
}

/** For an option that has no table of its own. */
function listPlainValues(spec: OptionSpec): readonly OptionValue[] {
  if (spec.type === 'boolean') return [true, false];
  if (spec.type === 'integer') return [spec.min ?? 0, 1, spec.max ?? 99];
  return spec.type === 'string' ? ['something', '  ', '나비'] : [];
}

export function describeCall({ name, subcommand, options = {}, channels = {} }: CommandCall): string {
  const words = [...Object.entries(options), ...Object.keys(channels).map((key) => [key, '#channel'] as const)];
  return [`/${name}`, ...(subcommand === undefined ? [] : [subcommand]), ...words.map(([key, value]) => `${key}: ${value}`)].join(' ');
}
