/** What somebody may want to be told alone: facts, in a server's channel. */
import { TITLE_OPTION } from './titles.ts';
import type { Command, OptionSpec, SentenceKey } from './types.ts';

/** What a command is called that has a sentence in `/help`. */
type HelpedName<Key = SentenceKey> = Key extends `help.${infer Name}` ? Name : never;

/** The option of every command that answers with facts. What it says goes before what the person has said once in `/progress`. */
export const PRIVATE_OPTION: OptionSpec = { name: 'private', type: 'boolean' };

/** A command that answers all with facts of one title, which may also be asked for privately; `options` are those beside these two. */
export function buildFactCommand(
  name: HelpedName,
  { options = [], ...rest }: Omit<Command, 'name' | 'help' | 'visibility' | 'place' | 'isKept'>,
): Command {
  const help = [{ group: 'ask', sentence: `help.${name}` }] as const;
  return {
    name,
    help,
    visibility: 'public',
    place: 'everywhere',
    isKept: true,
    options: [...options, TITLE_OPTION, PRIVATE_OPTION],
    ...rest,
  };
}

/** Whether a command answers with facts, which may be asked for privately and told anew to somebody who is further. */
export function isOfFacts({ options = [] }: Command): boolean {
  return options.includes(PRIVATE_OPTION);
}
