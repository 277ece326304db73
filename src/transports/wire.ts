/** Discord's JSON at the border: which bytes count as an interaction, and the one way a response becomes bytes. */
import { type APIInteraction, type APIInteractionResponse, InteractionType } from 'discord-api-types/v10';

const SNOWFLAKE = /^\d{1,20}$/;

/** Kinds that carry what was typed or pressed in `data`; a PING has none. */
const KINDS_WITH_DATA: ReadonlySet<unknown> = new Set([
  InteractionType.ApplicationCommand,
  InteractionType.MessageComponent,
  InteractionType.ApplicationCommandAutocomplete,
  InteractionType.ModalSubmit,
]);

/**
 * Whether parsed JSON has the envelope every interaction has: an id, a token, a known type and the data that goes with
 * it. What is inside `data` is for the router to judge, because only it can answer kindly.
 */
export function isInteraction(value: unknown): value is APIInteraction {
  if (typeof value !== 'object' || value === null) return false;
  if (!('id' in value) || typeof value.id !== 'string' || !SNOWFLAKE.test(value.id)) return false;
  if (!('token' in value) || typeof value.token !== 'string' || value.token === '') return false;
  if (!('type' in value)) return false;
  if (value.type === InteractionType.Ping) return true;
  return KINDS_WITH_DATA.has(value.type) && 'data' in value && typeof value.data === 'object' && value.data !== null;
}

/** The bytes of a response. Both transports send exactly these, which is why the same reply is the same everywhere. */
export function encodeResponse(response: APIInteractionResponse): string {
  return JSON.stringify(response);
}
