/** What was asked of the bench. */
export type Asked =
  | { readonly kind: 'parts'; readonly parts: readonly string[] }
  | { readonly kind: 'compare'; readonly commit: string }
  | { readonly kind: 'wrong'; readonly says: string };

/**
 * Reads `part …` or `--compare <commit>`; not both, as a comparison has its own measures.
 *
 * @param known All parts there are.
 */
export function readArguments(args: readonly string[], known: readonly string[]): Asked {
  const [first, commit, ...more] = args;
  if (first === '--compare') {
    const isOne = commit !== undefined && /^[\w./^~@-]+$/.test(commit) && !commit.startsWith('-') && more.length === 0;
    return isOne
      ? { kind: 'compare', commit }
      : { kind: 'wrong', says: 'Name one commit, branch or tag: npm run bench -- --compare <commit>' };
  }
  const unknown = args.filter((part) => !known.includes(part));
  if (unknown.length > 0) return { kind: 'wrong', says: `There is no part ${unknown.join(', ')}. Parts: ${known.join(', ')}.` };
  return { kind: 'parts', parts: args };
}
