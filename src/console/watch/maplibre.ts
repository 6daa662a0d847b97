/** The only file that names the map library: its worker, its tiles protocol, its parts. */
import 'maplibre-gl/dist/maplibre-gl.css';
import { addProtocol, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { PMTiles, Protocol } from 'pmtiles';

export {
  AttributionControl,
  type GeoJSONSource,
  Map as MapLibre,
  type MapLayerMouseEvent,
  Marker,
  ScaleControl,
} from 'maplibre-gl';

setWorkerUrl(workerUrl);
const protocol = new Protocol();
addProtocol('pmtiles', protocol.tile);

/** Layer names of the site's map file. @throws when the file cannot be read. */
export async function vectorLayersOfSite(): Promise<{
  readonly names: string[];
  readonly attribution: string;
}> {
  const tiles = new PMTiles(`${location.origin}/map/tiles.pmtiles`);
  protocol.add(tiles);
  const metadata = (await tiles.getMetadata()) as { vector_layers?: { id: string }[]; attribution?: string };
  return {
    names: (metadata.vector_layers ?? []).map(({ id }) => id),
    attribution: metadata.attribution ?? '',
  };
}
