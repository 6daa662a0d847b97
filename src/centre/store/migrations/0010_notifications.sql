-- Who is told what, and what became of each message.

-- Channels, recipients and rules: few rows, written by hand.
create table notification_setup (
  id uuid primary key,
  part text not null check (part in ('channel', 'recipient', 'rule')),
  -- Shape of contract/notifications.ts, AES-256-GCM under the key file of the data directory, bound to `id`. Sealed
  -- whole: passwords of gateways and addresses of people stand in it, and a copy of the database must not show them.
  sealed bytea not null,
  -- Counts changes; a command names the version it saw.
  version integer not null check (version >= 1),
  -- Name of the person: stays readable when the person is gone.
  changed_by text not null,
  changed_at timestamptz not null
);
create index notification_setup_by_part on notification_setup (part, changed_at);

-- How far the outbox has been read for this. One row, made at the first start: what had happened before is told to nobody.
create table notification_cursor (
  is_only boolean primary key default true check (is_only),
  -- Events up to here have become messages, or concern nobody. Moves in the transaction that writes the messages.
  outbox_id bigint not null
);
-- Each standing of an alarm that was looked at: an alarm that merely changes is not told again.
create table notification_causes (
  -- Alarm and situation.
  key text primary key,
  at timestamptz not null
);

create table notifications (
  -- Goes along with every attempt, so that whoever gets the same one twice knows it.
  id uuid primary key,
  -- core/notification/notification.ts.
  state text not null check (state in ('waiting', 'sent', 'failed', 'dropped')),
  -- No reference: what was sent stays on record when rule, recipient or channel are gone. Null: a test.
  rule_id uuid,
  rule_name text,
  recipient_id uuid not null,
  recipient_name text not null,
  channel_id uuid not null,
  channel_name text not null,
  channel_kind text not null check (channel_kind in ('email', 'webhook', 'sms', 'push')),
  -- Sent only if the alarm is still unacknowledged when it is due.
  is_if_unacknowledged boolean not null,
  -- The masked picture of the alarm goes along.
  has_picture boolean not null,
  -- As it is sent, in the recipient's language. No names of people, no pictures.
  subject text not null,
  body text not null,
  -- Causes (core/notification/cause.ts), newest last, at most 20.
  causes jsonb not null,
  -- How many of each kind it tells of, also beyond those 20.
  tally jsonb not null,
  -- The same thing came again, and was counted here.
  repeats integer not null check (repeats >= 0),
  -- Takes more causes until it is first sent.
  is_gathering boolean not null,
  attempts integer not null check (attempts >= 0),
  created_at timestamptz not null,
  -- Not before this; while it is being sent, when that attempt counts as lost with its process.
  next_at timestamptz not null,
  give_up_at timestamptz not null,
  ended_at timestamptz,
  -- The gateway's last words.
  said text,
  check ((state = 'waiting') = (ended_at is null)),
  check (state <> 'sent' or attempts > 0)
);
create index notifications_due on notifications (next_at) where state = 'waiting';
create index notifications_newest on notifications (created_at desc);
create index notifications_of_rule on notifications (rule_id, recipient_id, created_at);

-- Browsers in which a person allowed pushes.
create table push_subscriptions (
  -- SHA-256 of the endpoint: the same browser twice is one row.
  endpoint_hash bytea primary key check (octet_length(endpoint_hash) = 32),
  user_id uuid not null references users (id) on delete cascade,
  -- Endpoint and keys, sealed as above and bound to the hash: who has them can write to that browser.
  sealed bytea not null,
  created_at timestamptz not null
);
create index push_subscriptions_by_user on push_subscriptions (user_id);
