/** Puts the playground together: the real router and daily post, a throw-away store, sample servers, and the page. */
import {
  type APIInteraction,
  type APIInteractionResponse,
  InteractionResponseType,
  Locale,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { createAnswer } from '../answer/answer.ts';
import { buildDefinitions } from '../answer/registry.ts';
import type { BotPermissions, Command, EffectResult } from '../bot/types.ts';
import { type Care, loadCare } from '../care/load.ts';
import { inLanguage } from '../content/in-language.ts';
import { type LivePacks, openLivePacks } from '../content/live.ts';
import type { Content } from '../content/types.ts';
import type { Listener } from '../discord/listen.ts';
import { keepFor } from '../kept.ts';
import { chooseAmong, chooseLocale, FALLBACK_LOCALE, type Languages } from '../language/locale.ts';
import type { Log } from '../log.ts';
import { openSqliteState } from '../state/sqlite.ts';
import { createClock, startDailyDesk } from './daily.ts';
import { findResponseProblems } from './discord-rules.ts';
import { createFileShelf, type FileShelf } from './files.ts';
import { buildAskLine, buildInteraction } from './interactions.ts';
import { buildPageFiles, type PageFiles } from './page-files.ts';
import type { Ask, AskResult, Definition, Exchange, PacksState, PlaygroundWorld } from './protocol.ts';
import { DM_CHANNEL_ID, findChannel, findServer, homeChannel, listUsers, PERSONAS, PLACES, SERVERS } from './sample-world.ts';
import { type PageServer, servePlayground } from './server.ts';
import { createIds, createTimeline, type FollowUps } from './timeline.ts';
import { buildTries } from './tries.ts';
import { buildWords } from './words.ts';

/** Discord gives up after three seconds. https://docs.discord.com/developers/interactions/receiving-and-responding */
const LATEST_ANSWER_MS = 3_000;
const FIRST_COMMAND_ID = 930_000_000_000_000_000n;

/** What takes nearly all the time of a start, and nobody who asks changes it: any number of playgrounds may stand on it. */
export interface Ground {
  readonly languages: Languages;
  readonly care: Care;
  readonly page: PageFiles;
  /** Closed by whoever loaded it, after the last playground. */
  readonly packs: LivePacks;
}

export interface GroundOptions {
  readonly packsDir: string;
  /** Where content.db is or will be. */
  readonly contentFile: string;
  readonly languages: Languages;
  readonly log: Log;
}

export interface PlaygroundOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly commands: readonly Command[];
  readonly log: Log;
  /** Stands in front of the bot's own answer, for a page shown with other replies than Nabi's; by default nothing does. */
  readonly intercept?: (interaction: APIInteraction, followUps: FollowUps) => Promise<APIInteractionResponse | null>;
  /** More commands for the page to offer. */
  readonly extraDefinitions?: readonly Definition[];
}

export interface Playground extends Listener {
  readonly url: string;
}

/**
 * Builds the page while the packs are opened. Rejects with a `BrokenPacksError` when there is nothing to answer from; not before the page
 * is built, since a bundler whose process ends under it prints a page of its own threads over the sentence that says why.
 */
export async function loadGround({ packsDir, contentFile, languages, log }: GroundOptions): Promise<Ground> {
  const building = buildPageFiles(languages);
  const packs = await openLivePacks({ packsDir, file: contentFile, log }).finally(() => building.catch(() => undefined));
  try {
    return { languages, care: loadCare(), page: await building, packs };
  } catch (error) {
    packs.close();
    throw error;
  }
}

/**
 * Starts the playground on 127.0.0.1. Nothing it does leaves this machine, and what it is told is forgotten at its end.
 * Rejects with a `ListenError` when the port cannot be had.
 */
