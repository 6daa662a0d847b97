-- Floor plans that are made in a console. Those of the configuration file stay there.

create table floor_plans (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  -- Of the building.
  name text not null check (name <> ''),
  -- 0: the street; below it negative.
  level integer not null,
  level_name text not null,
  -- WGS 84, [longitude, latitude] of the drawing's top left, top right, bottom right, bottom left.
  corners jsonb not null,
  -- The drawing as it was given: it lies here, and not in a file, so that a backup is one and whole.
  picture bytea not null check (octet_length(picture) between 1 and 8000000),
  -- Read from its bytes, and what it is served as.
  picture_type text not null check (picture_type in ('image/png', 'image/jpeg', 'image/webp')),
  -- Name of the person: stays readable when the person is gone.
  changed_by text not null,
  changed_at timestamptz not null,
  -- Counts changes; a command names the version it saw.
  version integer not null check (version >= 1)
);
