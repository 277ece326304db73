import { beforeAll } from 'vitest';
import { type Cluster, startCluster } from '../support/postgres.ts';
import { describeState } from './suite/index.ts';
import { createPostgresStore } from './suite/postgres-store.ts';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster();
  return () => cluster.stop();
});

describeState('Postgres', () => createPostgresStore(cluster.url()));
