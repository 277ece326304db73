/** `/quote mine`: what became of the lines somebody suggested in this server. */

import type { Context, Reply } from '../../src/bot/types.ts';
import { showCommand, showStamp } from '../../src/language/show.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { buildMessage, buildNotice, buildPager, buildSelect, chunk, clampPage } from '../../src/message/reply.ts';
import type { Suggestion } from '../../src/state/members.ts';
import { isWithdrawn, showSuggestion } from './review-card.ts';

/** Of one person, so many are looked back on; more than may wait and be suggested in a day. */
export const MOST_OWN = 50;
const PAGE_SIZE = { card: 5, plain: 3 } as const;

/** @param done a sentence about what was just done, first. */
export function answerMine(context: Context, askedPage: string | undefined, own = context.ownSuggestions, done = ''): Reply {
  const { say } = context;
  if (context.caller.guildId === null) return buildNotice(say('suggest.serverOnly'));
  const shown = own.filter((suggestion) => !isWithdrawn(suggestion) && context.content.title(suggestion.titleId) !== undefined);
  if (shown.length === 0 && done !== '') return buildNotice(done);
  if (shown.length === 0) return buildNotice(say('mine.none', { suggest: showCommand(context.say, context.commandIds, 'quote suggest') }));
  const pages = chunk(
    shown.map((suggestion, index) => ({ suggestion, number: index + 1 })),
    PAGE_SIZE[context.style],
  );
  const page = clampPage(askedPage, pages.length);
  const part = pages[page] ?? [];
  return {
    visibility: 'private',
    message: buildMessage({
      blocks: [`## ${say('mine.heading')}`, done, ...part.map(({ suggestion, number }) => showOwn(context, suggestion, number))],
      footnotes: [say('mine.kept')],
      rows: [
        buildPager(say, { command: 'quote', action: 'mine', args: [] }, page, pages.length),
        buildSelect(
          buildCustomId('quote', 'withdraw', page),
          say('mine.withdraw'),
          part
            .filter(({ suggestion }) => suggestion.state === 'waiting')
            .map(({ suggestion, number }) => ({ label: say('mine.withdrawOne', { number }), value: suggestion.id })),
        ),
      ],
    }),
  };
}

function showOwn(context: Context, suggestion: Suggestion, number: number): string {
  const { say, content } = context;
  const title = content.title(suggestion.titleId);
  if (title === undefined) return '';
  const { state, createdAtMs, decidedAtMs } = suggestion;
  const became = say(`mine.${state}`, { when: showStamp(decidedAtMs ?? createdAtMs, 'R') });
  return `**${number}.** ${became}\n${showSuggestion(context, title, suggestion, say)}`;
}

/** Takes a waiting line back: its words are deleted at once. */
export function withdraw(context: Context, id: string, page: string | undefined): Reply {
  const read = context.ownSuggestions.find((suggestion) => suggestion.id === id && suggestion.state === 'waiting');
  if (read === undefined) return answerMine(context, page);
  const next: Suggestion = {
    ...read,
    text: '',
    speaker: '',
    episode: null,
    state: 'declined',
    decidedAtMs: context.nowMs,
    decidedBy: read.userId,
  };
  const left = context.ownSuggestions.map((suggestion) => (suggestion === read ? next : suggestion));
  return { ...answerMine(context, page, left, context.say('mine.takenBack')), changes: [{ kind: 'save-suggestion', next, read }] };
}
