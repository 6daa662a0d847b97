/** Pages under Incidents: loaded when somebody opens one. */
export { HandoverPage } from '../handover/handover-page.tsx';
export { ProceduresPage } from '../procedures/procedures-page.tsx';
export { IncidentPage } from './incident-page.tsx';
export { IncidentsPage } from './incidents-page.tsx';
