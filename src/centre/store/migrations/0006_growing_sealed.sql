-- Sealed footage that grows, as it was told last. Masked footage is read back from its file when everybody died; of
-- sealed footage nobody here can read anything, so what is known of it has to be kept beside it.
create table growing_sealed (
  id uuid primary key,
  key text not null unique,
  -- Shape OpenSegment of contract/recording.ts, checked on every read.
  segment jsonb not null,
  told_at timestamptz not null
);
