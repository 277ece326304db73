/** Two that answer, two that post and one Postgres, with the poster and the database killed in the middle. */
import { runConstellation } from '../tests/proofs/constellation.ts';
import { atMost, type Part } from './support/figures.ts';

const SERVERS = 500;
const INTERACTIONS = 300;
const NONE = 'none';

export async function benchConstellation(): Promise<Part> {
  const result = await runConstellation({ servers: SERVERS, interactions: INTERACTIONS, askEveryMs: 100 });
  const lost = result.servers - result.posted;
  return {
    title: `Constellation: 2 web, 2 workers, 1 PostgreSQL, ${SERVERS} servers due; the poster and then the database killed`,
    rows: [
      { what: 'doubled posts', figure: String(result.doubles), target: atMost(result.doubles, 0, NONE) },
      { what: 'lost posts', figure: String(lost), target: atMost(lost, 0, NONE) },
      { what: 'answers 429', figure: String(result.refused), target: atMost(result.refused, 0, NONE) },
      {
        what: 'time',
        figure: `${result.seconds.toFixed(1)} s = ${result.overLimit.toFixed(2)} ×`,
        floor: `${(SERVERS / 50).toFixed(1)} s, none killed`,
      },
      { what: 'another worker posts after the kill', figure: `${result.takeoverS.toFixed(1)} s` },
      { what: 'posts leave after the database is back', figure: `${result.resumedS.toFixed(1)} s` },
      {
        what: 'interactions meanwhile, by replica',
        figure: `${result.answeredBy.join(' + ')}, p50 ${result.p50Ms.toFixed(0)} ms, p99 ${result.p99Ms.toFixed(0)} ms`,
        target: atMost(result.unanswered, 0, 'all answered'),
      },
    ],
  };
}
