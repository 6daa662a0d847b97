-- Past alarms played once more for one operator. What is kept is how it went, and nothing of what was done meanwhile.
create table exercises (
  id uuid primary key,
  -- Name of the operator: stays readable when the person is gone.
  who text not null,
  finished_at timestamptz not null,
  -- The span that was played.
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  -- Times faster than it was.
  speed smallint not null check (speed between 1 and 100),
  -- ExerciseReport of contract/exercise.ts, checked on every read. Times are those the operator lived through.
  report jsonb not null
);
create index exercises_by_time on exercises (finished_at desc);
