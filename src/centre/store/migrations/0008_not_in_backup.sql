-- Footage is not in a backup: where a restored site has a row and no file, the row goes, and a certificate says so.

alter table deletion_certificates drop constraint deletion_certificates_rule_check;
alter table deletion_certificates add constraint deletion_certificates_rule_check
  check (rule in ('term', 'camera-removed', 'disk-full', 'not-in-backup'));
