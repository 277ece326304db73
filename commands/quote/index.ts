/** `/quote`: today's line, a random healing line, a search, the lines somebody saved, and the lines a community adds. */
import { buildCountryLines, buildRoughDay } from '../../src/bot/care.ts';
import { ofTitle, TITLE_OPTION, withTitle } from '../../src/bot/titles.ts';
import type { Asked, Command, CommandResult, Needs, Title } from '../../src/bot/types.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { answerFind, answerLater, buildFindPress, readFind, suggestThemes } from './find.ts';
import { answerMine, MOST_OWN, withdraw } from './mine.ts';
import {
  answerReview,
  decide,
  MOST_REVIEWED,
  openEdit,
  openEditAgain,
  openReviewEpisode,
  readReviewedState,
  reopen,
  revise,
  setEpisode,
} from './review.ts';
import { answerSaved, MOST_SAVED, removeSaved, saveLine, unsaveLine } from './saved.ts';
import { suggestSpeakers } from './speakers.ts';
import { openAgain, openSuggestion, submitSuggestion } from './suggest.ts';
import {
  answerAsText,
  answerGentle,
  answerRandom,
  answerToday,
  askForCard,
  HISTORY_LENGTH,
  readShape,
  readShown,
  titleOfOwnDaily,
} from './today.ts';

export const quote: Command = {
  name: 'quote',
  help: [
    { group: 'quotes', sentence: 'help.quoteToday', path: 'quote today' },
    { group: 'quotes', sentence: 'help.quoteRandom', path: 'quote random' },
    { group: 'quotes', sentence: 'help.quoteFind', path: 'quote find' },
    { group: 'quotes', sentence: 'help.quoteSuggest', path: 'quote suggest', when: ({ suggestions }) => suggestions !== null },
    { group: 'yours', sentence: 'help.saved', path: 'quote saved' },
  ],
  visibility: 'public',
  place: 'everywhere',
  needs: findNeeds,
  subcommands: [
    { name: 'today', options: [TITLE_OPTION] },
    { name: 'random', options: [TITLE_OPTION] },
    {
      name: 'find',
      options: [
        { name: 'words', type: 'string' },
        { name: 'speaker', type: 'string', suggests: true },
        { name: 'theme', type: 'string', suggests: true },
        TITLE_OPTION,
      ],
    },
    { name: 'saved', options: [] },
    { name: 'suggest', options: [TITLE_OPTION] },
    { name: 'mine', options: [] },
    { name: 'review', options: [] },
  ],
  answer(context) {
    const { options } = context;
    const action = options.subcommand ?? 'today';
    if (action === 'saved') return answerSaved(context, undefined);
    if (action === 'mine') return answerMine(context, undefined);
    if (action === 'review') return answerReview(context, 'waiting', undefined);
    const press = (title: Title) =>
      action === 'find' ? buildFindPress(title, readFind(context), 0) : buildCustomId('quote', action, title.id);
    const typed = options.text('title') ?? (action === 'today' ? titleOfOwnDaily(context) : undefined);
    return withTitle<CommandResult>(context, typed, press, (title) => {
      if (action === 'random') return answerRandom(context, title);
      if (action === 'suggest') return openSuggestion(context, title);
      return action === 'find' ? answerFind(context, title, readFind(context), 0) : answerToday(context, title);
    });
  },
  isKept: ['today', 'find', 'find-later', 'by', 'text', 'country'],
  wordless: ['today', 'random', 'card', 'text', 'save', 'unsave'],
  presses: {
    today: ofTitle(answerToday),
    random: ofTitle(answerRandom),
    card: ofTitle((context, title, [quoteId = '', as, question, shape]) =>
      askForCard(context, title, quoteId, readShown(as, question), readShape(shape)),
    ),
    text: ofTitle((context, title, [quoteId = '', as, question]) => answerAsText(context, title, quoteId, readShown(as, question))),
    find: ofTitle((context, title, [words = '', speaker = '', theme = '', page]) =>
      answerFind(context, title, { words, speaker, theme }, page),
    ),
    'find-later': ofTitle((context, title, [words = '', speaker = '', theme = '', page]) =>
      answerLater(context, title, { words, speaker, theme }, page),
    ),
    by: ofTitle((context, title, _args, [speaker = '']) => answerFind(context, title, { words: '', speaker, theme: '' }, 0)),
    // Under a daily post: the date in the id tells the post apart.
    'not-today': buildRoughDay,
    gentle: answerGentle,
    country: (context, _args, [country = '']) => buildCountryLines(context, country),
    save: (context, [titleId = '', quoteId = '']) => saveLine(context, titleId, quoteId),
    'save-one': (context, [titleId = ''], [quoteId = '']) => saveLine(context, titleId, quoteId),
    unsave: (context, [titleId = '', quoteId = '']) => unsaveLine(context, titleId, quoteId),
    saved: (context, [page]) => answerSaved(context, page),
    remove: (context, [page], [code = '']) => removeSaved(context, code, page),
    suggest: ofTitle((context, title) => openSuggestion(context, title)),
    again: ofTitle((context, title, [said, speaker]) => openAgain(context, title, said, speaker)),
    mine: (context, [page]) => answerMine(context, page),
    withdraw: (context, [page], [id = '']) => withdraw(context, id, page),
    review: (context, [state, page]) => answerReview(context, readReviewedState(state), page),
    'approve-gentle': (context, args) => decide(context, args, 'gentle'),
    'approve-firm': (context, args) => decide(context, args, 'firm'),
    decline: (context, args) => decide(context, args, null),
    reopen,
    episode: openReviewEpisode,
    edit: openEdit,
    'edit-again': openEditAgain,
  },
  submits: {
    suggest: ofTitle((context, title, _args, fields) => submitSuggestion(context, title, fields)),
    revise,
    'set-episode': setEpisode,
  },
  suggest(context, option, typed) {
    return option === 'speaker' ? suggestSpeakers(context, typed) : suggestThemes(context, typed);
  },
};

/** What must be known to suggest a line: what this person suggested lately, and what waits or is there already. */
export const SUGGESTING: Needs = {
  ownSuggestions: MOST_OWN,
  suggestions: { state: 'waiting', limit: MOST_REVIEWED },
  communityLines: true,
};

/** Actions on a suggestion that their first argument names. */
const ON_ONE = ['approve-gentle', 'approve-firm', 'decline', 'reopen', 'edit', 'edit-again', 'revise', 'episode', 'set-episode'];

function findNeeds({ options, press, isDirect }: Asked): Needs {
  const action = press?.action ?? options.subcommand ?? '';
  if (action === 'today') return isDirect ? { ownDaily: HISTORY_LENGTH } : { postedLines: HISTORY_LENGTH, communityLines: true };
  if (['not-today', 'country'].includes(action)) return {};
  if (['save', 'save-one', 'saved', 'remove'].includes(action)) return { savedQuotes: MOST_SAVED, communityLines: true };
  if (['suggest', 'again'].includes(action)) return SUGGESTING;
  if (['mine', 'withdraw'].includes(action)) return { ownSuggestions: MOST_OWN };
  if (action === 'review') return { suggestions: { state: readReviewedState(press?.args[0]), limit: MOST_REVIEWED } };
  return ON_ONE.includes(action) ? { suggestion: press?.args[0] ?? '' } : { communityLines: true };
}
