/** Discord's JSON at the border: which bytes count as an interaction, and the one way a response becomes bytes. */
import type { APIInteraction, APIInteractionResponse } from 'discord-api-types/v10';
import type { Answered } from '../answer/types.ts';

const SNOWFLAKE = /^\d{1,20}$/;

/**
 * Whether parsed JSON has what it takes to be answered at all: an id, a token and a type. All the rest is for the router
 * to judge, because only it can answer kindly.
 */
export function isInteraction(value: unknown): value is APIInteraction {
  if (typeof value !== 'object' || value === null) return false;
  if (!('id' in value) || typeof value.id !== 'string' || !SNOWFLAKE.test(value.id)) return false;
  if (!('token' in value) || typeof value.token !== 'string' || value.token === '') return false;
  return 'type' in value && Number.isInteger(value.type);
}

/** What a body says as JSON; null where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The bytes of a response. Both transports send exactly these, which is why the same reply is the same everywhere. */
export function encodeResponse(response: APIInteractionResponse): string {
  return JSON.stringify(response);
}

/** The same of an answer, which knows them already where it is kept. */
export function encodeAnswered(answered: Answered): string | Uint8Array {
  return answered.bytes ?? encodeResponse(answered.response);
}
