/** Refusals by kind, as far as the server's own words would not do. */
export const incidentProblems = {
  'attached-elsewhere': 'This alarm belongs to another incident. Detach it there first, or work on that one.',
  'attached-already': 'This alarm belongs to this incident already.',
  'not-attached': 'This alarm does not belong to this incident any more.',
  'too-many-alarms': 'This incident has very many alarms. Open another one for more.',
  'incident-closed': 'This incident is closed. Reopen it, with the reason, to change it.',
  'incident-not-closed': 'This incident is not closed.',
  'taken-already': 'This incident is in work already.',
  'held-already': 'This incident is on hold already.',
  'not-held': 'This incident is not on hold.',
  'task-set-already': 'Somebody else was quicker with this step. What you see now is the newest.',
  'task-is-required': 'This step must be done before the incident is closed: it cannot be skipped.',
  'tasks-missing': 'Required steps are not done yet. They are marked below.',
};

export const incidentActions: { readonly [action: string]: string } = {
  'incident.opened': 'opened an incident',
  'incident.edited': 'changed an incident',
  'incident.taken': 'took an incident into work',
  'incident.held': 'put an incident on hold',
  'incident.resumed': 'went on with an incident',
  'incident.closed': 'closed an incident',
  'incident.reopened': 'reopened an incident',
  'incident.role-given': 'gave a role in an incident',
  'incident.task-set': 'worked a step of an incident',
  'incident.noted': 'wrote into the log of an incident',
  'incident.alarm-attached': 'attached an alarm to an incident',
  'incident.alarm-detached': 'detached an alarm from an incident',
  'incident.cameras-chosen': 'chose the cameras of an incident',
};
