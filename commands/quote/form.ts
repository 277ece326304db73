/** The form a line is written in, by the member who suggests it and by the reviewer who mends it. */

import type { Say, SentenceKey, Title } from '../../src/bot/types.ts';
import { findLineProblems, findSpeakerProblems, LONGEST_LINE, LONGEST_SPEAKER, readEpisode } from '../../src/lines/line-text.ts';
import { fitsCustomId } from '../../src/message/custom-id.ts';
import { buildModal, type Field, type Fields, type Opening } from '../../src/message/modal.ts';
import { shorten } from '../../src/text/text.ts';

export interface SuggestedLine {
  readonly text: string;
  /** Empty: nobody is named. */
  readonly speaker: string;
  /** null: not said. */
  readonly episode: number | null;
}

export const EMPTY_LINE: SuggestedLine = { text: '', speaker: '', episode: null };

/** The form for a suggested line, filled with what is known of it. */
export function buildLineForm(say: Say, title: Title, id: string, heading: SentenceKey, line: SuggestedLine): Opening {
  return buildModal(id, say(heading), [
    {
      kind: 'text',
      id: 'text',
      label: say('suggest.form.text'),
      hint: say('suggest.form.textHint'),
      value: line.text,
      maxLength: LONGEST_LINE,
      isLong: true,
    },
    {
      kind: 'text',
      id: 'speaker',
      label: say('suggest.form.speaker'),
      hint: say('suggest.form.speakerHint'),
      value: line.speaker,
      maxLength: LONGEST_SPEAKER,
      required: false,
    },
    title.kind === 'film' ? askWhetherItTells(say, line) : askForEpisode(say, line),
  ]);
}

/** The form that asks for nothing but the episode. */
export function buildEpisodeForm(say: Say, id: string, line: SuggestedLine): Opening {
  return buildModal(id, say('review.setEpisode'), [{ ...askForEpisode(say, line), required: true }]);
}

function askForEpisode(say: Say, { episode }: SuggestedLine): Field {
  return {
    kind: 'text',
    id: 'episode',
    label: say('suggest.form.episode'),
    hint: say('suggest.form.episodeHint'),
    value: episode === null ? '' : String(episode),
    maxLength: 10,
    required: false,
  };
}

/** A film has no episodes: a line either gives something away or it does not. */
function askWhetherItTells(say: Say, { episode }: SuggestedLine): Field {
  const options = [
    { label: say('suggest.form.tells'), value: '1', chosen: episode !== 0 },
    { label: say('suggest.form.tellsNothing'), value: '0', chosen: episode === 0 },
  ];
  return { kind: 'choice', id: 'episode', label: say('suggest.form.film'), options };
}

/** What was filled in, with what is wrong with it. */
export function readLineForm(fields: Fields, title: Title): { readonly line: SuggestedLine; readonly problems: readonly SentenceKey[] } {
  const text = fields.text('text').replace(/^(?:>\s*)+/, '');
  const speaker = fields.text('speaker').replace(/^[—–-]\s*/, '');
  const episode = readEpisode(title, fields.text('episode'));
  const problems = [
    ...findLineProblems(text),
    ...findSpeakerProblems(speaker),
    ...(episode === undefined ? (['suggest.problem.episode'] as const) : []),
  ];
  return { line: { text, speaker, episode: episode ?? null }, problems: [...new Set(problems)] };
}

/** Markdown that shows words exactly as they were typed, to be copied, and to be read back by `readKept`. */
export function keepWords(text: string): string {
  const shown = text
    .replaceAll('`', "'")
    // An invisible sign, which `readKept` takes out again, so that nobody is called.
    .replace(/<(?=[@#/:])|@(?=everyone|here)/g, '$&\u200b');
  return `\`\`\`\n${shown}\n\`\`\``;
}

/** The words that `keepWords` put into a message; undefined where there are none. */
export function readKept(shownText: string): string | undefined {
  const [, ...parts] = shownText.split('```\n');
  const [kept, end] = parts.join('```\n').split('\n```');
  return end === undefined ? undefined : kept?.replaceAll('\u200b', '');
}

/** Speaker and episode as arguments of a press; a name that is too long for it is cut. */
export function fitArgs(command: string, action: string, args: readonly string[], { speaker, episode }: SuggestedLine): readonly string[] {
  const said = episode === null ? '' : String(episode);
  let name = shorten(speaker, LONGEST_SPEAKER);
  while (name !== '' && !fitsCustomId(command, action, ...args, said, name)) name = shorten(name, name.length - 1).replace(/…$/, '');
  return [...args, said, name];
}

/** The line of a press by `fitArgs`, on a message that keeps its words. */
export function readArgs(
  title: Title,
  shownText: string,
  said: string | undefined,
  speaker: string | undefined,
): SuggestedLine | undefined {
  const text = readKept(shownText);
  return text === undefined ? undefined : { text, speaker: speaker ?? '', episode: readEpisode(title, said ?? '') ?? null };
}
