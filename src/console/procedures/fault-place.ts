/** Where in a text of procedures a fault stands. Counted from 1; null: not in one. */
export type FaultPlace = {
  readonly procedure: number | null;
  readonly step: number | null;
  /** A name as it stands in the text; empty: the whole. */
  readonly field: string;
};

/** @param path e.g. `procedures.0.steps.2.dueAfterMs`, counted from 0. */
export function placeOf(path: string): FaultPlace {
  const found = /^procedures\.(\d+)(?:\.steps\.(\d+))?(?:\.(.+))?$/.exec(path);
  if (found === null) return { procedure: null, step: null, field: path };
  const counted = (index: string | undefined) => (index === undefined ? null : Number(index) + 1);
  return { procedure: counted(found[1]), step: counted(found[2]), field: found[3] ?? '' };
}
