/** Whose lines are meant, and who has any that may be shown. */
import { chooseTitle } from '../../src/bot/titles.ts';
import type { Choice, Context, Title } from '../../src/bot/types.ts';
import { judgeHits } from '../../src/content/search/judge.ts';
import { ceilingOf, isOpen } from '../../src/content/spoilers.ts';
import type { WithheldQuote } from '../../src/content/types.ts';
import { plainName } from '../../src/language/show.ts';
import { isCommunityLine } from '../../src/lines/community.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';
import { buildSelect } from '../../src/message/reply.ts';
import type { Quote } from '../../src/packs/schema.ts';
import { cleanTyped, foldText } from '../../src/text/text.ts';

export interface Speaker {
  /** Undefined for somebody who is nobody of the cast ("the witch"). */
  readonly name: string | undefined;
  readonly says: (line: WithheldQuote) => boolean;
}

/**
 * Who was named: by an id, by a name in any spelling, or by words of a speaker who is nobody of the cast. An actor's lines are those of
 * their parts. Undefined when it is not clear who is meant.
 */
export function findSpeaker(context: Context, title: Title, typed: string): Speaker | undefined {
  const { content } = context;
  const ceiling = ceilingOf(title, context);
  const byId = content.get('cast', title.id, typed) ?? content.get('people', title.id, typed);
  if (byId && isOpen(byId, ceiling)) return speakerOf(context, title, byId.id);
  const hits = content.search(typed, { title: title.id, kinds: ['character', 'person'], spoilerCeiling: ceiling });
  const hit = judgeHits(hits) === 'confident' ? hits[0] : undefined;
  // Part of a name means its bearer, though "the witch in Moon-young's storybook" has it too; a nickname means whom a line calls so.
  if (hit !== undefined && foldText(plainName(hit)).includes(foldText(typed))) return speakerOf(context, title, hit.id, typed);
  const isNoted = isNotedAs(context, title, typed);
  // What a member wrote as a speaker's name never takes the place of somebody of the cast.
  const noted = content.list('quotes', title.id).filter((line) => line.speaker === undefined && isNoted(line));
  if (noted.some((line) => !isCommunityLine(line))) return { name: undefined, says: isNoted };
  if (hit !== undefined) return speakerOf(context, title, hit.id, typed);
  return noted.length > 0 ? { name: undefined, says: isNoted } : undefined;
}

/** @param typed lines of a community bear a speaker's name as a member wrote it. */
function speakerOf(context: Context, title: Title, id: string, typed = ''): Speaker {
  const { content } = context;
  const ceiling = ceilingOf(title, context);
  const parts = content.rolesOf(title.id, id).flatMap(({ character, role }) => (isOpen(role, ceiling) ? [character.id] : []));
  const ids = new Set([id, ...parts]);
  const isNoted = isNotedAs(context, title, typed);
  const who = content.get('cast', title.id, id) ?? content.get('people', title.id, id);
  return {
    name: who?.name,
    says: (line) => (line.speaker === undefined ? isCommunityLine(line) && isNoted(line) : ids.has(line.speaker)),
  };
}

function isNotedAs(context: Context, title: Title, typed: string): (line: WithheldQuote) => boolean {
  const ceiling = ceilingOf(title, context);
  const wanted = foldText(typed);
  return (line) => isOpen(line, ceiling) && wanted !== '' && foldText(line.speaker_note ?? '').includes(wanted);
}

/** A select of those who have lines that may be shown here, where a search found none. */
export function buildSpeakerSelect(context: Context, title: Title) {
  const { content, say } = context;
  const speakers = listSpeakers(context, title).flatMap(
    (id) => content.get('cast', title.id, id) ?? content.get('people', title.id, id) ?? [],
  );
  return buildSelect(
    buildCustomId('quote', 'by', title.id),
    say('quote.bySomeoneElse'),
    speakers.map((speaker) => ({ label: plainName(speaker), value: speaker.id })),
  );
}

function listSpeakers({ content, ...context }: Context, title: Title): readonly string[] {
  const ceiling = ceilingOf(title, context);
  const isShown = (line: Quote) => isOpen(line, ceiling) && line.tone !== 'hurtful';
  return [...new Set(content.list('quotes', title.id).flatMap((line) => (isShown(line) ? (line.speaker ?? []) : [])))];
}

/** Only those who have a line that may be shown. */
export function suggestSpeakers(context: Context, typed: string): readonly Choice[] {
  const { content } = context;
  const choice = chooseTitle(context, context.options.text('title'));
  if (choice.kind !== 'title') return [];
  const { title } = choice;
  const ceiling = ceilingOf(title, context);
  const speakers = new Set(content.list('quotes', title.id).flatMap((line) => (isOpen(line, ceiling) ? (line.speaker ?? []) : [])));
  return content
    .suggest(cleanTyped(typed, 100), { title: title.id, kinds: ['character', 'person'], spoilerCeiling: ceiling })
    .filter((hit) => typed.trim() !== '' || speakers.has(hit.id))
    .map((hit) => ({ name: plainName(hit), value: hit.id }));
}
