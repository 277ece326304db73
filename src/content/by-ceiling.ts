/** What follows from records and a ceiling alone is made once: records never change, and what was made of them goes with them. */
import { keepFor } from '../kept.ts';

/** The same for the same records at the same ceiling, made when it is first asked for. */
export function keepByCeiling<Records extends object, Made>(): (records: Records, ceiling: number, make: () => Made) => Made {
  const ceilingsOf = keepFor((_records: Records) => new Map<number, Made>());
  return (records, ceiling, make) => ceilingsOf(records).getOrInsertComputed(ceiling, make);
}
