-- On which level of a building a camera is: the map shows one level at a time.

-- As on floor plans: 0 is the street, below it negative. Null: in no building, or not known.
alter table cameras add column level integer check (level between -20 and 200);
