-- What one shift told the next, and who took over.

create table handovers (
  id uuid primary key,
  -- waiting -> taken by the next shift, or replaced by a newer one.
  state text not null check (state in ('waiting', 'taken', 'replaced')),
  made_at timestamptz not null,
  -- Names of people: they stay readable when the person is gone.
  made_by text not null,
  -- In the words of the one who goes; may be empty.
  text text not null,
  -- Shape HandoverFacts of contract/handovers.ts, as of made_at; checked on every read.
  facts jsonb not null,
  taken_at timestamptz,
  taken_by text check (taken_by <> made_by),
  check ((state = 'taken') = (taken_at is not null) and (taken_at is null) = (taken_by is null))
);
-- One at a time waits: nobody has to ask which one counts.
create unique index handovers_one_waiting on handovers (state) where state = 'waiting';
create index handovers_newest on handovers (made_at desc);
