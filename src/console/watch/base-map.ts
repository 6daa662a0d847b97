import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MapGround } from '../../contract/map-ground.ts';
import { call } from '../client.ts';
import { useSite } from '../session.ts';
import { vectorLayersOfSite } from './maplibre.ts';

/** What lies under the cameras: the site's map file, else its ground, else a grid in metres. */
export type BaseMap =
  | { readonly kind: 'tiles'; readonly layers: readonly string[]; readonly attribution: string }
  | { readonly kind: 'ground'; readonly ground: MapGround }
  | { readonly kind: 'grid' };

const grid: BaseMap = { kind: 'grid' };

/** Undefined: not known yet. What cannot be read is left out: cameras on a grid are better than no map. */
export function useBaseMap(): BaseMap | undefined {
  const hasTiles = useSite().data?.hasTiles ?? false;
  const town = useQuery({
    queryKey: ['site', 'town'],
    queryFn: vectorLayersOfSite,
    enabled: hasTiles,
    retry: 1,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const hasNoTiles = !hasTiles || town.isError;
  const ground = useQuery({
    queryKey: ['site', 'ground'],
    queryFn: ({ signal }) => call('map.ground', {}, signal),
    enabled: hasNoTiles,
    retry: 1,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => {
    if (!hasNoTiles)
      return town.data && { kind: 'tiles', layers: town.data.names, attribution: town.data.attribution };
    if (ground.data === undefined) return ground.isError ? grid : undefined;
    return ground.data.features.length === 0 ? grid : { kind: 'ground', ground: ground.data };
  }, [hasNoTiles, town.data, ground.data, ground.isError]);
}
