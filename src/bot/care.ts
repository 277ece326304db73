/** Words after which a joke, a random line or a "nothing found" would be the wrong answer, and what is said then. */

import { buildLinkButton, buildMessage } from '../message/reply.ts';
import { cleanTyped, escapeMarkdown, foldAccents, foldText } from '../text/text.ts';
import type { Context, Reply, SentenceKey } from './types.ts';

/**
 * In the languages Nabi speaks, read without spaces, marks and accents; kept short, because a false alarm is a kind sentence too many
 * and a miss costs more.
 */
const DISTRESS = [
  ...['suicid', 'killmyself', 'killingmyself', 'endmylife', 'wanttodie', 'wannadie', 'selfharm', 'hurtmyself'],
  ...['자살', '자해', '죽고싶', '죽을래', '살기싫', '사라지고싶'],
  ...['quieromorir', 'noquierovivir', 'quitarmelavida', 'matarme', 'autolesi', 'hacermedano'],
  ...['queromorrer', 'naoquerovive', 'tirarminhavida', 'tiraraminhavida', 'mematar', 'automutil'],
  ...['bunuhdiri', 'inginmati', 'maumati', 'mengakhirihidup', 'menyakitidirisendiri', 'melukaidirisendiri'],
  ...['死にたい', '自殺', '自傷', '消えたい', 'リストカット'],
];

/** An international directory of helplines; no number of our own, because a wrong one harms. */
export const HELPLINES_URL = 'https://findahelpline.com';

/** Of what admins and operators may say, more than a message has room for beside the rest. */
const LONGEST_CARE_TEXT = 1000;

export function soundsLikeDistress(typed: string): boolean {
  const folded = foldAccents(typed);
  return DISTRESS.some((word) => folded.includes(word));
}

/**
 * A sentence for somebody who may be having a hard time, for their eyes alone: the one link, and below it what the server and the
 * operator have written themselves. It asks nothing back, and nothing of it is kept.
 */
export function buildCareNotice(context: Context, sentence: SentenceKey): Reply {
  const { say, settings, operatorCareText } = context;
  const own = [
    ...(settings.careText === null ? [] : [`${say('care.ofServer')}\n${showCareText(settings.careText)}`]),
    ...(operatorCareText === null ? [] : [`${say('care.ofOperator')}\n${showCareText(operatorCareText)}`]),
  ];
  return {
    visibility: 'private',
    place: 'new',
    message: buildMessage({ blocks: [say(sentence), ...own], rows: [[buildLinkButton(say('quote.helplines'), HELPLINES_URL)]] }),
  };
}

/** The full stop or bracket after an address belongs to the sentence. */
const ADDRESS = /(https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]'"])/i;

/** Line by line, as it was written, and nobody is called by it. An address can be followed: somebody may need it at once. */
function showCareText(text: string): string {
  return text
    .slice(0, LONGEST_CARE_TEXT)
    .split(/\r?\n/)
    .map((line) =>
      cleanTyped(line, LONGEST_CARE_TEXT)
        .split(ADDRESS)
        .map((part, index) => (index % 2 === 1 ? `<${part}>` : escapeMarkdown(part)))
        .join(''),
    )
    .join('\n');
}

/** What words of a line may be about, so that a reviewer looks twice. Beginnings of words; Korean ones anywhere in it. */
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
