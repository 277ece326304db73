/** What operators and their tools ask: `/healthz`, `/readyz`, `/metrics`, on a port the world does not reach. */
import {
  type Health,
  type Listener,
  listen,
  OPS_VARIABLES,
  pathOf,
  sendHealth,
  sendJson,
  sendNothingHere,
  sendText,
  takesOnlyQuestions,
} from '../discord/listen.ts';
import type { Log } from '../log.ts';
import type { Metrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';

export interface OpsOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly health: Health;
  readonly readiness: Readiness;
  readonly metrics: Pick<Metrics, 'read'>;
  readonly log: Log;
}

/**
 * `/healthz` answers 200 as long as starting the process again would mend nothing; `/readyz` 200, or 503 and what is not
 * ready; `/metrics` in Prometheus' text format. Rejects with a `ListenError` when the port cannot be had.
 */
export async function startOps({ host, port, health, readiness, metrics, log }: OpsOptions): Promise<Listener> {
  return listen({ host, port, log, variables: OPS_VARIABLES }, async (request, response) => {
    if (!takesOnlyQuestions(request, response)) return;
    switch (pathOf(request)) {
      case '/healthz':
        return sendHealth(health, response);
      case '/readyz': {
        const report = await readiness.read();
        return sendJson(response, report.ready ? 200 : 503, JSON.stringify(report));
      }
      case '/metrics': {
        const { text, contentType } = await metrics.read();
        return sendText(response, 200, text, { 'content-type': contentType });
      }
      default:
        return sendNothingHere(response);
    }
  });
}
