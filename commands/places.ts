/** `/places`: where a title was filmed, each with a way to it on a map. */

import { buildSourcesButton } from '../src/bot/evidence.ts';
import { buildFirstPage, GAP } from '../src/bot/first-page.ts';
import { countHidden } from '../src/bot/hidden.ts';
import { buildFactCommand } from '../src/bot/privately.ts';
import { ofTitle, ofTypedTitle } from '../src/bot/titles.ts';
import type { Context, Reply, Title } from '../src/bot/types.ts';
import { buildMapLink } from '../src/content/map-link.ts';
import { ceilingOf, isOpen } from '../src/content/spoilers.ts';
import { showLink, showTitle } from '../src/language/show.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { buildButton, buildNotice } from '../src/message/reply.ts';
import type { Place } from '../src/packs/schema.ts';
import { escapeMarkdown, joinFilled } from '../src/text/text.ts';

export const places = buildFactCommand('places', {
  answer: ofTypedTitle(pressForPlaces, answerPlaces),
  presses: {
    first: ofTitle(answerPlaces),
  },
});

/** The press that shows where a title was filmed. */
export function pressForPlaces(title: Title): string {
  return buildCustomId('places', 'first', title.id);
}

function answerPlaces(context: Context, title: Title): Reply {
  const { content, say } = context;
  const all = content.list('places', title.id);
  if (all.length === 0) return buildNotice(say('places.none', { title: showTitle(title) }));
  const ceiling = ceilingOf(title, context);
  const open = all.filter((place) => isOpen(place, ceiling));
  return buildFirstPage(context, {
    title,
    heading: say('about.filmed'),
    facts: open.flatMap((place) => [GAP, describePlace(context, place)]),
    notes: [countHidden(say, all.length - open.length)],
    evidence: all,
    rows: [
      [
        buildButton({ label: say('places.details'), id: buildCustomId('about', 'page', title.id, 'places') }),
        buildSourcesButton(say, title, 'places'),
      ],
    ],
  });
}

/** What it is in the story, what it is called, where it is, and the way there. */
function describePlace({ say }: Context, { name, region, stands_for, ...where }: Place): string {
  const inStory = stands_for && say('about.standsFor', { place: escapeMarkdown(stands_for) });
  const map = showLink(say('about.map'), buildMapLink({ name, region, ...where }));
  return [joinFilled([`**${escapeMarkdown(name)}**`, escapeMarkdown(region ?? '')], ' · '), joinFilled([inStory, map], ' · ')].join('\n');
}
