import { useKeys } from '../keys/keys.ts';
import { useMay } from '../session.ts';
import { NewIncident } from './new-incident.tsx';
import { askForNewIncident, useNewIncidentAsked } from './new-incident-asked.ts';

/** E on every page: a call has come in, or somebody sees something that no alarm told. */
export function NewIncidentPanel() {
  const mayWrite = useMay('incident.write');
  useKeys(mayWrite ? { e: () => askForNewIncident(true) } : {}, 'frame');
  const isAsked = useNewIncidentAsked();
  return isAsked && mayWrite ? <NewIncident onClose={() => askForNewIncident(false)} /> : null;
}
