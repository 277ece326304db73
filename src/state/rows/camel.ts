/** From the names of columns to those of the interface. */
import { keepEach } from '../../kept.ts';

type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;

/** A row under the names of the interface. */
export type CamelRow<Row> = { readonly [Column in keyof Row & string as Camel<Column>]: Row[Column] };

/** `guild_id` is `guildId`. */
export const nameOfColumn = keepEach((column) => column.replaceAll(/_[a-z]/g, ([, letter = '']) => letter.toUpperCase()));

/** A row with its columns’ names as the program writes them: `guild_id` becomes `guildId`; its values stay as they are. */
export function fromRow<Row extends object>(row: Row): CamelRow<Row>;
export function fromRow(row: object): object {
  const kept: Record<string, unknown> = {};
  // Faster than by entries, and every interaction does it.
  for (const column in row) kept[nameOfColumn(column)] = Reflect.get(row, column);
  return kept;
}
