/** What commands ask to be done outside: each effect with its own end, in less than the two seconds a press may take. */
import type { Effect, EffectResult, PickedFile } from '../bot/types.ts';
import { postTest } from './test-post.ts';
import type { PostPorts } from './types.ts';

const DRAW_DEADLINE_MS = 1_500;

export interface EffectPorts extends PostPorts {
  /** Fetches a file somebody gave with a command. Never rejects, and ends within the time a press may take. */
  readonly fetchFile?: (file: PickedFile) => Promise<EffectResult>;
}

/** Never rejects. */
export async function carryOut(effect: Effect, ports: EffectPorts): Promise<EffectResult> {
  switch (effect.kind) {
    case 'test-post':
      return postTest(ports, effect.settings);
    case 'draw-card':
      return drawCard(effect, ports);
    case 'fetch-file':
      return ports.fetchFile === undefined ? { ok: false, reason: 'not-here' } : ports.fetchFile(effect.file);
    default:
      return { ok: false, reason: 'not-here' };
  }
}

async function drawCard({ settings, title, quote }: Extract<Effect, { kind: 'draw-card' }>, ports: PostPorts): Promise<EffectResult> {
  if (ports.drawPost === undefined) return { ok: false, reason: 'no-picture' };
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, DRAW_DEADLINE_MS, null);
  });
  try {
    const picture = await Promise.race([ports.drawPost({ settings, title, quote }), tooLate]);
    return picture === null ? { ok: false, reason: 'no-picture' } : { ok: true, picture };
  } catch (error) {
    ports.log.error({ err: error, quoteId: quote.id }, 'drawing a card failed');
    return { ok: false, reason: 'no-picture' };
  } finally {
    clearTimeout(timer);
  }
}
