import { expect, test } from 'vitest';
import { runConstellation } from '../proofs/constellation.ts';

const SERVERS = 150;
const INTERACTIONS = 150;

test('two that answer, two that post, one Postgres: the poster is killed, then the database, and nothing is doubled, lost or refused', async () => {
  const result = await runConstellation({ servers: SERVERS, interactions: INTERACTIONS, askEveryMs: 200 });
  const { posted, doubles, unconfirmed, refused, readings, unanswered, answeredBy, answeredWithoutDatabase } = result;
  expect({ posted, doubles, unconfirmed, refused, readings, unanswered }).toEqual({
    posted: SERVERS,
    doubles: 0,
    unconfirmed: 0,
    refused: 0,
    readings: { slidingSecond: 0, clockSecond: 0, tokenBucket: 0 },
    unanswered: 0,
  });
  expect(answeredBy.reduce((sum, count) => sum + count, 0)).toBe(INTERACTIONS);
  expect(Math.min(...answeredBy)).toBeGreaterThan(INTERACTIONS / 3);
  expect(answeredWithoutDatabase).toBeGreaterThan(0);
}, 300_000);
