-- What was recorded, what was not and why, how long it stays, and what was deleted.
-- Footage itself lies in the storage (disk or S3); a row is written only once its file is durable.

create table segments (
  -- Made by the ingest process: the same segment told twice is one row.
  id uuid primary key,
  -- No reference to cameras: a row may not vanish while its file stays. See removed_at.
  camera_id text not null,
  kind text not null check (kind in ('masked', 'sealed')),
  -- Capture time of the first picture, and of the last plus its length.
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  -- RFC 6381.
  codec text not null,
  width_px integer not null check (width_px > 0),
  height_px integer not null check (height_px > 0),
  -- Where it lies in the storage.
  key text not null unique check (octet_length(key) between 1 and 200),
  -- Of the file.
  bytes bigint not null check (bytes > 0),
  -- SHA-256 of the file.
  sha256 bytea not null check (octet_length(sha256) = 32),
  -- Why it ended where it did (core/recording/segment.ts).
  ended text not null check (ended in ('full', 'stopped', 'stream-changed', 'clock-step', 'storage', 'torn')),
  -- Camera clock minus clock of this machine, ms; null where the camera tells no time.
  clock_offset_ms double precision,
  -- Twelve bytes each, little endian: ms after from_at, offset in the file, length (store/segments.ts). Not jsonb: a week
  -- of eight cameras is five million of them.
  fragments bytea not null check (octet_length(fragments) % 12 = 0),
  -- Its camera was removed: due at once, unless a hold keeps it.
  removed_at timestamptz,
  -- Being deleted, by which rule. Set before the file goes, so that a sweeper that was killed goes on where it was.
  deleting_at timestamptz,
  deleting_rule text check (deleting_rule in ('term', 'camera-removed', 'disk-full')),
  check ((deleting_at is null) = (deleting_rule is null))
);
-- Looking back: one camera, one stretch of time. A segment is at most some minutes long, so from_at finds it.
create index segments_by_time on segments (camera_id, kind, from_at);
create index segments_removed on segments (from_at) where removed_at is not null;
create index segments_deleting on segments (deleting_at) where deleting_at is not null;

create table recording_gaps (
  id uuid primary key,
  -- No reference to cameras: held footage of a removed camera keeps its gaps. Erased with its last segment.
  camera_id text not null,
  kind text not null check (kind in ('masked', 'sealed')),
  from_at timestamptz not null,
  -- Null while it lasts.
  to_at timestamptz check (to_at >= from_at),
  -- A value of gapCauses in core/recording/gap.ts.
  cause text not null
);
create index recording_gaps_by_time on recording_gaps (camera_id, kind, from_at);
-- A camera is in one gap of a kind at a time.
create unique index recording_gaps_open on recording_gaps (camera_id, kind) where to_at is null;

-- When the centre was last known to run: what lies between it and the next start was not recorded.
create table recording_heartbeat (
  is_only boolean primary key default true check (is_only),
  at timestamptz not null
);

create table recording_policies (
  camera_id text primary key references cameras (id) on delete cascade,
  -- Shape RecordingPolicy of contract/recording.ts, checked on every read. A camera without a row has the default.
  policy jsonb not null,
  version integer not null default 1 check (version >= 1),
  -- A longer term waits here until somebody else than the one who asked approves it.
  proposed jsonb,
  proposed_by text,
  proposed_at timestamptz,
  check ((proposed is null) = (proposed_by is null) and (proposed is null) = (proposed_at is null))
);

-- Keeps footage beyond its term. Never stops recording, and always ends.
create table holds (
  id uuid primary key,
  -- Of removed cameras too: what is held stays.
  camera_ids text[] not null check (cardinality(camera_ids) between 1 and 1000),
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  reason text not null check (reason <> ''),
  -- Name of the person: stays readable when the person is gone.
  owner text not null,
  created_at timestamptz not null,
  -- When it ends by itself.
  expires_at timestamptz not null check (expires_at > created_at),
  -- Ended earlier, and by whom.
  released_at timestamptz,
  released_by text,
  check ((released_at is null) = (released_by is null))
);
create index holds_by_end on holds (expires_at) where released_at is null;

-- That something is gone for good. Its audit entry (detail.certificate) stands in the hash chain.
create table deletion_certificates (
  id uuid primary key,
  at timestamptz not null,
  rule text not null check (rule in ('term', 'camera-removed', 'disk-full')),
  segments integer not null check (segments > 0),
  bytes bigint not null check (bytes >= 0),
  -- Shape CertificatePart[] of contract/recording.ts: camera, kind, from, to, segments, bytes.
  parts jsonb not null,
  -- SHA-256 over the lines "id key sha256" of all that was deleted, in the order of the keys.
  digest bytea not null check (octet_length(digest) = 32)
);
create index deletion_certificates_newest on deletion_certificates (at desc);

create table bookmarks (
  id uuid primary key,
  camera_id text not null references cameras (id) on delete cascade,
  at timestamptz not null,
  text text not null check (text <> ''),
  -- Name of the person: stays readable when the person is gone.
  made_by text not null,
  created_at timestamptz not null
);
create index bookmarks_by_time on bookmarks (camera_id, at);
