/** What the load asks, from a file: the processes that sign and send load none of Nabi. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Stands in a template for the id that each interaction has of its own. */
export const ID_IN_TEMPLATE = '1200000000000000000';

/** By what is asked: "one" is always the same question, "mix" a day's. */
const Templates = z.record(z.string(), z.array(z.string()).readonly());
export type Templates = z.infer<typeof Templates>;

/** Builds the next interaction of a list of `LOAD_TEMPLATES`, each with an id of its own. */
export function readTemplates(): (ask: string) => { readonly id: string; readonly body: string } {
  const file = process.env.LOAD_TEMPLATES;
  const all = file === undefined ? {} : Templates.parse(JSON.parse(readFileSync(file, 'utf8')));
  const cut = new Map(Object.entries(all).map(([name, list]) => [name, list.map((template) => template.split(ID_IN_TEMPLATE))]));
  let count = 0;
  return (ask) => {
    const list = cut.get(ask) ?? [];
    count += 1;
    const id = String(1_200_000_000_000_000_000n + BigInt(count));
    return { id, body: (list[count % list.length] ?? []).join(id) };
  };
}
