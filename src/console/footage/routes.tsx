/** The door of the footage page; loaded when first opened. */
export { FootagePage } from './footage-page.tsx';
