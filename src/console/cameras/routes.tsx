/** The doors of the camera pages; loaded when first opened. */
export { CameraPage } from './camera-page.tsx';
export { CamerasPage } from './cameras-page.tsx';
