/** Pages that are made once for many: whoever asks gets what would be made for them alone, whatever was asked before. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { World } from '../../src/answer/context.ts';
import { NOTHING_NEEDED } from '../../src/answer/needs.ts';
import { readRequest } from '../../src/answer/request.ts';
import { route } from '../../src/answer/router.ts';
import { loadAskWords } from '../../src/ask/load.ts';
import { buildLanguages } from '../../src/language/locale.ts';
import { loadCatalogs } from '../../src/language/locales.ts';
import { buildDefaultSettings, DEFAULT_DAILY_OPTIONS } from '../../src/state/types.ts';
import { buildSuggestion } from '../state/suite/build.ts';
import { care, DRAMA, FILM, languages, loadTestContent, NOW_MS } from '../support/bot.ts';
import { ADMIN_PERMISSIONS, buildButton, buildCommand, CHANNEL_ID, GUILD_ID } from '../support/interactions.ts';

const CATALOGS = loadCatalogs();
const ASK_WORDS = loadAskWords();

/** Words of lines that may stand openly in some places only. */
const LATER = loadTestContent()
  .list('quotes', DRAMA)
  .flatMap(({ spoiler_from: from, text }) => (from > 1 ? [text.split(' ').slice(0, 3).join(' ')] : []));

const QUESTIONS = [
  ...['cast', 'awards', 'about', 'help'].map((name) => ({ name })),
  ...['network', 'writer'].map((asked) => ({ customId: `v1|about|page|${DRAMA}|${asked}` })),
  { customId: 'v1|help|all' },
  { customId: `v1|about|page|${DRAMA}|overview` },
  { customId: `v1|cast|first|${FILM}` },
  ...['happy', 'you', 'the', '마음', 'nobody says this', ...LATER].map((words) => ({
    name: 'quote',
    subcommand: 'find',
    options: { words, title: DRAMA },
  })),
  { name: 'quote', subcommand: 'find', options: { theme: 'healing', title: DRAMA } },
  { customId: `v1|quote|find|${DRAMA}|life|||1` },
  { customId: `v1|quote|find-later|${DRAMA}|love|||0` },
  { name: 'quote', subcommand: 'today', options: { title: DRAMA } },
] as const;

const ceilings = fc.dictionary(fc.constantFrom(DRAMA, FILM), fc.integer({ min: 0, max: 16 }), { maxKeys: 2 });

const daily = fc.record({
  channelId: fc.constant(CHANNEL_ID),
  time: fc.constantFrom('09:00', '21:00'),
  zone: fc.constantFrom('Asia/Seoul', 'America/Lima'),
  enabled: fc.boolean(),
});

it('is what would be made anew, whoever asked before: in each language, server and progress', () => {
  const differing = new Set<string>();
  fc.assert(
    fc.property(
      fc.record({
        question: fc.constantFrom(...QUESTIONS),
        locale: fc.constantFrom('en-US', 'ko', 'ja', 'es-419'),
        where: fc.constantFrom('guild' as const, 'guild' as const, 'dm' as const),
        memberPermissions: fc.constantFrom('0', ADMIN_PERMISSIONS),
        title: fc.constantFrom(null, DRAMA, FILM),
        shown: ceilings,
        progress: fc.oneof(fc.constant({}), ceilings),
        replyStyle: fc.constantFrom('card' as const, 'plain' as const),
        quizBoard: fc.boolean(),
        takesSuggestions: fc.boolean(),
        set: fc.option(daily),
        hasCommunityLine: fc.boolean(),
        commandIds: fc.constantFrom(new Map<string, string>(), new Map([['cast', '600000000000000001']])),
      }),
      ({ question, locale, where, memberPermissions, title, shown, progress, replyStyle, quizBoard, takesSuggestions, set, ...drawn }) => {
        const given = { locale, where, memberPermissions };
        const wire = 'customId' in question ? buildButton({ ...given, ...question }) : buildCommand({ ...given, ...question });
        const request = readRequest(wire);
        if (request === undefined || request.kind === 'ping') throw new Error('no interaction');
        const world: World = {
          ...NOTHING_NEEDED,
          ...{ commands, languages, care, content: loadTestContent(), careSaidLately: undefined, operatorCareText: null, nowMs: NOW_MS },
          commandIds: drawn.commandIds,
          pick: () => 0,
          settings: {
            ...buildDefaultSettings(where === 'dm' ? '' : GUILD_ID),
            ...{ title, ceilings: shown, replyStyle, quizBoard },
            suggestions: takesSuggestions ? { channelId: CHANNEL_ID, suggesterRoleId: null, reviewerRoleId: null } : null,
            daily: set && { ...DEFAULT_DAILY_OPTIONS, ...set, nextDueAtMs: NOW_MS, suspendedReason: null },
          },
          member: { progress, latestTitle: null, isPrivate: false },
          communityLines: drawn.hasCommunityLine
            ? [buildSuggestion({ state: 'approved', tone: 'gentle', titleId: DRAMA, text: 'We are happy with love.' })]
            : [],
        };
        const answer = (spoken: World['languages']): string => {
          const routed = route(request, { ...world, languages: spoken });
          return 'effect' in routed ? 'an effect' : JSON.stringify(routed.response);
        };
        const known = answer(languages);
        expect(known).toBe(answer(buildLanguages(CATALOGS, ASK_WORDS)));
        differing.add(known);
      },
    ),
    { numRuns: 1_000, seed: 20_200_620 },
  );
  // So many that what they hang on is really drawn.
  expect(differing.size).toBeGreaterThan(300);
});
