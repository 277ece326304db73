/** The doctor's look at the machine: the folder, its disk, and the ports. */
import { createServer } from 'node:net';
import { explainListenFailure, HTTP_VARIABLES, OPS_VARIABLES } from '../discord/listen.ts';
import type { Env } from '../env.ts';
import { findDiskProblem, findHomeProblem, findNetworkFileSystem, findOtherOwner } from '../state/home.ts';
import { isHomeLocked } from '../state/lock.ts';
import { type DoctorFinding, note, ok, problem } from './doctor-finding.ts';

const ANSWER_WITHIN_MS = 2_000;

/** Changes nothing and never rejects. */
export async function examineMachine(env: Env): Promise<DoctorFinding[]> {
  return [...examineHome(env), ...(await examinePorts(env))];
}

function examineHome({ home }: Env): DoctorFinding[] {
  const owner = findOtherOwner(home);
  const found =
    owner === null
      ? (findHomeProblem(home) ?? findDiskProblem(home))
      : `the folder ${home} belongs to ${owner} and this is root: what root makes there Nabi could not write. Run this as that user: runuser -u <user> -- nabi …`;
  if (found !== null) return [problem('folder', found)];
  const network = findNetworkFileSystem(home);
  if (network === null) return [ok('folder', `${home} can be written, and the disk has room.`)];
  const says = `${home} can be written, but lies on a network file system (${network}), which may not lock files: then Nabi does not start. A folder on a disk of this machine, or Postgres (DATABASE_URL), is safe.`;
  return [note('folder', says)];
}

async function examinePorts({ host, port, opsHost, opsPort, home, transport, token, databaseUrl, role }: Env): Promise<DoctorFinding[]> {
  const listensForAll = token === null || (transport === 'http' && role !== 'worker');
  const wanted = [
    ...(token === null ? [] : [{ host: opsHost, port: opsPort, variables: OPS_VARIABLES }]),
    ...(listensForAll ? [{ host: token === null ? '127.0.0.1' : host, port, variables: HTTP_VARIABLES }] : []),
  ];
  const findings: DoctorFinding[] = [];
  for (const { host: at, port: number, variables } of wanted) {
    const error = await tryToListen(at, number);
    if (error === null) continue;
    if (error.code === 'EADDRINUSE' && (await isNabi(at, number)) && (databaseUrl !== null || isHomeLocked(home))) {
      findings.push(ok('ports', `Nabi runs and answers on ${number}.`));
    } else findings.push(problem('ports', explainListenFailure(error, { host: at, port: number, variables })));
  }
  return findings.length > 0 ? findings : [ok('ports', 'those needed are free.')];
}

/** What keeps this user from listening there; null when nothing does. */
function tryToListen(host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

async function isNabi(host: string, port: number): Promise<boolean> {
  const at = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  try {
    const response = await fetch(`http://${at}:${port}/healthz`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    const said: unknown = await response.json();
    return typeof said === 'object' && said !== null && 'ok' in said;
  } catch {
    return false;
  }
}
