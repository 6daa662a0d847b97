import { mostAreaCorners } from '../../core/area.ts';
import type { Position } from '../../core/position.ts';

/** Corners as a person writes them: `latitude, longitude`, one a line. Null: they are no area. */
export function cornersOf(text: string): Position[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const corners = lines.map((line) => {
    const [latitude = Number.NaN, longitude = Number.NaN] = line
      .split(/[,;\s]+/)
      .filter((part) => part !== '')
      .map(Number);
    return { latitude, longitude };
  });
  const areRight = corners.every(
    ({ latitude, longitude }) => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180,
  );
  return areRight && isArea(corners) ? corners : null;
}

/** The same the other way round. */
export function cornersText(corners: readonly Position[]): string {
  return corners.map(({ latitude, longitude }) => `${latitude}, ${longitude}`).join('\n');
}

/** None at all is everywhere; one or two are the beginning of something. */
export function isArea({ length }: readonly Position[]): boolean {
  return length === 0 || (length >= 3 && length <= mostAreaCorners);
}
