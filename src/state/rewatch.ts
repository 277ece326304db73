/** A server that watches a title again together: the limit of what it shows openly goes up by an episode by itself. */
import type { z } from 'zod';
import type { CamelRow } from './rows/camel.ts';
import type { RewatchRow } from './rows/rewatches.ts';

export type Rewatch = CamelRow<z.infer<typeof RewatchRow>>;
