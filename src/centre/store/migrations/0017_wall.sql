-- The video wall: layouts and tours that a site has saved, and what is pushed before everybody now.

create table wall_layouts (
  id uuid primary key,
  name text not null check (name <> ''),
  shape text not null check (shape in ('1', '4', '9', '16', '1+5')),
  -- Ids of cameras or null, as many as the shape has; a camera that was removed leaves its tile saying so.
  tiles jsonb not null,
  -- Name of the person: stays readable when the person is gone.
  changed_by text not null,
  changed_at timestamptz not null,
  -- Counts changes; a command names the version it saw.
  version integer not null check (version >= 1)
);
create unique index wall_layouts_by_name on wall_layouts (lower(name));

create table wall_tours (
  id uuid primary key,
  name text not null check (name <> ''),
  -- Layouts and how long each stands, seconds; none is removed while a tour shows it.
  steps jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  version integer not null check (version >= 1)
);
create unique index wall_tours_by_name on wall_tours (lower(name));

-- At most mostPushes of core/wall/wall-push.ts that stand; those whose time is up go with the next one.
create table wall_pushes (
  id uuid primary key,
  camera_id text not null references cameras (id) on delete cascade,
  alarm_id uuid references alarms (id) on delete set null,
  pushed_by text not null,
  pushed_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > pushed_at)
);
