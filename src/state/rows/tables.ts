/** Every table of the state, the same in SQLite and in Postgres, in an order in which rows can be put in. */
import { z } from 'zod';
import { DeliveryRow, FollowUpRow } from './ledger.ts';
import { CorrectionRow, PrivateRow, ProgressRow, QuizAnswerRow, QuizBoardRow, SavedQuoteRow, SuggestionRow } from './members.ts';
import { DepartureRow, MetaRow, NoticeRow, OutboxRow, SeasonNoticeRow, UsedInteractionRow } from './notices.ts';
import { RewatchRow } from './rewatches.ts';
import { DailyRow, ServerRow, SettingsChangeRow } from './settings.ts';

export const TABLES = {
  servers: ServerRow.extend({ updated_at_ms: z.int(), noticed_at_ms: z.int().nullable() }),
  dailies: DailyRow.extend({ guild_id: z.string(), last_posted_at_ms: z.int().nullable() }),
  deliveries: DeliveryRow,
  outbox: FollowUpRow,
  settings_changes: SettingsChangeRow,
  progress: ProgressRow.extend({ user_id: z.string() }),
  private_answers: PrivateRow.extend({ user_id: z.string() }),
  quiz_players: QuizBoardRow.extend({ user_id: z.string() }),
  quiz_answers: QuizAnswerRow.extend({ user_id: z.string() }),
  saved_quotes: SavedQuoteRow.extend({ user_id: z.string() }),
  suggestions: SuggestionRow,
  corrections: CorrectionRow,
  season_notices: SeasonNoticeRow,
  notices: NoticeRow,
  welcomes: OutboxRow,
  rewatches: RewatchRow,
  departures: DepartureRow,
  used_interactions: UsedInteractionRow,
  meta: MetaRow.extend({ key: z.string() }),
};

/** What columns that came with a schema hold in the rows of the schemas before, the same as the migrations put there. */
export const ADDED: readonly {
  readonly schema: number;
  readonly values: { readonly [Name in TableName]?: Readonly<Record<string, unknown>> };
}[] = [
  {
    schema: 6,
    values: {
      dailies: { slot: 1, title_id: null, pause_until: null, place: 'channel', tags: '', pins: 0 },
      deliveries: { slot: 1, place: 'channel' },
      outbox: { slot: 1 },
    },
  },
  { schema: 7, values: { servers: { guild_locale: null, notices_channel_id: null, noticed_at_ms: null } } },
  { schema: 10, values: { servers: { quiz_board: 0 } } },
];

export type TableName = keyof typeof TABLES;

/** In the order in which rows can be put in. */
export const TABLE_NAMES: readonly TableName[] = z.object(TABLES).keyof().options;

/** The columns that tell a row from every other one of its table. */
export const KEYS: Readonly<Record<TableName, readonly string[]>> = {
  servers: ['guild_id'],
  dailies: ['guild_id', 'slot'],
  deliveries: ['guild_id', 'slot', 'local_date', 'zone'],
  outbox: ['guild_id', 'slot', 'local_date', 'zone', 'kind'],
  settings_changes: ['id'],
  progress: ['user_id', 'title_id'],
  private_answers: ['user_id'],
  quiz_players: ['guild_id', 'user_id'],
  quiz_answers: ['guild_id', 'user_id', 'title_id', 'question', 'day'],
  saved_quotes: ['user_id', 'title_id', 'quote_id'],
  suggestions: ['id'],
  corrections: ['id'],
  season_notices: ['guild_id', 'title_id', 'news_key'],
  notices: ['guild_id', 'cause', 'subject'],
  welcomes: ['guild_id'],
  rewatches: ['guild_id'],
  departures: ['guild_id'],
  used_interactions: ['interaction_id'],
  meta: ['key'],
};

const tablesWith = (column: string) => TABLE_NAMES.filter((name) => column in TABLES[name].shape);

/** Tables whose rows tell what was posted to a server. */
export const LEDGER_TABLES: readonly TableName[] = ['deliveries', 'outbox', 'season_notices'];
/** Those that go with others, or tell of servers and not about them. */
const NO_TRACE: readonly TableName[] = ['dailies', 'quiz_answers', 'departures'];
/** Every table in which a server can be the last trace of itself. */
export const GUILD_TABLES = tablesWith('guild_id').filter((name) => !NO_TRACE.includes(name));
/** What is kept of a server that is not its own: the words of people, that it was greeted. Dailies go with servers. */
const NOT_ITS_OWN: readonly TableName[] = [...LEDGER_TABLES, 'corrections', 'welcomes', 'dailies'];
/** What else than the ledger is kept about a server alone. */
export const SERVER_TABLES = tablesWith('guild_id').filter((name) => !NOT_ITS_OWN.includes(name));
/** What is kept about a person alone. */
export const MEMBER_TABLES = tablesWith('user_id');
