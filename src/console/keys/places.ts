import type { CameraView } from '../../contract/shapes.ts';

export type NamedPlace = {
  readonly id: string;
  readonly name: string;
  /** The camera that sees it, and its group. */
  readonly also: string;
  readonly cameraId: string;
  /** The map there, as the address has it; null: it has no place on the map. */
  readonly view: string | null;
};

/** Close enough to see which street. */
const zoom = 17;

/** Places that somebody has given a name: the zones of the cameras. */
export function placesOf(
  cameras: Iterable<Pick<CameraView, 'id' | 'name' | 'group' | 'position' | 'zones'>>,
): readonly NamedPlace[] {
  return [...cameras].flatMap(({ id, name, group, position, zones }) =>
    zones.map((zone) => ({
      id: `${id} ${zone.id}`,
      name: zone.name,
      also: group === null || group === '' ? name : `${name} · ${group}`,
      cameraId: id,
      view:
        position === null ? null : `${zoom}/${position.latitude.toFixed(5)}/${position.longitude.toFixed(5)}`,
    })),
  );
}
