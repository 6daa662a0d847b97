/** The only file that names the map library: its worker, its tiles protocol, its parts. */
import 'maplibre-gl/dist/maplibre-gl.css';
import { addProtocol, Map as MapLibre, type MapOptions, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { PMTiles, Protocol } from 'pmtiles';

export {
  AttributionControl,
  type GeoJSONSource,
  type MapLayerMouseEvent,
  Marker,
  ScaleControl,
} from 'maplibre-gl';
export { MapLibre };

setWorkerUrl(workerUrl);
const protocol = new Protocol();
addProtocol('pmtiles', protocol.tile);

/** Seen from straight above, north up. @param ground colour beneath all that is drawn: of the page, which pays nothing for it. */
export function flatMap(ground: string, options: MapOptions): MapLibre {
  const map = new MapLibre({
    ...options,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.getContainer().style.background = ground;
  // The library draws a sky behind every map, over the whole of it. Nobody sees it from above, and without a graphics
  // card it is a third of a frame.
  map.painter.drawFunctions.sky = () => {};
  return map;
}

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
