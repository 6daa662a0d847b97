import { readFile } from 'node:fs/promises';
import { openApi } from '../../contract/openapi.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound } from '../http/problem.ts';

export function siteHandlers(
  centre: Centre,
): Pick<Handlers, 'site.get' | 'openapi.get' | 'map.ground' | 'map.plans' | 'map.plan'> {
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
    'map.plans': async () => centre.plans.map(({ plan }) => plan),
    async 'map.plan'({ params }) {
      const found = centre.plans.find(({ plan }) => plan.id === params.id);
      if (found === undefined) return notFound(`Floor plan ${params.id}`);
      try {
        return { bytes: await readFile(found.file), type: found.type };
      } catch {
        return notFound(`The drawing of floor plan ${params.id}`);
      }
    },
  };
}
