import type { CameraDraft, Source } from '../../contract/shapes.ts';
import { defaultMaskPolicy } from '../../core/camera.ts';
import { noLabels } from '../../core/camera-labels.ts';
import type { Zone } from '../../core/zone.ts';
import type { CameraChange } from '../camera-commands.ts';
import { cameraView } from '../camera-registry.ts';
import { createCameraTexts } from '../camera-texts.ts';
import type { Centre } from '../centre.ts';
import { restoreStars } from '../credentials.ts';
import { type Handlers, WrittenJson } from '../http/call.ts';
import { notFound, Refusal, refuse } from '../http/problem.ts';
import type { StoredCamera } from '../store/cameras.ts';

type Names =
  | 'cameras.list'
  | 'cameras.get'
  | 'cameras.create'
  | 'cameras.update'
  | 'cameras.delete'
  | 'zones.replace';

export function cameraHandlers(centre: Centre): Pick<Handlers, Names> {
  const { registry, cameras, credentials } = centre;
  const textOf = createCameraTexts();
  return {
    'cameras.list': async () => new WrittenJson(await textOf(registry.list())),

    async 'cameras.get'({ params }) {
      const camera = registry.get(params.id);
      return camera === null ? notFound(`Camera ${params.id}`) : cameraView(camera);
    },

    async 'cameras.create'({ body, entry }) {
      const source = restoreSource(body.source, null);
      if (source instanceof Refusal) return source;
      const id = body.id ?? freeId(body.name, (taken) => registry.get(taken) !== null);
      const camera: StoredCamera = {
        id,
        ...described(body),
        maskPolicy: body.maskPolicy ?? defaultMaskPolicy,
        calibration: null,
        zones: [],
        level: body.level ?? null,
        group: body.group ?? noLabels.group,
        tags: body.tags ?? noLabels.tags,
        isSimulated: false,
        sourceSealed: credentials.seal(id, source),
        version: 1,
      };
      const result = await cameras.add(camera, entry(id, { name: camera.name }));
      return result.ok ? result.camera : answer(result, id);
    },

    async 'cameras.update'({ params, body, entry }) {
      const kept = registry.get(params.id)?.source ?? null;
      const source = restoreSource(body.source, kept);
      if (source instanceof Refusal) return source;
      const command = { id: params.id, version: body.version, audit: entry(params.id, { name: body.name }) };
      const result = await cameras.change<never>(command, (current) => ({
        ...current,
        ...described(body),
        maskPolicy: body.maskPolicy ?? current.maskPolicy,
        level: body.level === undefined ? current.level : body.level,
        group: body.group ?? current.group,
        tags: body.tags ?? current.tags,
        sourceSealed: credentials.seal(current.id, source),
      }));
      return result.ok ? result.camera : answer(result, params.id);
    },

    async 'cameras.delete'({ params, entry }) {
      return (await cameras.remove(params.id, entry(params.id, {}))) ? {} : notFound(`Camera ${params.id}`);
    },

    async 'zones.replace'({ params, body, entry }) {
      const ids = body.zones.map((zone) => zone.id);
      const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i);
      if (twice >= 0) {
        return refuse(400, 'invalid', `Two zones have the id ${ids[twice]}. Give each its own`, {
          errors: [{ path: `body.zones.${twice}.id`, message: 'is used twice' }],
        });
      }
      const command = { id: params.id, version: body.version, audit: entry(params.id, { zones: ids }) };
      const zones: readonly Zone[] = body.zones;
      const result = await cameras.change<never>(command, (current) => ({ ...current, zones }));
      return result.ok ? result.camera : answer(result, params.id);
    },
  };
}

/** @throws never: every way a change can fail has its answer. */
export function answer(result: Exclude<CameraChange<Refusal>, { ok: true }>, id: string): Refusal {
  switch (result.reason) {
    case 'unknown':
      return notFound(`Camera ${id}`);
    case 'taken':
      return refuse(409, 'id-taken', `A camera with the id ${id} exists already. Choose another id`, {
        errors: [{ path: 'body.id', message: 'is taken' }],
      });
    case 'version':
      return refuse(
        409,
        'version-conflict',
        `Somebody has changed camera ${id} since it was loaded (it is at version ${result.version} now). Load it anew, then change it again`,
      );
    case 'refused':
      return result.refusal;
  }
}

function described(draft: Omit<CameraDraft, 'id'>) {
  return { name: draft.name, purpose: draft.purpose, position: draft.position };
}

export function restoreSource(sent: Source, kept: Source | null): Source | Refusal {
  const analysis = restoreStars(sent.analysisUrl, kept?.analysisUrl ?? null);
  if (!analysis.ok) return enterAgain('analysisUrl', analysis.reason);
  if (sent.mainUrl === null) return { ...sent, analysisUrl: analysis.address };
  // The two streams of a camera usually share their credentials.
  const main = restoreStars(sent.mainUrl, kept?.mainUrl ?? kept?.analysisUrl ?? null);
  if (!main.ok) return enterAgain('mainUrl', main.reason);
  return { ...sent, analysisUrl: analysis.address, mainUrl: main.address };
}

function enterAgain(field: string, reason: 'other-place' | 'nothing-kept'): Refusal {
  const why =
    reason === 'other-place'
      ? 'The kept credentials belong to another host and are not sent to a new one'
      : 'No credentials are kept that could stand for ***';
  return refuse(400, 'credentials', `${why}. Enter the address with user and password again`, {
    errors: [{ path: `body.source.${field}`, message: 'needs its credentials again' }],
  });
}

/** An id from the name: letters a-z, digits and -; numbered when it is taken or nothing is left of it. */
export function freeId(name: string, isTaken: (id: string) => boolean): string {
  const base =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50)
      .replace(/-+$/, '') || 'camera';
  for (let n = 1; ; n++) {
    const id = n === 1 && base !== 'camera' ? base : `${base}-${n}`;
    if (!isTaken(id)) return id;
  }
}
