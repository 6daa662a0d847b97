/** What the operator may take off the map. */
export const mapLayers = ['density', 'flow', 'views'] as const;
export type MapLayer = (typeof mapLayers)[number];

/** Layers taken off, from the address: names with commas between; others mean nothing. */
export function hiddenFrom(text: string | undefined): ReadonlySet<MapLayer> {
  const names = (text ?? '').split(',');
  return new Set(mapLayers.filter((layer) => names.includes(layer)));
}

/** The same for the address; undefined where nothing is taken off. */
export function hiddenText(hidden: ReadonlySet<MapLayer>): string | undefined {
  return hidden.size === 0 ? undefined : mapLayers.filter((layer) => hidden.has(layer)).join(',');
}
