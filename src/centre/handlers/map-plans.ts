import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  type FloorPlan,
  mostPictureBytes,
  mostPicturePx,
  mostPlans,
  type PlanCorners,
} from '../../contract/map-plans.ts';
import { checkCorners, leastPlanM, mostPlanM } from '../../core/plan/floor-plan.ts';
import { readPictureHead } from '../../core/plan/picture-head.ts';
import { withoutMetadata } from '../../core/plan/picture-metadata.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, Refusal, refuse } from '../http/problem.ts';
import { change, type Tx } from '../store/database.ts';
import {
  deleteFloorPlan,
  findPlanPicture,
  holdFloorPlans,
  insertFloorPlan,
  listFloorPlans,
  type PlanPicture,
  updateFloorPlan,
} from '../store/floor-plans.ts';
import { record } from '../store/ledger.ts';

type Names = Extract<keyof Handlers, `map.plan${string}`>;

export function mapPlanHandlers(centre: Centre): Pick<Handlers, Names> {
  const { sql, live } = centre;
  const isFromFile = (wanted: string) => centre.plans.some(({ plan }) => plan.id === wanted);

  /** One change at a time; consoles are told at once. */
  async function changed<T>(work: (tx: Tx) => Promise<T | Refusal>): Promise<T | Refusal> {
    const result = await change(sql, async (tx) => {
      await holdFloorPlans(tx);
      return work(tx);
    });
    live.poke();
    return result;
  }

  async function find(tx: Tx, id: string): Promise<FloorPlan | Refusal> {
    if (isFromFile(id)) return fromFile;
    return (await listFloorPlans(tx)).find((plan) => plan.id === id) ?? notFound('This floor plan');
  }

  return {
    'map.plans': async () => [...centre.plans.map(({ plan }) => plan), ...(await listFloorPlans(sql))],

    async 'map.plan'({ params }) {
      const file = centre.plans.find(({ plan }) => plan.id === params.id);
      if (file === undefined)
        return (await findPlanPicture(sql, params.id)) ?? notFound(`Floor plan ${params.id}`);
      try {
        return { bytes: await readFile(file.file), type: file.type };
      } catch {
        return notFound(`The drawing of floor plan ${params.id}`);
      }
    },

    async 'map.plans.create'({ body: { picture: encoded, ...body }, who, nowMs, entry }) {
      const picture = pictureOf(encoded);
      if (picture instanceof Refusal) return picture;
      const unfit = unfitCorners(body.corners);
      if (unfit !== null) return unfit;
      return changed(async (tx) => {
        if ((await listFloorPlans(tx)).length >= mostPlans) return tooMany;
        const plan: FloorPlan = {
          id: randomUUID(),
          ...body,
          residualM: null,
          origin: 'console',
          changedBy: who.userName,
          changedAtMs: nowMs,
          version: 1,
        };
        await insertFloorPlan(tx, plan, picture);
        await record(tx, { audit: entry(plan.id, saidOf(plan, true)), events: [told] });
        return plan;
      });
    },

    async 'map.plans.update'({ params, body: { picture: encoded, version, ...body }, who, nowMs, entry }) {
      const picture = encoded === undefined ? null : pictureOf(encoded);
      if (picture instanceof Refusal) return picture;
      const unfit = unfitCorners(body.corners);
      if (unfit !== null) return unfit;
      return changed(async (tx) => {
        const before = await find(tx, params.id);
        if (before instanceof Refusal) return before;
        if (before.version !== version) return outdated(before);
        const plan: FloorPlan = {
          ...before,
          ...body,
          changedBy: who.userName,
          changedAtMs: nowMs,
          version: version + 1,
        };
        await updateFloorPlan(tx, plan, picture);
        await record(tx, { audit: entry(plan.id, saidOf(plan, picture !== null)), events: [told] });
        return plan;
      });
    },

    'map.plans.delete': ({ params, entry }) =>
      changed(async (tx) => {
        const before = await find(tx, params.id);
        if (before instanceof Refusal) return before;
        await deleteFloorPlan(tx, before.id);
        await record(tx, { audit: entry(before.id, saidOf(before, true)), events: [told] });
        return {};
      }),
  };
}

const told = { type: 'map-plans' } as const;

const fromFile = refuse(
  409,
  'plan-from-file',
  'This floor plan comes from the configuration file (map.plans). Change it there and start anew',
);
const tooMany = refuse(
  409,
  'plans-full',
  `At most ${mostPlans} floor plans are kept. Remove one that nobody needs`,
);
const noPicture = refuse(
  422,
  'plan-picture',
  'The drawing is no PNG, JPEG or WebP. Export it as one of them; SVG is not taken, for it can hold programs',
);
const tooLarge = refuse(
  422,
  'plan-picture-large',
  `The drawing is too large: at most ${mostPictureBytes / 1e6} MB and ${mostPicturePx / 1e6} million pixels are kept. Scale it down`,
);
const broken = refuse(
  422,
  'plan-picture-broken',
  'The drawing is damaged or breaks off. Export it anew, then choose it again',
);

function pictureOf(encoded: string): PlanPicture | Refusal {
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length > mostPictureBytes) return tooLarge;
  const head = readPictureHead(bytes);
  if (head === null) return noPicture;
  if (head.widthPx * head.heightPx > mostPicturePx) return tooLarge;
  const drawn = withoutMetadata(bytes, head.type);
  return drawn === null ? broken : { bytes: drawn, type: head.type };
}

function unfitCorners(corners: PlanCorners): Refusal | null {
  const reason = checkCorners(corners.map(([longitude, latitude]) => ({ latitude, longitude })));
  switch (reason) {
    case null:
      return null;
    case 'mirrored':
      return refuse(
        422,
        'plan-mirrored',
        'The drawing would be seen from below. Name its corners clockwise, from the top left',
      );
    case 'size':
      return refuse(
        422,
        'plan-size',
        `The drawing would be smaller than ${leastPlanM} m or larger than ${mostPlanM} m. Check its corners`,
      );
    case 'shape':
      return refuse(
        422,
        'plan-shape',
        'The corners are no four corners of a drawing: sides cross, or a corner lies within the others',
      );
  }
}

function outdated(now: FloorPlan): Refusal {
  return refuse(
    409,
    'version-conflict',
    `${now.changedBy} changed ${now.name} meanwhile (it is at version ${now.version} now). Look at it, then decide`,
  );
}

/** What the log of it holds. */
function saidOf({ name, level }: FloorPlan, hasNewPicture: boolean) {
  return { name, level, hasNewPicture };
}
