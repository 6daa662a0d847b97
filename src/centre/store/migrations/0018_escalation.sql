-- Alarms that nobody notices are handed on, to who is responsible there and then.

alter table alarms
  -- Since when nobody has noticed it; a cause that flickers does not begin anew. From here escalation runs.
  add column unnoticed_since timestamptz not null default now(),
  -- To whom it was handed on since then: rule, time and names (core/alarm/escalation.ts), oldest first.
  add column escalations jsonb not null default '[]';
update alarms set unnoticed_since = asked_at;
create index alarms_unheard on alarms (unnoticed_since)
  where state in ('unacknowledged', 'latched-unacknowledged');

-- When a connection of this session was last seen open; null: none ever was. Says who is present, and only the newest is kept.
alter table sessions add column live_at timestamptz;
