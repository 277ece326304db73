/**
 * A bot as discord.js' guide has one written, with a row read from SQLite and the same words as the answer to everything: what an operator
 * would run in Nabi's place. A process of its own, with the environment of gateway-floor.ts.
 */
import Database from 'better-sqlite3';
import { Client, Events } from 'discord.js';
import { prepareOneGet } from './floor.ts';

const { FLOOR_API_URL = '', FLOOR_TOKEN = '', FLOOR_ANSWER_BYTES = '0' } = process.env;
const MOST_OF_CHOICE = 100;
const content = 'x'.repeat(Number(FLOOR_ANSWER_BYTES));
const get = prepareOneGet(new Database(':memory:'));

const client = new Client({ intents: [], rest: { api: FLOOR_API_URL } });
client.on(Events.InteractionCreate, async (interaction) => {
  get(interaction.guildId ?? '');
  if (interaction.isAutocomplete()) await interaction.respond([{ name: content.slice(0, MOST_OF_CHOICE), value: 'x' }]);
  else if (interaction.isRepliable()) await interaction.reply({ content });
});
await client.login(FLOOR_TOKEN);

process.on('SIGTERM', () => process.exit(0));
