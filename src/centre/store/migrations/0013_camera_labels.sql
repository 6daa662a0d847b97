-- Groups and tags: how a site with thousands of cameras finds some of them.

-- Parts from large to small with / between them; empty: in no group. Tidied by core/camera-labels.ts.
alter table cameras add column label_group text not null default '' check (length(label_group) <= 120);
-- Sorted, each once, 20 at most.
alter table cameras add column tags text[] not null default '{}' check (cardinality(tags) <= 20);
