/** Words after which a joke, a random line or a "nothing found" would be the wrong answer. */
import { foldText } from './text.ts';

/** Read without spaces and marks; kept short, because a false alarm is a kind sentence too many and a miss costs more. */
const DISTRESS = [
  'suicid',
  'killmyself',
  'killingmyself',
  'endmylife',
  'wanttodie',
  'wannadie',
  'selfharm',
  'hurtmyself',
  '자살',
  '자해',
  '죽고싶',
  '죽을래',
];

/** An international directory of helplines; no number of our own, because a wrong one harms. */
export const HELPLINES_URL = 'https://findahelpline.com';

export function soundsLikeDistress(typed: string): boolean {
  const folded = foldText(typed);
  return DISTRESS.some((word) => folded.includes(word));
}
