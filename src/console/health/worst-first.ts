import type { CameraHealth, CameraState } from '../../contract/shapes.ts';
import { areDropsHigh } from '../../core/drops-high.ts';
import { byName } from '../ui/by-name.ts';

const ranks: { readonly [S in CameraState]: number } = {
  failed: 0,
  lost: 1,
  connecting: 3,
  live: 4,
  disabled: 5,
};
/** Sees, but not well. */
const rankOfUnwell = 2;

export type NamedHealth = {
  readonly name: string;
  readonly health: Pick<
    CameraHealth,
    'cameraId' | 'state' | 'isFullyMasked' | 'framesAnalysed' | 'framesDropped'
  >;
};

/** The cameras in the order in which they need a look; of equals by name, where numbers count as numbers. */
export function worstFirst<Named extends NamedHealth>(cameras: readonly Named[]): Named[] {
  return cameras
    .map((camera) => ({ camera, rank: rankOf(camera) }))
    .sort((a, b) => a.rank - b.rank || byName.compare(a.camera.name, b.camera.name))
    .map(({ camera }) => camera);
}

function rankOf({ health }: NamedHealth): number {
  const isUnwell = health.state === 'live' && (health.isFullyMasked || areDropsHigh(health));
  return isUnwell ? rankOfUnwell : ranks[health.state];
}
