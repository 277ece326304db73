/**
 * Discord's limits, by the page that states them. Lengths are counted in UTF-16 units, as JavaScript counts them, which
 * is never less strict than Discord's own count.
 */

/** https://docs.discord.com/developers/components/reference */
export const MAX_COMPONENTS_PER_MESSAGE = 40;
/** Over all text displays of a Components V2 message. */
export const MAX_TEXT_PER_MESSAGE = 4000;
/**
 * Over all that is written in the components of a message, in bytes of UTF-8, with `BYTES_OF_COMPONENT` for each: above it Discord answers
 * 500 (discord-api-docs#8554, where it was measured; nothing is documented).
 */
export const MAX_BYTES_PER_MESSAGE = 10_170;
export const BYTES_OF_COMPONENT = 12;
/** Of an ordinary message. */
export const MAX_CONTENT = 2000;
export const MAX_ROWS_PLAIN = 5;
export const MAX_BUTTON_LABEL = 80;
export const MAX_BUTTONS_PER_ROW = 5;
export const MAX_CUSTOM_ID = 100;
export const MAX_SELECT_OPTIONS = 25;
export const MAX_SELECT_LABEL = 100;
export const MAX_SELECT_PLACEHOLDER = 150;

/** https://docs.discord.com/developers/interactions/application-commands */
export const MAX_CHOICES = 25;
export const MAX_CHOICE_NAME = 100;
export const MAX_DESCRIPTION = 100;
export const MAX_COMMAND_NAME = 32;
/** Over names, descriptions and choices of one command with all it holds; of each text the longest language counts. */
export const MAX_COMMAND_TEXT = 8000;

/** https://docs.discord.com/developers/components/reference#text-input and #label, and the modal of an interaction response. */
export const MAX_MODAL_TITLE = 45;
export const MAX_MODAL_LABEL = 45;
export const MAX_TEXT_INPUT = 4000;
