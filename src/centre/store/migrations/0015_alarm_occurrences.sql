-- Each time a condition began is kept by itself: an alarm that stands again, or gathers a chattering cause, forgets nothing.

create table alarm_occurrences (
  -- One for each situation: nothing is counted twice.
  situation_id text primary key references situations (id) on delete cascade,
  alarm_id uuid not null references alarms (id) on delete cascade,
  -- When the centre stored it.
  begun_at timestamptz not null,
  -- When it asked to be noticed; null: it was set aside all the time.
  asked_at timestamptz,
  -- The first notice anybody took of it. Null: nobody, e.g. it was set aside, or is over and reset.
  acknowledged_at timestamptz,
  acknowledged_by text,
  ended_at timestamptz,
  check ((acknowledged_at is null) = (acknowledged_by is null))
);
create index alarm_occurrences_by_time on alarm_occurrences (begun_at);
create index alarm_occurrences_by_alarm on alarm_occurrences (alarm_id);

-- What came before this table: the last time of each alarm is all that is known.
insert into alarm_occurrences (situation_id, alarm_id, begun_at, asked_at, acknowledged_at, acknowledged_by, ended_at)
select situation_id, id, raised_at, asked_at, acknowledged_at, acknowledged_by, returned_at from alarms;

-- Who said that this alarm was not worth an operator's attention; null: nobody.
alter table alarms add column nuisance_by text;
create index alarms_by_place on alarms (camera_id, kind, raised_at desc);
