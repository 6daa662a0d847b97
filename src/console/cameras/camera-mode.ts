/** What is being done with a camera; it stands in the address. */
export const cameraModes = ['zones', 'calibration', 'edit', 'accuracy'] as const;
export type CameraMode = (typeof cameraModes)[number] | null;
