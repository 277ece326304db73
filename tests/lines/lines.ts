import type { Quote } from '../../src/packs/schema.ts';

/** A healing line with so many questions; only what picking looks at has meaning. */
export function buildLine(id: string, tone: Quote['tone'], changes: Partial<Quote> = {}): Quote {
  return {
    id,
    text: `The line ${id}`,
    text_is: 'verbatim',
    voice: 'title',
    tone,
    never_post: false,
    themes: ['comfort'],
    questions: Array.from({ length: 12 }, (_, index) => `Question ${index} beside the line ${id}?`),
    sources: ['article'],
    as_of: '2024-01-01',
    spoiler_from: 1,
    ...changes,
  };
}

export function buildLines(gentle: number, firm: number): Quote[] {
  return [
    ...Array.from({ length: gentle }, (_, index) => buildLine(`gentle-${index}`, 'gentle')),
    ...Array.from({ length: firm }, (_, index) => buildLine(`firm-${index}`, 'firm')),
  ];
}
