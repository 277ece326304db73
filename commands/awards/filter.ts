/** Which awards are asked for, as arguments of a press. */
import { given } from '../../src/bot/given.ts';
import type { Title } from '../../src/bot/types.ts';
import type { AwardFilter } from '../../src/content/types.ts';
import { buildCustomId } from '../../src/message/custom-id.ts';

/** The press that shows one screen of the awards asked for. */
export const pressForFirst = (title: Title, filter: AwardFilter = {}): string =>
  buildCustomId('awards', 'first', title.id, ...filterArgs(filter));

/** The press that lists them whole, page by page. */
export const pressForList = (title: Title, filter: AwardFilter = {}): string =>
  buildCustomId('awards', 'page', title.id, ...filterArgs(filter), 0);

/** Empty places for what is not asked. A recipient is "p:id", a character "c:id". */
export function filterArgs(filter: AwardFilter): readonly string[] {
  const who = filter.recipient !== undefined ? `p:${filter.recipient}` : filter.character !== undefined ? `c:${filter.character}` : '';
  return [who, filter.ceremony ?? '', filter.year === undefined ? '' : String(filter.year), filter.result ?? ''];
}

/** What the arguments of a button's custom_id ask for; an argument that is empty or unknown filters nothing. */
export function parseFilter([who = '', ceremony = '', year = '', result = '']: readonly string[]): AwardFilter {
  const [kind, id] = who.split(':');
  return given({
    recipient: kind === 'p' && id ? id : undefined,
    character: kind === 'c' && id ? id : undefined,
    ceremony: ceremony || undefined,
    year: /^\d{4}$/.test(year) ? Number(year) : undefined,
    result: result === 'won' || result === 'nominated' ? result : undefined,
  });
}
