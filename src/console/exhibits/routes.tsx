export { ExhibitForm } from './exhibit-form.tsx';
export { ExhibitsPage } from './exhibits-page.tsx';
