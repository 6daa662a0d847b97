import type { CameraState } from '../../contract/shapes.ts';

/** The mark beside a camera's state: measuring is good, not measuring is bad, on purpose or on the way is neither. */
export function stateMarkOf(state: CameraState): 'good' | 'bad' | 'unknown' {
  if (state === 'live') return 'good';
  return state === 'lost' || state === 'failed' ? 'bad' : 'unknown';
}
