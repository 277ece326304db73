/** A word for somebody who may be having a hard time, for their eyes alone. It asks nothing back, and nothing of it is kept. */

import { isFreshLine } from '../care/lines.ts';
import type { Heard } from '../care/listen.ts';
import type { Fullness, SaidLately } from '../care/memory.ts';
import type { Feeling } from '../care/schema.ts';
import { buildCustomId } from '../message/custom-id.ts';
import { buildButton, buildLinkButton, buildMessage, buildSelect, type ControlRow, type Message, putBefore } from '../message/reply.ts';
import { cleanTyped, escapeMarkdown } from '../text/text.ts';
import type { Context, Reply, SentenceKey } from './types.ts';

/** An international directory of helplines, kept by those whose work it is; no number of our own, because a wrong one harms. */
const HELPLINES_URL = 'https://findahelpline.com';

/** Characters of what admins and operators have written: with more, the rest of the message would have no room. */
const LONGEST_CARE_TEXT = 1000;

/** The first sentence of a word of care speaks to the person. */
const SENTENCE_OF = {
  suicide: 'care.suicide',
  'self-harm': 'care.selfHarm',
  eating: 'care.eating',
  abuse: 'care.abuse',
} as const satisfies Record<Heard['kind'], SentenceKey>;

/**
 * How full a word is. A plan, means or a goodbye always get the full one; what was said a moment ago is not said again, unless the sign
 * is stronger now.
 */
export function chooseFullness({ intensity, confidence }: Heard, said: SaidLately): Fullness {
  const fullness = intensity === 'acute' || (intensity === 'high' && confidence === 'high') ? 'full' : 'light';
  if (intensity === 'acute' || said === undefined) return fullness;
  return fullness === 'full' && said === 'light' ? 'full' : 'again';
}

/**
 * The word first, then what was asked, privately. It stands alone where nothing was asked that could be answered, and where all there is
 * to say is that nothing was found.
 */
export function putCareFirst(context: Context, heard: Heard, fullness: Fullness, asked: Reply | undefined): Reply {
  const blocks = chooseWords(context, heard, fullness);
  const rows = buildWaysOn(context);
  if (asked === undefined) {
    const gentle = [fullness !== 'again' && buildGentleButton(context)];
    return { visibility: 'private', place: 'new', message: buildMessage({ blocks, rows: [...rows, gentle] }) };
  }
  const first = (message: Message): Message => putBefore(message, { blocks, rows });
  const { after } = asked;
  return {
    ...asked,
    visibility: 'private',
    message: first(asked.message),
    ...(after?.settle === undefined ? {} : { after: { ...after, settle: (result) => first(after.settle?.(result) ?? asked.message) } }),
  };
}

/** A word for somebody who tells of a hard day, then what is for it. After a loss the helplines are one press away. */
export function putFeelingFirst(context: Context, feeling: Feeling, lines: Reply): Reply {
  const isLoss = feeling === 'grieving';
  const blocks = [context.say(isLoss ? 'care.loss' : 'care.feeling')];
  const rows = isLoss ? buildWaysOn(context) : [];
  return { ...lines, visibility: 'private', message: putBefore(lines.message, { blocks, rows }) };
}

/** The answer to "Rough day?": nothing is asked, and there are two ways on. */
export function buildRoughDay(context: Context): Reply {
  return {
    visibility: 'private',
    place: 'new',
    message: buildMessage({
      blocks: [context.say('care.rough'), ...listOwnWords(context)],
      rows: [[buildGentleButton(context), buildHelplineButton(context)], buildCountrySelect(context)],
    }),
  };
}

/** The lines of a country that was chosen; it is not kept. */
export function buildCountryLines(context: Context, country: string): Reply {
  const { say } = context;
  const blocks = listFreshLines(context)
    .filter((line) => line.country === country)
    .map(({ name, contact, hours, url, as_of }) =>
      [
        `**${escapeMarkdown(name)}**`,
        escapeMarkdown(contact),
        escapeMarkdown(hours),
        `<${url}>`,
        `-# ${say('care.checked', { date: as_of })}`,
      ].join('\n'),
    );
  return {
    visibility: 'private',
    place: 'new',
    message: buildMessage({ blocks: blocks.length === 0 ? [say('care.light')] : blocks, rows: [[buildHelplineButton(context)]] }),
  };
}

function chooseWords(context: Context, { kind, intensity }: Heard, fullness: Fullness): readonly string[] {
  const { say } = context;
  if (fullness === 'again') return [say('care.again')];
  // A weak sign may be mere tiredness: the sentence of its kind would say too much.
  const person = say(intensity === 'low' ? 'care.light' : SENTENCE_OF[kind]);
  return fullness === 'light' ? [person] : [person, say('care.danger'), ...listOwnWords(context)];
}

/** What the server and the operator have written themselves. */
function listOwnWords({ say, settings, operatorCareText }: Context): readonly string[] {
  return [
    ...(settings.careText === null ? [] : [`${say('care.ofServer')}\n${showCareText(settings.careText)}`]),
    ...(operatorCareText === null ? [] : [`${say('care.ofOperator')}\n${showCareText(operatorCareText)}`]),
  ];
}

function buildWaysOn(context: Context): readonly (ControlRow | undefined)[] {
  return [[buildHelplineButton(context)], buildCountrySelect(context)];
}

function buildHelplineButton({ say }: Context) {
  return buildLinkButton(say('care.helpline'), HELPLINES_URL);
}

function buildGentleButton({ say }: Context) {
  return buildButton({ label: say('care.gentle'), id: buildCustomId('quote', 'gentle') });
}

function listFreshLines({ care, nowMs }: Context) {
  return care.lines.filter((line) => isFreshLine(line, nowMs));
}

/** Never guessed from a language: people live where they live. */
function buildCountrySelect(context: Context) {
  const names = new Intl.DisplayNames(context.locale, { type: 'region' });
  const countries = [...new Set(listFreshLines(context).map(({ country }) => country))];
  const options = countries.map((country) => ({ label: names.of(country) ?? country, value: country }));
  return buildSelect(buildCustomId('quote', 'country'), context.say('care.country'), options);
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
