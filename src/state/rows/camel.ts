/** From the names of columns to those of the interface. */
import { z } from 'zod';
import { keepEach, keepFor } from '../../kept.ts';

type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;

/** A row under the names of the interface. */
export type CamelRow<Row> = { readonly [Column in keyof Row & string as Camel<Column>]: Row[Column] };

/** `guild_id` is `guildId`. */
export const nameOfColumn = keepEach((column) => column.replaceAll(/_[a-z]/g, ([, letter = '']) => letter.toUpperCase()));

/** What checks a row that was read under the names of the interface (`columnsOf`), so that none has to be renamed. */
export function asRead<Row extends z.ZodObject>(row: Row): z.ZodType<CamelRow<z.infer<Row>>>;
export function asRead(row: z.ZodObject): z.ZodType {
  return checkOf(row);
}

/** Compiled it takes no longer for the first row, and a third for each after it. */
const checkOf = keepFor(({ shape }: z.ZodObject) =>
  z.compile(z.object(Object.fromEntries(Object.entries(shape).map(([column, kept]) => [nameOfColumn(column), kept])))),
);
