/**
 * Discord's own published description of its API as a judge over what Nabi sends. The copy beside the tests is refreshed with
 * `npm run discord-api`; `DISCORD_OPENAPI` names another one.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

const DOCUMENT_ID = 'https://discord.com/openapi.json';
const INT32_MOST = 2 ** 31 - 1;

type Json = { [key: string]: unknown };

/** Each takes wire JSON and gives its problems as sentences; none when Discord's description allows it. */
export interface Contract {
  /** A response to an interaction: the body of its callback. */
  validateInteractionResponse(body: unknown): string[];
  /** The body of a bulk overwrite of commands. */
  validateRegistration(body: unknown): string[];
  /** The body of Create Message. */
  validateMessagePost(body: unknown): string[];
}

const COPY = fileURLToPath(new URL('../contract/discord/openapi.json', import.meta.url));

/** Reads the description. Throws when it is not there or not one. */
export function loadContract(path = process.env.DISCORD_OPENAPI?.trim() || COPY): Contract {
  const document: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isObject(document)) throw new Error(`${path} is not an OpenAPI document.`);

  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addFormat('snowflake', /^\d{1,20}$/);
  ajv.addFormat('nonce', true);
  ajv.addFormat('uri', (text: string) => /^(attachment|discord):\/\/./.test(text) || URL.canParse(text));
  ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));
  ajv.addFormat('int32', { type: 'number', validate: (value: number) => Number.isInteger(value) && Math.abs(value) <= INT32_MOST });
  ajv.addFormat('int64', { type: 'number', validate: Number.isInteger });
  ajv.addFormat('double', true);
  ajv.addSchema({ ...loosen(document), $id: DOCUMENT_ID });

  const at = (method: string, path: string, content = 'application/json'): ValidateFunction => {
    const pointer = ['paths', path, method, 'requestBody', 'content', content, 'schema'].map(escapePointer).join('/');
    return ajv.compile({ $ref: `${DOCUMENT_ID}#/${pointer}` });
  };
  const response = at('post', '/interactions/{interaction_id}/{interaction_token}/callback');
  const registration = at('put', '/applications/{application_id}/commands');
  const message = at('post', '/channels/{channel_id}/messages');
  return {
    validateInteractionResponse: (body) => check(response, body),
    validateRegistration: (body) => check(registration, body),
    validateMessagePost: (body) => check(message, body),
  };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/**
 * Reads the document as Discord means it. Its `oneOf` unions overlap, so one match or more is right. A field no schema
 * names is a slip of ours (`allowedMentions`), though the document does not forbid it. Permissions are bit sets that the
 * document calls integers and Discord's documentation strings of digits; both are taken. Media channels are left out of it, and are
 * documented (https://docs.discord.com/developers/resources/channel#channel-object-channel-types).
 */
function loosen(document: Json): Json {
  const changed = change(document, document);
  return isObject(changed) ? changed : {};
}

const MEDIA_CHANNEL = { title: 'GUILD_MEDIA', const: 16 };
const isForum = (part: unknown): boolean => isObject(part) && part.title === 'GUILD_FORUM';

function change(value: unknown, document: Json): unknown {
  if (Array.isArray(value)) return value.map((part) => change(part, document));
  if (!isObject(value)) return value;
  const next: Json = {};
  for (const [key, part] of Object.entries(value)) {
    if ((key === 'oneOf' || key === 'anyOf') && Array.isArray(part))
      Object.assign(next, changeUnion(part.some(isForum) ? [...part, MEDIA_CHANNEL] : part, document));
    else if (key === 'properties' && isObject(part)) next[key] = changeProperties(part, document);
    else next[key] = change(part, document);
  }
  const closed =
    value.type === 'object' && isObject(value.properties) && value.additionalProperties === undefined && value.allOf === undefined;
  return closed ? { ...next, additionalProperties: false } : next;
}

/**
 * Where the members of a union differ by their `type` field, the field decides which of them is asked. The verdict is
 * the same, but the complaint is about the button that was meant and not about everything it might have been.
 */
function changeUnion(members: readonly unknown[], document: Json): Json {
  const byType = new Map<unknown, unknown[]>();
  let nullable = false;
  for (const member of members) {
    const schema = resolve(member, document);
    if (schema.type === 'null') {
      nullable = true;
      continue;
    }
    const types = isObject(schema.properties) && isObject(schema.properties.type) ? schema.properties.type.enum : undefined;
    if (!Array.isArray(types)) return { anyOf: members.map((part) => change(part, document)) };
    for (const type of types) byType.set(type, [...(byType.get(type) ?? []), change(member, document)]);
  }
  if (byType.size < 2) return { anyOf: members.map((part) => change(part, document)) };
  const cases = [...byType].map(([type, schemas]) => ({
    if: { properties: { type: { const: type } }, required: ['type'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { anyOf: schemas },
  }));
  return {
    if: { type: 'object' },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { required: ['type'], properties: { type: { enum: [...byType.keys()] } }, allOf: cases },
    else: { type: nullable ? 'null' : 'object' },
  };
}

function resolve(schema: unknown, document: Json): Json {
  if (!isObject(schema)) return {};
  if (typeof schema.$ref !== 'string') return schema;
  let found: unknown = document;
  for (const part of schema.$ref.replace('#/', '').split('/')) found = isObject(found) ? found[part] : undefined;
  return isObject(found) ? found : {};
}

function changeProperties(properties: Json, document: Json): Json {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const changed = change(schema, document);
      return [name, name === 'default_member_permissions' ? { anyOf: [changed, { type: 'string', pattern: '^\\d+$' }] } : changed];
    }),
  );
}

function check(validate: ValidateFunction, body: unknown): string[] {
  return validate(body) ? [] : describe(validate.errors ?? []);
}

/** Leaves out what only says that some union did not fit, as long as something more telling is left. */
function describe(errors: readonly ErrorObject[]): string[] {
  const leaves = errors.filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'if');
  const telling = leaves.filter(({ keyword }) => keyword !== 'type');
  const shown = telling.length > 0 ? telling : leaves.length > 0 ? leaves : errors;
  return [
    ...new Set(shown.map(({ instancePath, message, params }) => `${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`)),
  ];
}
