/** The imports of a tree of TypeScript files, read from their text: who uses whom, in circles or against a rule. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** One file importing another, both as paths from the root. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** The TypeScript files below these folders, as sorted paths from the root. */
export function listFiles(root: string, folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
    .filter((file) => file.endsWith('.ts'))
    .sort();
}

/** Every import between the files below these folders, those of types included. */
export function listArrows(root: string, folders: readonly string[]): readonly Arrow[] {
  return listFiles(root, folders).flatMap((from) =>
    listSpecifiers(read(root, from), { withTypes: true })
      .filter((specifier) => specifier.startsWith('.') && specifier.endsWith('.ts'))
      .map((specifier) => ({ from, to: resolve(root, from, specifier) })),
  );
}

/** The groups of files that import each other in a circle, each sorted (Tarjan, 1972). */
export function findCircles(arrows: readonly Arrow[]): readonly (readonly string[])[] {
  const targets = Map.groupBy(arrows, ({ from }) => from);
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    order.set(file, order.size);
    let low = order.size - 1;
    stack.push(file);
    for (const { to } of targets.get(file) ?? []) {
      if (!order.has(to)) low = Math.min(low, visit(to));
      else if (stack.includes(to)) low = Math.min(low, order.get(to) ?? low);
    }
    lowest.set(file, low);
    if (low === order.get(file)) {
      const circle = stack.splice(stack.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return low;
  };
  for (const file of targets.keys()) if (!order.has(file)) visit(file);
  return circles;
}

/**
 * How each forbidden package or file is reached at run time from these files: "commands/cast.ts → src/x.ts → node:fs".
 *
 * @param mayLoad false for a file that none of them may load.
 */
export function findForbidden(
  root: string,
  files: readonly string[],
  packages: readonly string[],
  mayLoad: (file: string) => boolean,
): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const here = [...trail, file];
    if (seen.has(file)) return;
    seen.add(file);
    for (const specifier of listSpecifiers(read(root, file), { withTypes: false })) {
      if (!specifier.startsWith('.')) {
        const name = isBuiltin(specifier) && !specifier.startsWith('node:') ? `node:${specifier}` : specifier;
        if (packages.some((forbidden) => name === forbidden || name.startsWith(`${forbidden}/`))) found.add([...here, name].join(' → '));
        continue;
      }
      const target = resolve(root, file, specifier);
      if (!mayLoad(target)) found.add([...here, target].join(' → '));
      else if (target.endsWith('.ts') && existsSync(join(root, target))) visit(target, here);
    }
  };
  for (const file of files) visit(file, []);
  return [...found];
}

const read = (root: string, file: string): string => readFileSync(join(root, file), 'utf8');
const resolve = (root: string, from: string, specifier: string): string => relative(root, join(root, dirname(from), specifier));

/**
 * What a file imports. Node only strips types, so whatever is not written as `import type` or `export type`, or has every
 * name marked `type`, is loaded.
 */
function listSpecifiers(source: string, { withTypes }: { readonly withTypes: boolean }): readonly string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const named = withTypes
    ? code.matchAll(/(?:^|[;\n])\s*(?:import|export)\s+([^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/g)
    : code.matchAll(/(?:^|[;\n])\s*(?:import|export)\s+(?!type\s)([^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/g);
  const dynamic = code.matchAll(/\b(?:import|require)\(\s*['"]([^'"]+)['"]/g);
  return [...[...named].map((match) => match[2] ?? ''), ...[...dynamic].map((match) => match[1] ?? '')];
}
