-- Who asks for sealed footage and who opens it are people of their own.

alter table users drop constraint users_role_check;
alter table users add constraint users_role_check
  check (role in ('administrator', 'operator', 'viewer', 'investigator', 'custodian'));
