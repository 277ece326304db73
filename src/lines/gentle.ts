/** Gentle lines for somebody who names a feeling, and the content without what would hurt beside a word of care. */
import { findHurtfulKinds } from '../care/hurtful.ts';
import type { Feeling } from '../care/schema.ts';
import { withQuotes } from '../content/questions.ts';
import type { Content } from '../content/types.ts';
import type { Quote, Title } from '../packs/schema.ts';
import { listHealingLines } from './pick.ts';

/** Themes of a pack that fit a feeling, the nearest first. */
const THEMES_FOR: Readonly<Record<Feeling, readonly string[]>> = {
  sad: ['comfort', 'tears', 'feelings', 'hope', 'healing', 'smile'],
  tired: ['rest', 'permission', 'comfort', 'patience', 'everyday', 'healing'],
  lonely: ['togetherness', 'friendship', 'family', 'harmony', 'comfort', 'kindness'],
  anxious: ['courage', 'comfort', 'patience', 'hope', 'strength', 'healing'],
  angry: ['empathy', 'perspective', 'feelings', 'reconciliation', 'kindness', 'difference'],
  ashamed: ['self-acceptance', 'mistakes', 'imperfection', 'kindness', 'permission', 'growth'],
  grieving: ['tears', 'comfort', 'memory', 'feelings', 'hope', 'healing'],
};

/** Where fewer lines than these fit the feeling, the other gentle ones follow them. */
const FEW = 3;

/** The lines in a gentle tone that fit, the best first; where few fit, all gentle ones in that order. */
export function listGentleLines(content: Content, title: Title, ceiling: number, feeling?: Feeling): readonly Quote[] {
  const gentle = listHealingLines(content, title, ceiling).filter(({ tone }) => tone === 'gentle');
  if (feeling === undefined) return gentle;
  const wanted = THEMES_FOR[feeling];
  const closeness = ({ themes }: Quote) =>
    wanted.reduce((sum, theme, index) => sum + (themes.includes(theme) ? wanted.length - index : 0), 0);
  const nearest = gentle.toSorted((a, b) => closeness(b) - closeness(a));
  const fitting = nearest.filter((line) => closeness(line) > 0);
  return fitting.length < FEW ? nearest : fitting;
}

/**
 * The content with no lines but gentle ones: none about death or violence, and none that would itself be heard as distress.
 *
 * @param isQuiet whether a text is not heard as distress.
 */
export function withoutHarm(content: Content, isQuiet: (text: string) => boolean): Content {
  const judge = ({ tone, text, original = '' }: Quote): boolean =>
    tone === 'gentle' && isQuiet(text) && !findHurtfulKinds(`${text} ${original}`).some((kind) => kind === 'death' || kind === 'violence');
  // Remembered, because one answer asks for the same lines many times and each judgement listens in six languages.
  const judged = new Map<string, boolean>();
  const isHarmless = (line: Quote): boolean => {
    const key = `${line.tone} ${line.text} ${line.original ?? ''}`;
    return judged.getOrInsertComputed(key, () => judge(line));
  };
  const get = (titleId: string, id: string): Quote | undefined => {
    const line = content.get('quotes', titleId, id);
    return line !== undefined && isHarmless(line) ? line : undefined;
  };
  return withQuotes(content, { list: (titleId) => content.list('quotes', titleId).filter(isHarmless), get }, { withheld: () => [] });
}
