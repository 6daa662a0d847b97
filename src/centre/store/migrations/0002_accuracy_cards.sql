-- How far a camera's counts are from a person's: frames on their way to being labelled, and the cards made of them.

create table labellings (
  id uuid primary key,
  -- One at a time.
  camera_id text not null unique references cameras (id) on delete cascade,
  started_at timestamptz not null,
  -- Name of the operator: stays readable when the person is gone.
  started_by text not null,
  -- Between two frames.
  every_ms integer not null check (every_ms between 1000 and 600000),
  -- Areas as they were then (contract/accuracy.ts): clicks are counted in the outlines the camera counted in.
  zones jsonb not null,
  -- When its frames must be gone, labelled or not.
  expires_at timestamptz not null check (expires_at > started_at)
);

create table labelling_frames (
  id uuid primary key,
  labelling_id uuid not null references labellings (id) on delete cascade,
  captured_at timestamptz not null,
  -- A masked frame. There is no clear one.
  jpeg bytea not null check (octet_length(jpeg) between 1 and 4000000),
  -- Width over height.
  aspect double precision not null check (aspect > 0),
  -- 0..255.
  mean_luma real check (mean_luma between 0 and 255),
  -- What the camera counted in this very frame (core/frame-reading.ts): places, with no thread to any other frame.
  reading jsonb not null
);
create index labelling_frames_in_order on labelling_frames (labelling_id, captured_at);

create table accuracy_cards (
  id uuid primary key,
  camera_id text not null references cameras (id) on delete cascade,
  made_at timestamptz not null,
  made_by text not null,
  -- SHA-256 of the set-up that was measured: zones, calibration, stream.
  setup_hash bytea not null check (octet_length(setup_hash) = 32),
  -- Shape AccuracyFigures of contract/accuracy.ts, checked on every read.
  figures jsonb not null
);
create index accuracy_cards_newest on accuracy_cards (camera_id, made_at desc);
