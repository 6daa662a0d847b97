/**
 * Why a camera is in its state, as a key with values: each language says it its own way. The English sentence beside it
 * (`stateMessage`) is for logs and for other programs. Neither ever holds a credential.
 */
import { z } from 'zod';

/** What can be wrong with an address or what answers there. Values: `at`, the address as it may be shown. */
export const sourceFaults = [
  'unauthorised',
  'forbidden',
  'not-found',
  'server-error',
  'refused',
  'unreachable',
  'time-out',
  'unknown-host',
  'web-page',
  'not-rtsp',
  'connection-lost',
  'stalled',
  'ended',
  'no-picture',
  'no-video',
  'no-decoder',
  /** Also `leastPx`. */
  'too-small',
  /** A hint: the camera is live all the same. */
  'too-large',
  'no-file',
  'not-a-file',
  'no-permission',
  'empty-file',
  /** A hint where the rest of the film plays. */
  'truncated-file',
  'not-a-video',
  /** Also `detail`: the video library's own words, or empty. */
  'other',
] as const;
export type SourceFault = (typeof sourceFaults)[number];

export const addressFaults = [
  /** `scheme`, e.g. `http:`. */
  'address-scheme',
  'address-incomplete',
  'address-unreadable',
] as const;
export type AddressFault = (typeof addressFaults)[number];

export const stateCauseKeys = [
  ...sourceFaults,
  ...addressFaults,
  /** Its sealed address does not open with this key. */
  'key-lost',
  /** `exit`: how the process ended. */
  'process-restarting',
  /** `reason`: the error's own words. */
  'analysis-stopped',
  /** `reason`: what is wrong with the model. */
  'model-refused',
] as const;
export type StateCauseKey = (typeof stateCauseKeys)[number];

export const StateCause = z.object({
  key: z.enum(stateCauseKeys),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type StateCause = z.infer<typeof StateCause>;

/** The two ways of saying it, always together. */
export type StateNotice = { readonly message: string; readonly cause: StateCause };
