/** Which line a date's post brings, and that line again from what the ledger has written down of it. */
import type { UnpostedReason } from '../bot/reasons.ts';
import { ceilingOf } from '../content/spoilers.ts';
import type { Content } from '../content/types.ts';
import { withCommunityLines } from '../lines/community.ts';
import { historyNeeded, listDailyLines, listHealingLines, listUsedLines, pickForServer, titleOfPost } from '../lines/pick.ts';
import type { Quote, Title } from '../packs/schema.ts';
import { type Delivery, EVERY_TITLE, type ServerSettings } from '../state/types.ts';
import type { PostPorts } from './types.ts';

export type ChosenLine = Pick<Delivery, 'titleId' | 'quoteId' | 'questionIndex' | 'cycle' | 'position'>;

/** The line a date's post brings, by the server's settings and what it had before; a reason where there is none. */
export async function chooseLine(ports: PostPorts, settings: ServerSettings, localDate: string): Promise<ChosenLine | UnpostedReason> {
  const content = await loadContent(ports, settings.guildId);
  const isInTurn = settings.daily?.titleId === EVERY_TITLE;
  const lately = isInTurn ? await ports.state.loadUsedLines(settings.guildId, historyNeeded(0)) : [];
  const title = titleOfPost(content, settings, lately);
  if (title === undefined) return 'title-missing';
  const lines = listDailyLines(content, title, settings);
  const used = await ports.state.loadUsedLines(settings.guildId, historyNeeded(lines.length));
  const history = listUsedLines(content, used);
  const pick = pickForServer({ guildId: settings.guildId, titleId: title.id, localDate, lines, history });
  if (pick === null) return 'no-line';
  return { titleId: title.id, quoteId: pick.quote.id, questionIndex: pick.questionIndex, cycle: pick.cycle, position: pick.position };
}

/**
 * The line a choice or the ledger names, as the packs have it now; null when it is gone or may no longer be posted. What an admin
 * chose since about tone or voice counts from the next choice on.
 */
export async function loadFrozenLine(
  ports: Pick<PostPorts, 'content' | 'state'>,
  settings: ServerSettings,
  delivery: ChosenLine,
): Promise<{ title: Title; quote: Quote; question: string | null } | null> {
  const content = await loadContent(ports, settings.guildId);
  const title = content.title(delivery.titleId);
  if (title === undefined) return null;
  const quote = listHealingLines(content, title, ceilingOf(title, settings), { tone: 'all', includeDirector: true }).find(
    ({ id }) => id === delivery.quoteId,
  );
  if (quote === undefined) return null;
  return { title, quote, question: delivery.questionIndex === null ? null : (quote.questions[delivery.questionIndex] ?? null) };
}

/** The packs with what the server's reviewers approved. */
async function loadContent({ content, state }: Pick<PostPorts, 'content' | 'state'>, guildId: string): Promise<Content> {
  return withCommunityLines(content(), await state.loadCommunityLines(guildId));
}
