/** What stands beside a line wherever it is shown: whose it is, and what can be done with it. */
import type { APIButtonComponent } from 'discord-api-types/v10';
import { buildSourcesButton } from '../bot/evidence.ts';
import type { Say, Title } from '../bot/types.ts';
import { buildCustomId } from '../message/custom-id.ts';
import { buildButton } from '../message/reply.ts';
import type { Quote } from '../packs/schema.ts';
import { isCommunityLine } from './community.ts';

/** "♥ Save" keeps the line for whoever presses it, privately; a community's line has no sources to show. */
export function buildLineButtons(
  say: Say,
  title: Title,
  quote: Pick<Quote, 'id' | 'sources'>,
): readonly [APIButtonComponent, ...APIButtonComponent[]] {
  return [buildSaveButton(say, title, quote), ...(isCommunityLine(quote) ? [] : [buildSourcesButton(say, title, `quote:${quote.id}`)])];
}

/** Keeps the line for whoever presses it. */
export function buildSaveButton(say: Say, title: Title, quote: Pick<Quote, 'id'>): APIButtonComponent {
  return buildButton({ label: say('saved.save'), id: buildCustomId('quote', 'save', title.id, quote.id) });
}

/** Where some of the lines are a community's, the sentence that says so; nobody is named. */
export function listOrigins(say: Say, quotes: readonly Pick<Quote, 'id' | 'sources'>[]): readonly string[] {
  return quotes.some(isCommunityLine) ? [say('quote.ofCommunity')] : [];
}

/** Buttons and forms of somebody's own daily in direct messages are presses of `/progress`. */
export function buildOwnDailyId(action: 'open' | 'form' | 'set', title: Pick<Title, 'id'>): string {
  return buildCustomId('progress', `daily-${action}`, title.id);
}

/** Ends somebody's own daily. */
export function buildStopButton(say: Say): APIButtonComponent {
  return buildButton({ label: say('ownDaily.stop'), id: buildCustomId('progress', 'daily-stop') });
}
