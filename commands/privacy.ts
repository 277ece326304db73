/** `/privacy`: what is kept about the asker and, for those who manage it, about this server; as words, as JSON, and deleted at once. */

import { mayManage } from '../src/bot/permissions.ts';
import type { Command, Context, Reply } from '../src/bot/types.ts';
import { nameZone } from '../src/calendar/zones.ts';
import { showList, showTime, showTitle } from '../src/language/show.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { addFile, buildButton, buildMessage, buildNotice, type ControlRow } from '../src/message/reply.ts';
import { KEPT_CHANGES, type MemberData } from '../src/state/types.ts';

const FILE = 'nabi-data.json';
/** More daily posts than a server can have had. */
const ALL_OUTCOMES = 100_000;

export const privacy: Command = {
  name: 'privacy',
  help: [{ group: 'yours', sentence: 'help.privacy' }],
  visibility: 'private',
  place: 'everywhere',
  needs: ({ press }) => ({
    memberData: true,
    serverData: true,
    ...(press?.action === 'server' ? { outcomes: ALL_OUTCOMES, followUps: ALL_OUTCOMES } : {}),
  }),
  answer: answerPrivacy,
  presses: {
    show: answerPrivacy,
    mine: (context) => sendFile(context, { userId: context.caller.userId, ...context.memberData }),
    forget: (context) => askFirst(context, 'Mine'),
    forgetNow: forgetMember,
    keep: (context) => buildNotice(context.say('privacy.kept')),
    ofServer: (context) => forManagers(context, () => answerServer(context)),
    server: (context) =>
      forManagers(context, () => sendFile(context, { ...context.serverData, deliveries: context.outcomes, followUps: context.followUps })),
    forgetServer: (context) => forManagers(context, () => askFirst(context, 'Server')),
    forgetServerNow: (context) =>
      forManagers(context, () => ({
        ...buildNotice(context.say('privacy.deletedServer')),
        changes: [{ kind: 'forget-server', guildId: context.settings.guildId, keepLedger: false }],
      })),
  },
};

function answerPrivacy(context: Context): Reply {
  const { memberData, say } = context;
  const lines = memberData === null ? [] : describeMember(context, memberData);
  const mine: ControlRow = lines.length === 0 ? [] : [button(context, 'mine', 'asFile'), button(context, 'forget', 'deleteMine', 'danger')];
  const row: ControlRow = [...mine, mayManage(context.caller) && button(context, 'ofServer', 'server')];
  return {
    message: buildMessage({
      blocks: [[`## ${say(lines.length === 0 ? 'privacy.nothing' : 'privacy.heading')}`, ...lines].join('\n'), say('privacy.never')],
      rows: row.length === 0 ? [] : [row],
    }),
  };
}

/** What is kept about the server, for those who manage it. */
function answerServer(context: Context): Reply {
  const { serverData, say } = context;
  const kept = { most: KEPT_CHANGES, suggestions: serverData?.suggestions.length ?? 0, deliveries: serverData?.deliveries ?? 0 };
  return {
    message: buildMessage({
      blocks: [`## ${say('privacy.server')}\n${say('privacy.serverIs', kept)}`],
      rows: [[button(context, 'server', 'asFile'), button(context, 'forgetServer', 'deleteServer', 'danger'), backButton(context)]],
    }),
  };
}

function describeMember({ content, locale, member, say }: Context, data: MemberData): readonly string[] {
  const progress = data.progress.flatMap(({ titleId, episode }) => {
    const title = content.title(titleId);
    if (title === undefined) return [];
    const shown = showTitle(title);
    return [title.kind === 'film' ? say('privacy.progressFilm', { title: shown }) : say('privacy.progressIn', { title: shown, episode })];
  });
  const counts = [
    ['privacy.saved', data.saved.length],
    ['privacy.suggestions', data.suggestions.length],
    ['privacy.decisions', data.decisions.length],
    ['privacy.corrections', data.corrections.length],
    ['privacy.boards', data.quizBoards.length],
    ['privacy.changes', data.settingsChanges.length],
    ['privacy.ownDeliveries', data.ownDeliveries.length],
  ] as const;
  const latest = content.title(member.latestTitle ?? '');
  const own = data.ownDaily?.daily;
  return [
    progress.length > 0 && say('privacy.progress', { list: showList(locale, progress) }),
    latest !== undefined && say('privacy.dmTitle', { title: showTitle(latest) }),
    data.privateSinceMs !== null && say('privacy.private'),
    own && say('privacy.ownDaily', { time: showTime(locale, own.time), zone: nameZone(own.zone, locale) }),
    ...counts.map(([key, count]) => count > 0 && say(key, { count })),
  ].filter((line) => typeof line === 'string');
}

/** Nothing that cannot be undone is done by one press. */
function askFirst(context: Context, whose: 'Mine' | 'Server'): Reply {
  const yes = buildButton({
    label: context.say('privacy.deleteYes'),
    id: buildCustomId('privacy', whose === 'Mine' ? 'forgetNow' : 'forgetServerNow'),
    style: 'danger',
  });
  return buildNotice(context.say(`privacy.delete${whose}Ask`), [[yes, button(context, 'keep', 'keepIt')]]);
}

function forgetMember({ caller, say }: Context): Reply {
  return { ...buildNotice(say('privacy.deletedMine')), changes: [{ kind: 'forget-member', userId: caller.userId }] };
}

function sendFile(context: Context, data: object | null): Reply {
  const { say } = context;
  const message = buildMessage({ blocks: [say('privacy.file')], rows: [[backButton(context)]] });
  return {
    visibility: 'private',
    message: addFile(message, FILE, say('privacy.fileAlt')),
    files: [{ name: FILE, bytes: new TextEncoder().encode(`${JSON.stringify(data, null, 2)}\n`) }],
  };
}

function forManagers(context: Context, act: () => Reply): Reply {
  return mayManage(context.caller) ? act() : buildNotice(context.say('error.managersOnly'));
}

function button(
  { say }: Context,
  action: string,
  label: 'asFile' | 'deleteMine' | 'server' | 'deleteServer' | 'keepIt',
  style: 'secondary' | 'danger' = 'secondary',
) {
  return buildButton({ label: say(`privacy.${label}`), id: buildCustomId('privacy', action), style });
}

function backButton({ say }: Context) {
  return buildButton({ label: say('page.back'), id: buildCustomId('privacy', 'show') });
}
