/** Looked at now and then: loaded when somebody opens one. */
export { FiguresPage } from './figures-page.tsx';
export { KindsPage } from './kinds-page.tsx';
