/** Everything that speaks to Discord, brought up against the fake one on loopback. */
import { expect } from 'vitest';
import type { Answer } from '../../src/answer/types.ts';
import { type Callbacks, createCallbacks } from '../../src/discord/callback.ts';
import { type Gateway, type GatewayOptions, startGateway } from '../../src/discord/gateway.ts';
import type { GatewayError } from '../../src/discord/gateway-error.ts';
import { createRest, type DiscordRest } from '../../src/discord/rest.ts';
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from './fake-discord.ts';
import { buildCommand } from './interactions.ts';
import { createRecordingLog, type RecordingLog } from './recording-log.ts';

export interface Connection {
  readonly discord: FakeDiscord;
  /** What all of it has said. */
  readonly log: RecordingLog;
  readonly rest: DiscordRest;
  readonly callbacks: Callbacks;
  /** What the gateway was lost for. */
  readonly lost: readonly GatewayError[];
  /** Logs in with the fake's own token; `close` closes the gateway too. */
  login(options?: Partial<GatewayOptions>): Promise<Gateway>;
  close(): Promise<void>;
}

/** Answers every command with one word. */
export const sayHello: Answer = async () => ({ response: { type: 4, data: { content: 'annyeong' } }, files: [] });

/** A fake Discord with a REST client and callbacks of its own; no gateway until `login`. */
export async function openConnection(options: FakeDiscordOptions = {}): Promise<Connection> {
  const discord = await startFakeDiscord(options);
  const { token, apiUrl } = discord;
  const log = createRecordingLog();
  const rest = createRest({ token, apiUrl, log });
  const callbacks = createCallbacks({ apiUrl, log });
  const lost: GatewayError[] = [];
  let gateway: Gateway | undefined;
  return {
    discord,
    log,
    rest,
    callbacks,
    lost,
    login: async (given) => {
      gateway = await startGateway({
        token,
        apiUrl,
        rest,
        callbacks,
        answer: sayHello,
        log,
        onLost: (error) => lost.push(error),
        ...given,
      });
      return gateway;
    },
    close: async () => {
      await gateway?.close();
      await callbacks.close();
      rest.close();
      await discord.close();
    },
  };
}

/** A command arrives over the gateway and is answered as `sayHello` does, and nothing was lost. */
export async function expectAnswers({ discord, lost }: Connection): Promise<void> {
  expect((await discord.sendInteraction(buildCommand({ name: 'cast' }))).response).toMatchObject({ data: { content: 'annyeong' } });
  expect(lost).toEqual([]);
}
