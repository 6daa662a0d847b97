-- The vault, its custodians, and who opened what for which reason.
-- No key and no share is in here, not even sealed: a stolen database opens nothing.

create table vaults (
  id uuid primary key,
  -- core/evidence/vault.ts.
  state text not null check (state in ('ceremony', 'active', 'retired', 'redealt', 'abandoned')),
  -- Public key (age recipient) that originals are sealed to; null until the shares are dealt.
  recipient text,
  -- k: so many custodians open it together.
  threshold integer not null check (threshold between 2 and 20),
  -- The vault whose key was dealt again; null: a new key.
  redeal_of uuid references vaults (id),
  started_at timestamptz not null,
  -- Name of the person: stays readable when the person is gone.
  started_by text not null,
  activated_at timestamptz,
  -- When another took its place, or the ceremony was abandoned.
  ended_at timestamptz,
  -- Counts changes: two at once do not overwrite each other.
  version integer not null check (version >= 1),
  check (state in ('ceremony', 'abandoned') or (recipient is not null and activated_at is not null)),
  check ((state in ('ceremony', 'active')) = (ended_at is null))
);
-- One key at a time is sealed to, and one ceremony at a time is held.
create unique index vaults_one_active on vaults (state) where state in ('ceremony', 'active');

create table custodians (
  vault_id uuid not null references vaults (id),
  -- Order in which they were named.
  place integer not null,
  -- No reference to users: who held a share stays on record.
  user_id uuid not null,
  name text not null,
  step text not null check (step in ('named', 'joined', 'collected', 'confirmed')),
  -- When his share was last proven; null: never.
  drilled_at timestamptz,
  primary key (vault_id, user_id),
  unique (vault_id, place)
);

create table openings (
  id uuid primary key,
  -- core/evidence/opening.ts.
  state text not null
    check (state in ('requested', 'released', 'refused', 'withdrawn', 'expired', 'closed', 'lost')),
  is_emergency boolean not null,
  requester_id uuid not null,
  requester_name text not null,
  -- Shape Asked of contract/evidence.ts: case number, reason, legal basis, camera, from, to, mode, lifted areas.
  asked jsonb not null,
  -- SHA-256 of askedText(asked), hex, taken when it was asked. A row that was changed since does not fit it any more.
  asked_sha256 text not null check (asked_sha256 ~ '^[0-9a-f]{64}$'),
  vault_id uuid not null references vaults (id),
  threshold integer not null check (threshold >= 2),
  asked_at timestamptz not null,
  answer_by timestamptz not null check (answer_by > asked_at),
  -- The other shares follow by then; null while none is in.
  shares_by timestamptz,
  released_at timestamptz,
  view_until timestamptz,
  exports integer not null check (exports >= 0),
  ended_at timestamptz,
  ended_by text,
  end_reason text,
  version integer not null check (version >= 1),
  check ((released_at is null) = (view_until is null)),
  check ((state in ('requested', 'released')) = (ended_at is null))
);
create index openings_newest on openings (asked_at desc);
create index openings_alive on openings (state) where state in ('requested', 'released');

create table opening_approvals (
  opening_id uuid not null references openings (id),
  -- Once a person: the same one twice is no second approval.
  user_id uuid not null,
  name text not null,
  at timestamptz not null,
  primary key (opening_id, user_id)
);

-- What an emergency opening owes.
create table opening_reviews (
  opening_id uuid primary key references openings (id),
  due_at timestamptz not null,
  is_overdue_told boolean not null,
  -- Null until a third person has reviewed it.
  reviewer_id uuid,
  reviewer_name text,
  reviewed_at timestamptz,
  is_justified boolean,
  note text,
  check ((reviewer_id is null) = (reviewed_at is null) and (reviewer_id is null) = (is_justified is null)
    and (reviewer_id is null) = (note is null) and (reviewer_id is null) = (reviewer_name is null))
);
create index opening_reviews_due on opening_reviews (due_at) where reviewer_id is null;
