-- Bundles for courts. The bundle itself lies in the storage under exhibits/<id>/bundle.zip.

create table exhibits (
  id uuid primary key,
  -- waiting -> making -> ready or failed; ready -> deleted. The row stays: that there was one, and its hash, is evidence too.
  state text not null check (state in ('waiting', 'making', 'ready', 'failed', 'deleted')),
  kind text not null check (kind in ('masked', 'opened')),
  opening_id uuid references openings (id),
  -- No reference to cameras: an exhibit outlives its camera.
  camera_id text not null,
  camera_name text not null,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  title text not null check (title <> ''),
  reason text not null check (reason <> ''),
  incident text,
  -- Of the report.
  language text not null check (language in ('en', 'ru')),
  has_sealed boolean not null,
  asked_by_id uuid not null,
  -- Name of the person: stays readable when the person is gone.
  asked_by text not null,
  asked_at timestamptz not null,
  -- Why it failed, in words for the one who asked.
  message text,
  bytes bigint check (bytes > 0),
  -- Of the bundle.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  made_at timestamptz,
  -- When the bundle must be gone. Extended only by a hold, never shortened.
  delete_after timestamptz not null check (delete_after > asked_at),
  hold_until timestamptz,
  hold_by text,
  hold_reason text,
  deleted_at timestamptz,
  deleted_by text,
  check ((kind = 'opened') = (opening_id is not null)),
  check ((state in ('ready', 'deleted')) = (sha256 is not null and bytes is not null and made_at is not null)),
  check ((state = 'failed') = (message is not null)),
  check ((state = 'deleted') = (deleted_at is not null and deleted_by is not null)),
  check ((hold_until is null) = (hold_by is null) and (hold_until is null) = (hold_reason is null))
);
create index exhibits_newest on exhibits (asked_at desc);
create index exhibits_work on exhibits (asked_at) where state in ('waiting', 'making');
create index exhibits_due on exhibits (delete_after) where state = 'ready';
