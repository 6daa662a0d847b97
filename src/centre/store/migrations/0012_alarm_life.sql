-- The whole life cycle of IEC 62682: latched, shelved, suppressed by design, out of service.

alter table alarms drop constraint alarms_state_check;
alter table alarms
  add constraint alarms_state_check check (state in ('unacknowledged', 'acknowledged', 'returned-unacknowledged',
    'latched-unacknowledged', 'latched', 'shelved', 'suppressed', 'out-of-service', 'normal')),
  -- When it last asked to be noticed: raised, come again, or come back from being set aside. From here time to respond runs.
  add column asked_at timestamptz,
  -- As the site had decided when it was raised.
  add column is_latching boolean not null default false,
  -- How many times its condition has begun.
  add column times integer not null default 1 check (times >= 1),
  -- Who set it aside: a person's name, or 'system' where a rule did.
  add column aside_by text,
  -- Shelved: one of core/alarm/set-aside.ts. Suppressed: the kind that stands. Out of service: the administrator's own words.
  add column aside_reason text,
  add column aside_since timestamptz,
  -- When it comes back by itself; null: when the cause is gone.
  add column aside_until timestamptz,
  add constraint alarms_aside_is_told check (
    (state in ('shelved', 'suppressed', 'out-of-service')) = (aside_by is not null)
    and (aside_by is null) = (aside_reason is null) and (aside_by is null) = (aside_since is null)
    and (aside_until is null or aside_since is not null)),
  -- A shelf always ends.
  add constraint alarms_shelf_ends check (state <> 'shelved' or aside_until > aside_since);
update alarms set asked_at = raised_at;
alter table alarms alter column asked_at set not null;
create index alarms_aside on alarms (aside_until) where aside_by is not null;

-- What an administrator has taken out of service: its alarms are stored and listed, and ask nobody.
create table out_of_service (
  id uuid primary key,
  -- Null: every camera; then the kind says which alarms.
  camera_id text references cameras (id) on delete cascade,
  -- Null: the whole camera. No reference: zones live inside their camera's row.
  zone_id text,
  -- Null: every kind.
  kind text,
  -- Name of the administrator: stays readable when the person is gone.
  by text not null,
  reason text not null check (length(reason) between 1 and 500),
  since timestamptz not null,
  -- Null: until a person ends it.
  until timestamptz check (until > since),
  -- Set once, by a person or by the clock.
  ended_at timestamptz,
  ended_by text,
  check ((ended_at is null) = (ended_by is null)),
  check (camera_id is not null or kind is not null),
  check (zone_id is null or camera_id is not null)
);
create index out_of_service_in_force on out_of_service (since) where ended_at is null;
