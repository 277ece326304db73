/** The page of `/metrics`: what Nabi counts behind what Node says of itself, in Prometheus' text format. Loaded by the first reading. */
import { AggregatorRegistry, collectDefaultMetrics, type PrometheusContentType, Registry } from 'prom-client';

/** How often the event loop is measured. The default of 10 ms wakes an idle process a hundred times a second. */
const EVENT_LOOP_PRECISION_MS = 100;

export interface Page {
  readonly text: string;
  readonly contentType: string;
}

export interface Sample {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
  /** Where it is not that of the series: the parts of a histogram. */
  readonly metricName?: string;
}

/** One number by its labels, as prom-client's `getMetricsAsJSON` gives it. */
export interface Series {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly values: readonly Sample[];
}

/** Begins to look at the process, so what Node counts of itself rises from here on. */
export function createPageWriter(): (all: readonly Series[]) => Promise<Page> {
  const ofNode = new Registry();
  collectDefaultMetrics({ register: ofNode, eventLoopMonitoringPrecision: EVENT_LOOP_PRECISION_MS });
  return async (all) => {
    // Made to put together what several processes counted; of one it makes the page of numbers that are counted elsewhere.
    const own = AggregatorRegistry.aggregate<PrometheusContentType>([all.map((series) => ({ ...series, aggregator: 'first' }))]);
    return { text: `${await ofNode.metrics()}\n${await own.metrics()}`, contentType: ofNode.contentType };
  };
}
