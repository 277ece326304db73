/** The doctor's look at Discord: whether it answers, whose the token is, and whether both agree about the time. */
import { ApplicationIntegrationType } from 'discord-api-types/v10';
import { z } from 'zod';
import { wrongToken } from '../discord/application.ts';
import { USER_AGENT } from '../discord/user-agent.ts';
import type { Env } from '../env.ts';
import { type DoctorFinding, note, ok, problem, skipped } from './doctor-finding.ts';
import { findCause } from './io.ts';

const DISCORD_DEADLINE_MS = 10_000;
/** Discord's Date header counts whole seconds, and a request takes its time. */
const CLOCK_NOTE_MS = 5_000;
/** Signed interactions from further ahead than this are refused. */
const CLOCK_PROBLEM_MS = 60_000;

const OwnApplication = z.object({
  id: z.string(),
  verify_key: z.string(),
  name: z.string().default(''),
  interactions_endpoint_url: z.string().nullish(),
  integration_types_config: z.record(z.string(), z.unknown()).optional(),
});

/** Changes nothing and never rejects. */
export async function examineDiscord(env: Env, now: () => number): Promise<DoctorFinding[]> {
  if (env.token === null) return [skipped('Discord', 'no DISCORD_TOKEN is set, so Discord was not asked.')];
  let response: Response;
  let askedAtMs: number;
  try {
    askedAtMs = now();
    response = await fetch(`${env.apiUrl}/v10/applications/@me`, {
      headers: { authorization: `Bot ${env.token}`, 'user-agent': USER_AGENT },
      signal: AbortSignal.timeout(DISCORD_DEADLINE_MS),
    });
  } catch (error) {
    return [problem('Discord', `${env.apiUrl} does not answer: ${findCause(error)}`)];
  }
  const clock = examineClock(response.headers.get('date'), (askedAtMs + now()) / 2);
  if (response.status === 401) {
    return [...clock, problem('token', wrongToken().message)];
  }
  if (!response.ok) return [...clock, problem('Discord', `it answered with status ${response.status}.`)];
  const application = await readApplication(response);
  if (application === null) {
    const says = `${env.apiUrl} answered, but not as Discord does: something in between answers for it, such as a proxy or the page of a network that wants a login.`;
    return [...clock, problem('Discord', says)];
  }
  return [...clock, ok('token', `it belongs to ${application.name || 'an application'}.`), ...examineApplication(env, application)];
}

/** Null for what is no application. */
async function readApplication(response: Response): Promise<z.infer<typeof OwnApplication> | null> {
  try {
    return OwnApplication.parse(await response.json());
  } catch {
    return null;
  }
}

/** https://docs.discord.com/developers/resources/application#application-object */
function* examineApplication(env: Env, application: z.infer<typeof OwnApplication>): Generator<DoctorFinding> {
  if (env.applicationId !== null && env.applicationId !== application.id) {
    const says = `DISCORD_APPLICATION_ID is of another application than DISCORD_TOKEN, which belongs to ${application.id}. Correct it, or leave it out.`;
    yield problem('application', says);
  }
  if (env.publicKeyHex !== null && env.publicKeyHex !== application.verify_key.toLowerCase()) {
    const says = `DISCORD_PUBLIC_KEY is not this application's, so no interaction over HTTP would be believed. Copy it again, or leave it out: Discord is asked for it.`;
    yield problem('application', says);
  }
  const endpoint = application.interactions_endpoint_url;
  if (endpoint && env.transport === 'gateway') {
    const says =
      'an Interactions Endpoint URL is set at Discord, so the gateway stays silent. Clear it on the General Information page, or set NABI_TRANSPORT=http.';
    yield problem('interactions', says);
  } else if (!endpoint && env.transport === 'http') {
    const says =
      'no Interactions Endpoint URL is set at Discord, so nothing reaches this bot. Enter its address on the General Information page.';
    yield problem('interactions', says);
  }
  const contexts = application.integration_types_config;
  const missing = [
    ...(contexts?.[ApplicationIntegrationType.GuildInstall] === undefined ? ['Guild Install'] : []),
    ...(contexts?.[ApplicationIntegrationType.UserInstall] === undefined ? ['User Install'] : []),
  ];
  if (missing.length > 0) {
    const says = `Not allowed: ${missing.join(', ')}. Tick it on the Installation page, so that everybody can use the commands.`;
    yield note('installation', says);
  }
}

function examineClock(dateHeader: string | null, hereMs: number): DoctorFinding[] {
  const thereMs = Date.parse(dateHeader ?? '');
  if (Number.isNaN(thereMs)) return [skipped('clock', 'Discord sent no date to compare with.')];
  const skewMs = hereMs - thereMs;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const says = `this machine's clock is ${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} Discord's.`;
  if (Math.abs(skewMs) <= CLOCK_NOTE_MS) return [ok('clock', "it agrees with Discord's.")];
  const isProblem = Math.abs(skewMs) > CLOCK_PROBLEM_MS;
  return [{ about: 'clock', state: isProblem ? 'problem' : 'note', says: `${says} Let it be set by NTP.` }];
}
