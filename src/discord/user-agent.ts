/**
 * What every request to Discord says of who asks. Requests without it may be refused by what stands before Discord.
 * https://docs.discord.com/developers/reference#user-agent
 */
import './form-data.ts';
import { readFileSync } from 'node:fs';
import { DefaultUserAgent } from '@discordjs/rest';
import { z } from 'zod';

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));

/** What may be added to the library's own words. */
export const USER_AGENT_APPENDIX = `Nabi/${version}`;

export const USER_AGENT = `${DefaultUserAgent} ${USER_AGENT_APPENDIX}`;
