import { CameraHealth, Health } from '../../contract/shapes.ts';
import type { Centre } from '../centre.ts';
import { type Handlers, WrittenJson } from '../http/call.ts';
import { writeList } from '../http/write-list.ts';

const WithoutCameras = Health.omit({ cameras: true });

export function healthHandlers(centre: Centre): Pick<Handlers, 'health.get'> {
  return {
    async 'health.get'({ query }) {
      const { cameras, ...site } = centre.health();
      if (query.cameras === 'none') return { ...site, cameras: [] };
      const rows = await writeList(cameras, (camera) => JSON.stringify(CameraHealth.parse(camera)));
      const head = JSON.stringify(WithoutCameras.parse(site));
      return new WrittenJson(`${head.slice(0, -1)},"cameras":${rows}}`);
    },
  };
}
