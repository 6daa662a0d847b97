-- Cameras, what they measured, what happened, who was told, and who did what.
-- Instants are UTC (timestamptz); JavaScript's milliseconds survive the way there and back exactly.

create table cameras (
  -- Chosen by the user or made from the name: a-z, 0-9 and -. Stands in URLs, so it never changes.
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  -- Why this camera exists, in the words shown to the public.
  purpose text not null,
  -- WGS 84 degrees; both null while nobody has placed the camera on the map.
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  -- Stream addresses with their credentials: AES-256-GCM under the key file of the data directory, bound to `id`.
  -- Sealed, because a copy of the database must not open the cameras.
  source_sealed bytea not null,
  -- Shapes of contract/shapes.ts, checked on every read.
  calibration jsonb,
  zones jsonb not null,
  mask_policy jsonb not null,
  is_simulated boolean not null,
  -- Counts changes; a command names the version it saw, so that nobody overwrites what he has not seen.
  version integer not null default 1 check (version >= 1),
  created_at timestamptz not null,
  check ((latitude is null) = (longitude is null))
);

-- What a column of numbers means. Kept apart from the numbers, which then cost a quarter of the space.
create table series (
  id integer generated always as identity primary key,
  -- Null once the camera was removed: its numbers are unreachable at once and erased in the background.
  camera_id text references cameras (id) on delete set null,
  zone_id text not null,
  kind text not null,
  category text not null,
  direction text,
  unit text not null
);
create unique index series_of_camera on series (camera_id, zone_id, kind, category, direction, unit)
  nulls not distinct where camera_id is not null;
create index series_removed on series (id) where camera_id is null;

-- One number about one zone over one window. Partitioned by day: old days are dropped, not deleted row by row.
create table measures (
  -- No foreign key: checked by the writer, and a check per number would cost more than the number.
  series_id integer not null,
  -- End of the window.
  at timestamptz not null,
  window_ms integer not null check (window_ms >= 0),
  -- Null: not measured, and `note` says why.
  value real,
  -- Half-width, in the unit of the series; null where the error is not known.
  error_band real,
  -- Share of the zone seen in the window.
  coverage real not null check (coverage between 0 and 1),
  note text,
  -- A message delivered twice is stored once.
  primary key (series_id, at)
) partition by range (at);
-- Catches what no day was made for, e.g. after a step of the clock.
create table measures_other partition of measures default;

create table situations (
  -- Made by the ingest process; the same situation reported twice is one row.
  id text primary key,
  camera_id text not null references cameras (id) on delete cascade,
  kind text not null,
  -- Null for the camera's own faults.
  zone_id text,
  -- When the condition began, before the hold time ran out.
  since timestamptz not null,
  -- Capture time of the frame that fulfilled the rule.
  detected_at timestamptz not null,
  ended_at timestamptz,
  -- Why it ended: 'reported' by ingest, or what made the centre close it.
  end_cause text,
  certainty real not null check (certainty between 0 and 1),
  level_of_service text,
  -- The measures that caused it, as reported.
  because jsonb not null,
  check ((ended_at is null) = (end_cause is null))
);
create index situations_by_camera on situations (camera_id, since);
create index situations_open on situations (camera_id) where ended_at is null;

create table alarms (
  id uuid primary key,
  -- One alarm a situation.
  situation_id text not null unique references situations (id) on delete cascade,
  camera_id text not null references cameras (id) on delete cascade,
  zone_id text,
  -- As it read when the alarm was raised: the zone may be renamed or gone.
  zone_name text,
  kind text not null,
  priority text not null check (priority in ('high', 'medium', 'low')),
  -- IEC 62682.
  state text not null check (state in ('unacknowledged', 'acknowledged', 'returned-unacknowledged', 'normal')),
  raised_at timestamptz not null,
  returned_at timestamptz,
  acknowledged_at timestamptz,
  -- Name of the operator: stays readable when the person is gone.
  acknowledged_by text,
  -- Counts changes; a command names the version it saw.
  version integer not null check (version >= 1),
  check ((acknowledged_at is null) = (acknowledged_by is null))
);
create index alarms_by_time on alarms (raised_at desc);
create index alarms_open on alarms (raised_at desc) where state <> 'normal';

create table alarm_pictures (
  alarm_id uuid primary key references alarms (id) on delete cascade,
  -- The masked frame that fulfilled the rule. There is no clear one.
  jpeg bytea not null check (octet_length(jpeg) between 1 and 4000000)
);

create table users (
  id uuid primary key,
  name text not null,
  -- The name in lower case and normal form: two people cannot look alike.
  name_key text not null unique,
  -- argon2id with its own salt and costs inside.
  password_hash text not null,
  role text not null check (role in ('administrator', 'operator', 'viewer')),
  is_enabled boolean not null,
  created_at timestamptz not null
);

create table sessions (
  -- SHA-256 of the random token in the cookie: a copy of the database signs nobody in.
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz not null,
  -- Last request, to the minute; the session ends when it lies too far back.
  seen_at timestamptz not null,
  -- The session ends here whatever happens.
  expires_at timestamptz not null check (expires_at > created_at)
);
create index sessions_by_user on sessions (user_id);

create table setup_tokens (
  -- SHA-256 of the token in the one-time link. At most one, and none once an administrator exists.
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  created_at timestamptz not null
);

-- Who did what. Only ever grows; each row carries the hash of the one before.
create table audit (
  -- 1, 2, 3 ... without a gap: a missing entry shows.
  id bigint primary key check (id >= 1),
  at timestamptz not null,
  -- A person's name, or 'system'.
  who text not null,
  action text not null,
  target text,
  detail jsonb not null,
  -- SHA-256 over the previous hash and this row in canonical form (store/audit.ts).
  hash bytea not null check (octet_length(hash) = 32)
);
create function audit_only_grows() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log only grows';
end $$;
create trigger audit_only_grows before update or delete on audit
  for each row execute function audit_only_grows();
create trigger audit_is_not_emptied before truncate on audit
  for each statement execute function audit_only_grows();

-- What the consoles are told, stored together with the change it tells of. The id is the SSE id.
create table outbox (
  -- Handed out under the same lock as audit ids, so a smaller id is never committed after a larger one.
  id bigint generated always as identity primary key,
  at timestamptz not null,
  event jsonb not null
);

create table settings (
  key text primary key,
  value jsonb not null
);
