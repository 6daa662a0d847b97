import { openApi } from '../../contract/openapi.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';

export function siteHandlers(centre: Centre): Pick<Handlers, 'site.get' | 'openapi.get' | 'map.ground'> {
  // Made when somebody asks: it is megabytes, and few do.
  let document: ReturnType<typeof openApi> | undefined;
  return {
    'site.get': async () => ({
      name: centre.config.site.name,
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      isSimulated: centre.isSimulated || centre.registry.list().some((camera) => camera.stored.isSimulated),
      version: centre.version,
      hasTiles: centre.config.map.tiles !== null,
      needsSetup: await centre.needsSetup(),
    }),
    async 'openapi.get'() {
      document ??= openApi(centre.version);
      return document;
    },
    'map.ground': async () => centre.ground,
  };
}
