/**
 * Tables that came to SQLite and Postgres with the same schema and differ in the words for their columns alone. Like the steps they are
 * part of, they are never edited once released.
 */

/** What a store calls its types. */
export interface ColumnWords {
  /** Compared byte by byte: ids, and what else rows are found or put in order by. */
  readonly id: string;
  readonly text: string;
  readonly whole: string;
  /** Behind the columns of a table. */
  readonly end: string;
}

/** By the schema they came with; the ledger as it was when Postgres joined. */
export function writeTables({ id, text, whole, end }: ColumnWords) {
  const attempted = `
    state ${text} NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    reason ${text},
    attempts ${whole} NOT NULL,
    created_at_ms ${whole} NOT NULL,
    updated_at_ms ${whole} NOT NULL,
    next_attempt_at_ms ${whole},`;
  /** @param slot and `place` came when a server could have several daily posts; empty before. */
  const writeDeliveries = (name: string, slot = '', place = '') => `
  CREATE TABLE ${name} (
    guild_id ${id} NOT NULL,${slot}
    local_date ${id} NOT NULL,
    zone ${id} NOT NULL,
    state ${text} NOT NULL CHECK (state IN ('claimed', 'sent', 'confirmed', 'missed', 'failed', 'unknown')),
    reason ${text},
    channel_id ${text} NOT NULL,${place}
    title_id ${text} NOT NULL,
    quote_id ${text},
    question_index ${whole},
    cycle ${whole} NOT NULL,
    position ${whole} NOT NULL,
    due_at_ms ${whole} NOT NULL,
    claimed_at_ms ${whole} NOT NULL,
    updated_at_ms ${whole} NOT NULL,
    attempts ${whole} NOT NULL,
    sent_at_ms ${whole},
    next_attempt_at_ms ${whole},
    message_id ${text},
    PRIMARY KEY (guild_id, ${slot === '' ? '' : 'slot, '}local_date, zone),
    CHECK ((next_attempt_at_ms IS NOT NULL) = (state IN ('claimed', 'sent')))
  )${end};`;
  const writeOutbox = (name: string, kinds: string, slot = '') => `
  CREATE TABLE ${name} (
    guild_id ${id} NOT NULL,${slot}
    kind ${id} NOT NULL CHECK (kind IN (${kinds})),
    local_date ${id} NOT NULL,
    zone ${id} NOT NULL,
    channel_id ${text} NOT NULL,
    message_id ${text} NOT NULL,
    thread_name ${text},
    ${attempted}
    PRIMARY KEY (guild_id, ${slot === '' ? '' : 'slot, '}local_date, zone, kind),
    CHECK ((next_attempt_at_ms IS NOT NULL) = (state = 'waiting'))
  )${end};`;
  const slot = `
    slot ${whole} NOT NULL,`;
  const place = `
    place ${text} NOT NULL CHECK (place IN ('channel', 'forum')),`;
  return {
    deliveries: `${writeDeliveries('deliveries')}
  CREATE INDEX deliveries_newest ON deliveries (guild_id, due_at_ms);
  CREATE INDEX deliveries_unsettled ON deliveries (next_attempt_at_ms, guild_id) WHERE next_attempt_at_ms IS NOT NULL;
  `,
    outbox: `${writeOutbox('outbox', "'thread', 'crosspost'")}
  CREATE INDEX outbox_waiting ON outbox (next_attempt_at_ms, guild_id) WHERE next_attempt_at_ms IS NOT NULL;
  `,
    /** For SQLite, which changes a key by making the table anew. */
    deliveriesBySlot: writeDeliveries('deliveries_by_slot', slot, place),
    outboxBySlot: writeOutbox('outbox_by_slot', "'thread', 'crosspost', 'pin', 'unpin'", slot),
    schema4: `
  CREATE TABLE progress (
    user_id ${id} NOT NULL,
    title_id ${id} NOT NULL,
    episode ${whole} NOT NULL,
    updated_at_ms ${whole} NOT NULL,
    PRIMARY KEY (user_id, title_id)
  )${end};

  CREATE TABLE saved_quotes (
    user_id ${id} NOT NULL,
    title_id ${id} NOT NULL,
    quote_id ${id} NOT NULL,
    saved_at_ms ${whole} NOT NULL,
    PRIMARY KEY (user_id, title_id, quote_id)
  )${end};
  CREATE INDEX saved_quotes_newest ON saved_quotes (user_id, saved_at_ms);

  CREATE TABLE suggestions (
    id ${id} PRIMARY KEY,
    guild_id ${id} NOT NULL,
    user_id ${id} NOT NULL,
    title_id ${text} NOT NULL,
    text ${text} NOT NULL,
    speaker ${text} NOT NULL,
    episode ${whole},
    state ${text} NOT NULL CHECK (state IN ('waiting', 'approved', 'declined')),
    tone ${text} CHECK (tone IN ('gentle', 'firm')),
    locale ${text} NOT NULL,
    created_at_ms ${whole} NOT NULL,
    decided_at_ms ${whole},
    decided_by ${id}
  )${end};
  CREATE INDEX suggestions_newest ON suggestions (guild_id, created_at_ms, id);
  CREATE INDEX suggestions_in_state ON suggestions (guild_id, state, created_at_ms, id);
  CREATE INDEX suggestions_of_member ON suggestions (user_id, guild_id, created_at_ms, id);
  CREATE INDEX suggestions_decided ON suggestions (decided_by) WHERE decided_by IS NOT NULL;

  CREATE TABLE corrections (
    id ${id} PRIMARY KEY,
    user_id ${id} NOT NULL,
    guild_id ${id},
    title_id ${text} NOT NULL,
    topic ${text} NOT NULL,
    text ${text} NOT NULL,
    source ${text} NOT NULL,
    created_at_ms ${whole} NOT NULL,
    state ${text} NOT NULL CHECK (state IN ('open', 'done'))
  )${end};
  CREATE INDEX corrections_in_state ON corrections (state, created_at_ms, id);
  CREATE INDEX corrections_of_member ON corrections (user_id, created_at_ms, id);
  CREATE INDEX corrections_of_server ON corrections (guild_id) WHERE guild_id IS NOT NULL;

  CREATE TABLE season_notices (
    guild_id ${id} NOT NULL,
    title_id ${id} NOT NULL,
    news_key ${id} NOT NULL,
    channel_id ${text} NOT NULL,
    ${attempted}
    PRIMARY KEY (guild_id, title_id, news_key),
    CHECK ((next_attempt_at_ms IS NOT NULL) = (state = 'waiting'))
  )${end};
  CREATE INDEX season_notices_waiting ON season_notices (next_attempt_at_ms, guild_id) WHERE next_attempt_at_ms IS NOT NULL;

  CREATE TABLE departures (
    guild_id ${id} PRIMARY KEY,
    first_missed_at_ms ${whole} NOT NULL,
    confirmed_at_ms ${whole}
  )${end};
  `,
    schema5: `
  -- Interactions that something was written or done for, so that a repeat of one does it no second time. Gone after minutes.
  CREATE TABLE used_interactions (interaction_id ${id} PRIMARY KEY, until_ms ${whole} NOT NULL)${end};
  CREATE INDEX used_interactions_over ON used_interactions (until_ms);
  `,
    schema7: `
  -- What the admins of a server are to be told, once for each cause: that it began, and then that it is over.
  CREATE TABLE notices (
    guild_id ${id} NOT NULL,
    cause ${id} NOT NULL,
    subject ${id} NOT NULL,
    since_ms ${whole} NOT NULL,
    ended_at_ms ${whole},
    told_at_ms ${whole},
    tried_at_ms ${whole},
    PRIMARY KEY (guild_id, cause, subject)
  )${end};
  CREATE INDEX notices_waiting ON notices (guild_id) WHERE told_at_ms IS NULL;
  `,
    schema8: `
  -- Who has asked to be answered privately everywhere.
  CREATE TABLE private_answers (user_id ${id} PRIMARY KEY, since_ms ${whole} NOT NULL)${end};

  -- Who has joined the quiz board of a server, and what each answered first on the last day they did.
  CREATE TABLE quiz_players (
    guild_id ${id} NOT NULL,
    user_id ${id} NOT NULL,
    points ${whole} NOT NULL,
    joined_at_ms ${whole} NOT NULL,
    PRIMARY KEY (guild_id, user_id)
  )${end};
  CREATE INDEX quiz_players_best ON quiz_players (guild_id, points DESC, joined_at_ms);
  CREATE INDEX quiz_players_of_member ON quiz_players (user_id);
  CREATE TABLE quiz_answers (
    guild_id ${id} NOT NULL,
    user_id ${id} NOT NULL,
    title_id ${id} NOT NULL,
    question ${id} NOT NULL,
    day ${id} NOT NULL,
    PRIMARY KEY (guild_id, user_id, title_id, question, day)
  )${end};
  CREATE INDEX quiz_answers_of_member ON quiz_answers (user_id);

  -- One row for each server the bot is in: whether it was greeted, or is to be.
  CREATE TABLE welcomes (
    guild_id ${id} PRIMARY KEY,
    ${attempted}
    CHECK ((next_attempt_at_ms IS NOT NULL) = (state = 'waiting'))
  )${end};
  CREATE INDEX welcomes_waiting ON welcomes (next_attempt_at_ms, guild_id) WHERE next_attempt_at_ms IS NOT NULL;
  `,
    schema9: `
  CREATE TABLE rewatches (
    guild_id ${id} PRIMARY KEY,
    title_id ${text} NOT NULL,
    start_date ${text} NOT NULL,
    pace ${text} NOT NULL CHECK (pace IN ('daily', 'weekly')),
    zone ${text} NOT NULL,
    time ${text} NOT NULL,
    channel_id ${text},
    opens_thread ${whole} NOT NULL CHECK (opens_thread IN (0, 1)),
    episode ${whole} NOT NULL,
    next_due_at_ms ${whole} NOT NULL
  )${end};
  CREATE INDEX rewatches_due ON rewatches (next_due_at_ms, guild_id);
  `,
  };
}