export async function startPlayground({ languages, care, page, packs }: Ground, options: PlaygroundOptions): Promise<Playground> {
  const { commands, log } = options;
  let server: PageServer | undefined;
  const clock = createClock();
  const files = createFileShelf();
  const nextId = createIds();
  let packsState = describePacks(packs, null, 1);
  packs.onLook(({ tookMs }) => {
    packsState = describePacks(packs, tookMs, packsState.revision + 1);
    server?.broadcast({ kind: 'packs', packs: packsState });
  });
  const state = openSqliteState(':memory:');
  const timeline = createTimeline({
    nextId,
    files,
    now: () => clock.now(),
    onChange: (message) => server?.broadcast({ kind: 'message', message }),
  });
  const commandIds = new Map(commands.map((command, index) => [command.name, String(FIRST_COMMAND_ID + BigInt(index))]));
  const answer = createAnswer({
    commands,
    languages,
    care,
    state,
    log,
    content: () => packs.content(),
    commandIds: () => commandIds,
    transport: 'playground',
    carryOut: async (effect) => (effect.kind === 'fetch-file' ? readUpload(files, effect.file.url) : daily.carryOut(effect)),
    loadBotPermissions: async (_guildId, channelId) => readPermissions(channelId),
    now: () => clock.now(),
  });
  const daily = startDailyDesk({
    state,
    languages,
    timeline,
    clock,
    commandIds,
    log,
    content: () => packs.content(),
    onClock: (moved) => server?.broadcast({ kind: 'clock', clock: moved }),
  });

  /** Their choices come of the packs: they are made anew with those, not with every question. */
  const definitionsOf = keepFor((content: Content): readonly Definition[] => [
    ...buildDefinitions(commands, content, languages).map((own) => ({ ...own, id: commandIds.get(own.name) ?? '0' })),
    ...(options.extraDefinitions ?? []),
  ]);
  const listDefinitions = (): readonly Definition[] => definitionsOf(packs.content());

  /** Today's post in every place, so that the first thing seen is what Nabi is for; drawn once, in the language of who looks first. */
  let opened: Promise<unknown> | undefined;
  async function open(locale: string): Promise<void> {
    opened ??= Promise.all(
      PLACES.map((place) =>
        daily.postPreview(place, {
          locale: findServer(place)?.features.includes('COMMUNITY') ? (findServer(place)?.locale ?? locale) : locale,
        }),
      ),
    ).catch((err: unknown) => log.warn({ err }, 'the post the playground opens with could not be made'));
    await opened;
  }

  /** The language of an answer, found as the router finds it: a response does not say. */
  async function chooseShownLocale(interaction: APIInteraction, response: APIInteractionResponse): Promise<string> {
    const server = SERVERS.find(({ id }) => id === interaction.guild_id);
    const data = 'data' in response ? response.data : undefined;
    const isPrivate = data !== undefined && 'flags' in data && ((data.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    const locale = chooseLocale({
      visibility: isPrivate ? 'private' : 'public',
      fixed: server === undefined ? null : (await state.loadSettings(server.id)).locale,
      guildLocale: server?.locale,
      guildIsCommunity: server?.features.includes('COMMUNITY') ?? false,
      userLocale: 'locale' in interaction ? interaction.locale : FALLBACK_LOCALE,
    });
    return chooseAmong(languages.codes, locale);
  }

  async function ask(asked: Ask): Promise<AskResult> {
    const interaction = buildInteraction(asked, {
      definitions: listDefinitions(),
      findMessage: timeline.find,
      files,
      baseUrl: `http://127.0.0.1:${server?.port ?? options.port}`,
      nextId,
    });
    const startedMs = performance.now();
    const intercepted = (await options.intercept?.(interaction, timeline)) ?? null;
    const { response, files: made } = intercepted === null ? await answer(interaction) : { response: intercepted, files: [] };
    const tookMs = Math.round((performance.now() - startedMs) * 100) / 100;
    const late = tookMs > LATEST_ANSWER_MS ? [`the answer took ${Math.round(tookMs)} ms; Discord waits 3000 ms`] : [];
    const problems = [...late, ...findResponseProblems(interaction.type, response)];
    if (asked.kind === 'suggest') {
      const isChoices = response.type === InteractionResponseType.ApplicationCommandAutocompleteResult;
      return { kind: 'choices', choices: isChoices ? (response.data.choices ?? []) : [], problems };
    }
    const exchange: Exchange = { interaction, response, tookMs, problems, askLine: buildAskLine(asked) };
    const result = timeline.apply(asked, exchange, await chooseShownLocale(interaction, response), made);
    // Settings may have changed when the next post is due.
    server?.broadcast({ kind: 'clock', clock: await daily.readClock() });
    return result;
  }

  try {
    server = await servePlayground({
      port: options.port,
      page,
      files,
      log,
      desk: {
        async start(wanted) {
          const locale = chooseDiscordCode(languages, wanted);
          await open(locale);
          const definitions = listDefinitions();
          return {
            locale,
            words: buildWords(languages, locale),
            spoken: chooseAmong(languages.codes, locale),
            world: buildWorld(),
            definitions: inOneLanguage(definitions, locale),
            locales: listLocales(languages),
            tries: buildTries(packs.content(), definitions, buildWords(languages, locale)),
            messages: timeline.list(),
            clock: await daily.readClock(),
            packs: { ...packsState, titles: listTitles(inLanguage(packs.content(), chooseAmong(languages.codes, locale))) },
          };
        },
        ask,
        say: (said) => timeline.say(said),
        dismiss: (id) => timeline.dismiss(id),
        postNow: ({ what, place, locale }) => (what === 'daily' ? daily.postPreview(place) : daily.greet(place, locale)),
        moveClock: (move) => daily.moveClock(move),
      },
    });
  } catch (error) {
    await close();
    throw error;
  }

  async function close(): Promise<void> {
    await server?.close();
    await daily.stop();
    await state.close();
  }

  return { port: server.port, url: `http://127.0.0.1:${server.port}`, close };
}

/** A file that was given at the page never left this machine. */
function readUpload(files: FileShelf, url: string): EffectResult {
  const kept = files.find(new URL(url).pathname.split('/')[2] ?? '');
  return kept === undefined ? { ok: false, reason: 'no-file' } : { ok: true, text: new TextDecoder().decode(kept.bytes) };
}

function describePacks(packs: LivePacks, tookMs: number | null, revision: number): PacksState {
  return { titles: listTitles(packs.content()), problems: packs.problems(), tookMs, revision };
}

function listTitles(content: Pick<Content, 'titles'>): PacksState['titles'] {
  return content.titles().map(({ id, name, accent }) => ({ id, name, accent }));
}

/** What a browser calls a language as one of Discord's codes; English for what Discord has not. */
function chooseDiscordCode(languages: Languages, wanted: string): string {
  const all = Object.values<string>(Locale);
  return all.find((code) => code === wanted) ?? chooseAmong(languages.codes, wanted);
}

/** The names and descriptions of other languages left out: with all of them the list is six times as long. */
function inOneLanguage(definitions: readonly Definition[], locale: string): readonly Definition[] {
  const kept: readonly Definition[] = JSON.parse(JSON.stringify(definitions), (key, value) =>
    key.endsWith('_localizations') && value !== null ? { [locale]: value[locale] } : value,
  );
  return kept;
}

/** As Discord would say when asked. */
function readPermissions(channelId: string): BotPermissions {
  const channel = findChannel(channelId)?.channel;
  if (channel === undefined) return { kind: 'missing' };
  const isSeen = (channel.appPermissions & PermissionFlagsBits.ViewChannel) !== 0n;
  if (!isSeen) return { kind: 'hidden' };
  const { appPermissions: bits, type: channelType, tags = [] } = channel;
  const roleIds = SERVERS.flatMap(({ roles }) => roles.map(({ id }) => id));
  const about = { roleIds, openRoleIds: [], tags, needsTag: false, isClosed: false, timedOutUntilMs: null };
  return { kind: 'known', bits, channelType, ...about };
}

function buildWorld(): PlaygroundWorld {
  return {
    personas: PERSONAS,
    users: listUsers(),
    places: [
      ...SERVERS.map(({ place, name, channels, roles }) => ({
        id: place,
        name,
        channelId: homeChannel(place),
        channels: channels.map(({ id, name: channelName, type }) => ({ id, name: channelName, type })),
        roles,
      })),
      { id: 'dm', name: null, channelId: DM_CHANNEL_ID, channels: [], roles: [] },
    ],
  };
}

function listLocales(languages: Languages): { spoken: readonly string[]; others: readonly string[] } {
  const all = Object.values<string>(Locale);
  return { spoken: languages.codes, others: all.filter((code) => !languages.codes.includes(code)) };
}
