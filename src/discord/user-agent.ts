/**
 * What every request to Discord says of who asks. Requests without it may be refused by what stands before Discord.
 * https://docs.discord.com/developers/reference#user-agent
 */
import './form-data.ts';
import { DefaultUserAgent } from '@discordjs/rest';
import nabi from '../../package.json' with { type: 'json' };

/** What may be added to the library's own words. */
export const USER_AGENT_APPENDIX = `Nabi/${nabi.version}`;

export const USER_AGENT = `${DefaultUserAgent} ${USER_AGENT_APPENDIX}`;
