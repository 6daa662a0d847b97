-- Units: crews and vehicles that are sent. Who sits in them is not known here.

alter table users drop constraint users_role_check;
alter table users add constraint users_role_check
  check (role in ('administrator', 'operator', 'viewer', 'investigator', 'custodian', 'unit'));

create table units (
  id uuid primary key,
  name text not null check (name <> ''),
  -- core/unit/unit.ts.
  kind text not null,
  state text not null check (state in ('free', 'assigned', 'en-route', 'on-scene', 'busy', 'off')),
  incident_id uuid references incidents (id),
  assigned_at timestamptz,
  -- Name of the person: stays readable when the person is gone.
  assigned_by text,
  acknowledged_at timestamptz,
  -- How often it says that it is well while it is out; null: not asked.
  check_in_every_ms integer check (check_in_every_ms > 0),
  check_in_due_at timestamptz,
  check_in_missed_at timestamptz,
  -- WGS 84 degrees. The newest only, and in no log: where staff have been is nobody's business.
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  position_at timestamptz,
  position_source text check (position_source in ('api', 'phone')),
  state_since timestamptz not null,
  changed_by text not null,
  -- Counts changes; a command names the version it saw. Positions are none.
  version integer not null check (version >= 1),
  -- What its phone signs in as; made with the first link.
  user_id uuid references users (id) on delete set null,
  -- SHA-256 of the token in the one-time link; null: none is out.
  link_hash bytea check (octet_length(link_hash) = 32),
  link_expires_at timestamptz,
  -- Removed units stay, because incidents name them.
  is_removed boolean not null default false,
  check ((state in ('assigned', 'en-route', 'on-scene')) = (incident_id is not null)),
  check ((incident_id is null) = (assigned_at is null) and (incident_id is null) = (assigned_by is null)),
  check ((check_in_every_ms is null) = (check_in_due_at is null)),
  check ((latitude is null) = (longitude is null) and (latitude is null) = (position_at is null)
    and (latitude is null) = (position_source is null)),
  check ((link_hash is null) = (link_expires_at is null))
);
create unique index units_by_name on units (lower(name)) where not is_removed;
create unique index units_by_user on units (user_id) where user_id is not null;
create index units_due on units (check_in_due_at) where check_in_missed_at is null and check_in_due_at is not null;

-- Words between a unit and the control room.
create table unit_notes (
  id bigint generated always as identity primary key,
  unit_id uuid not null references units (id),
  incident_id uuid references incidents (id),
  at timestamptz not null,
  who text not null,
  is_from_unit boolean not null,
  text text not null check (length(text) between 1 and 500)
);
create index unit_notes_by_unit on unit_notes (unit_id, id);

create table run_cards (
  id uuid primary key,
  -- Shape RunCard of contract/units.ts, checked on every read.
  body jsonb not null
);
