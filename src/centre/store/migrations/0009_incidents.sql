-- Incidents: what people work on, and its record.

create table incidents (
  id uuid primary key,
  -- What people call it on the radio. Numbers of refused transactions are missing, and that is all right.
  number integer generated always as identity unique,
  -- core/incident/incident.ts.
  kind text not null,
  -- Null: kind and place say it.
  title text check (title <> ''),
  place text not null,
  -- WGS 84 degrees.
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  priority text not null check (priority in ('high', 'medium', 'low')),
  state text not null check (state in ('open', 'in-work', 'on-hold', 'closed')),
  origin text not null check (origin in ('alarm', 'call', 'person', 'api')),
  began_at timestamptz not null,
  opened_at timestamptz not null check (opened_at >= began_at),
  -- Names of people here and below: they stay readable when the person is gone.
  opened_by text not null,
  -- Name by role of ISO 22320; null: nobody.
  roles jsonb not null,
  -- No reference to cameras: what was shown stays on record.
  camera_ids text[] not null check (cardinality(camera_ids) <= 300),
  -- The procedure it began with; 0: the shipped one. Its steps are copied into tasks, so they never change under it.
  procedure_kind text not null,
  procedure_version integer not null check (procedure_version >= 0),
  -- Shape Task[] of contract/incidents.ts, checked on every read.
  tasks jsonb not null,
  held_for text check (held_for <> ''),
  cause text,
  outcome text,
  lessons text,
  closed_at timestamptz,
  closed_by text,
  reopenings integer not null check (reopenings >= 0),
  changed_by text not null,
  changed_at timestamptz not null,
  -- Counts changes; a command names the version it saw.
  version integer not null check (version >= 1),
  check ((latitude is null) = (longitude is null)),
  check ((state = 'on-hold') = (held_for is not null)),
  check ((state = 'closed') = (closed_at is not null)),
  check ((closed_at is null) = (cause is null) and (closed_at is null) = (outcome is null)
    and (closed_at is null) = (lessons is null) and (closed_at is null) = (closed_by is null))
);
create index incidents_newest on incidents (opened_at desc);
create index incidents_open on incidents (opened_at desc) where state <> 'closed';
create index incidents_closed on incidents (closed_at) where state = 'closed';

-- Alarms of incidents, as they read when they were attached: camera and alarm may be gone.
create table incident_alarms (
  -- No reference to alarms, for the same reason. An alarm belongs to one incident at most.
  alarm_id uuid primary key,
  incident_id uuid not null references incidents (id),
  -- Order in which they were attached.
  place integer not null,
  kind text not null,
  priority text not null,
  camera_id text not null,
  camera_name text not null,
  zone_name text,
  raised_at timestamptz not null,
  has_picture boolean not null,
  unique (incident_id, place)
);

create table incident_log (
  -- Lines of one incident are written under the lock of its row, so a later one has a higher number.
  id bigint generated always as identity primary key,
  incident_id uuid not null references incidents (id),
  at timestamptz not null,
  who text not null,
  -- core/incident/log-line.ts.
  kind text not null,
  -- In the words of a person.
  text text check (text <> ''),
  detail jsonb not null,
  -- A copy of the masked picture of an alarm: that alarm may get a newer one, or go with its camera.
  jpeg bytea check (octet_length(jpeg) between 1 and 4000000)
);
create index incident_log_by_incident on incident_log (incident_id, id);
create function incident_log_only_grows() returns trigger language plpgsql as $$
begin
  raise exception 'the log of an incident only grows';
end $$;
create trigger incident_log_only_grows before update or delete on incident_log
  for each row execute function incident_log_only_grows();
create trigger incident_log_is_not_emptied before truncate on incident_log
  for each statement execute function incident_log_only_grows();

-- What to do in each kind of incident, in the site's own words. Kinds without a row have the shipped procedure.
create table procedures (
  kind text not null,
  -- 1, 2, 3 ... The newest is in force; older ones stay, because incidents began with them.
  version integer not null check (version >= 1),
  -- Shape Step[] of contract/incidents.ts, checked on every read.
  steps jsonb not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (kind, version)
);
