export { EvidencePage } from './evidence-page.tsx';
export { OpeningForm } from './opening-form.tsx';
export { OpeningPage } from './opening-page.tsx';
export { VaultPage } from './vault-page.tsx';
