/** "Suggest as quote" in the menu of a message: the form of `/quote suggest` with the words of that message. */

import { chooseTitle, sayGone } from '../src/bot/titles.ts';
import type { Command } from '../src/bot/types.ts';
import { SUGGESTING } from './quote/index.ts';
import { openFromMessage } from './quote/suggest.ts';

export const suggestAsQuote: Command = {
  name: 'Suggest as quote',
  kind: 'message',
  visibility: 'private',
  place: 'any-server',
  needs: SUGGESTING,
  answer(context) {
    const choice = chooseTitle(context, undefined);
    return choice.kind === 'title' ? openFromMessage(context, choice.title) : sayGone(context);
  },
};
