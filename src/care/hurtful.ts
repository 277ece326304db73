/** What a line of a story may be about that hurts, so that a reviewer looks twice and a word of care stands beside nothing of it. */
import { foldText } from '../text/text.ts';

/** Beginnings of words; Korean ones anywhere in a line. */
const HURTFUL = {
  violence: ['kill', 'murder', 'stab', 'strangl', 'blood', 'weapon', 'knife', 'rape', '죽여', '죽인', '때리', '때려', '칼로'],
  death: ['die', 'dead', 'death', 'suicid', 'corpse', '죽어', '죽고', '죽었', '자살'],
  insult: [
    ...['hate', 'stupid', 'idiot', 'moron', 'trash', 'garbage', 'worthless', 'useless', 'ugly', 'loser', 'disgust', 'monster', 'pathetic'],
    ...['병신', '바보', '쓰레기', '괴물', '멍청', '새끼', '싫어', '추해'],
  ],
  illness: ['crazy', 'insane', 'psycho', 'lunatic', 'retard', 'freak', 'madman', 'deranged', '미친', '미쳤', '또라이', '정신병'],
} as const;

export type HurtfulKind = keyof typeof HURTFUL;

const HURTFUL_KINDS = ['violence', 'death', 'insult', 'illness'] as const satisfies readonly HurtfulKind[];

/** What these words may be about. It only notes: gentle lines speak of death too, and hurt needs no word of a list. */
export function findHurtfulKinds(text: string): readonly HurtfulKind[] {
  const folded = foldText(text);
  const words = text.split(/[^\p{L}\p{N}\p{M}]+/u).map(foldText);
  const has = (sign: string) => (/^[a-z]/.test(sign) ? words.some((word) => word.startsWith(sign)) : folded.includes(sign));
  return HURTFUL_KINDS.filter((kind) => HURTFUL[kind].some(has));
}
