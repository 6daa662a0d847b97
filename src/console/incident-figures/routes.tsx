/** Looked at now and then, and it brings the charts: loaded when somebody opens it. */
export { IncidentFiguresPage } from './incident-figures-page.tsx';
