/** What somebody may want to be told alone: facts, in a server's channel. */
import type { Command, OptionSpec } from './types.ts';

/** The option of every command that answers with facts. What it says goes before what the person has said once in `/progress`. */
export const PRIVATE_OPTION: OptionSpec = { name: 'private', type: 'boolean' };

/** Whether a command answers with facts, which may be asked for privately and told anew to somebody who is further. */
export function isOfFacts({ options = [] }: Command): boolean {
  return options.includes(PRIVATE_OPTION);
}
