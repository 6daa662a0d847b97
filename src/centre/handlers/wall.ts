import { randomUUID } from 'node:crypto';
import { mostLayouts, mostTours, type WallPush, type WallTour } from '../../contract/wall.ts';
import { standing, withPush } from '../../core/wall/wall-push.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, type Refusal, refuse } from '../http/problem.ts';
import { findAlarm } from '../store/alarms.ts';
import { change, isTaken, type Tx } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import {
  deleteLayout,
  deleteTour,
  holdWall,
  insertLayout,
  insertTour,
  listLayouts,
  listPushes,
  listTours,
  replacePushes,
  updateLayout,
  updateTour,
} from '../store/wall.ts';

type Names = Extract<keyof Handlers, `wall.${string}`>;

const nameTaken = refuse(409, 'name-taken', 'Another one is called so already. Choose another name');
const tooMany = refuse(
  409,
  'wall-full',
  `At most ${mostLayouts} layouts and ${mostTours} tours are kept. Remove one that nobody needs`,
);
const unknownLayout = refuse(422, 'wall-layout-unknown', 'A layout of this tour does not exist (any more)');

export function wallHandlers(centre: Centre): Pick<Handlers, Names> {
  const { sql, live, registry } = centre;

  /** One change at a time; consoles are told at once. */
  async function changed<T>(work: (tx: Tx) => Promise<T | Refusal>): Promise<T | Refusal> {
    try {
      const result = await change(sql, async (tx) => {
        await holdWall(tx);
        return work(tx);
      });
      live.poke();
      return result;
    } catch (cause) {
      if (isTaken(cause)) return nameTaken;
      throw cause;
    }
  }

  async function unknownIn(tx: Tx, steps: WallTour['steps']): Promise<boolean> {
    const known = new Set((await listLayouts(tx)).map(({ id }) => id));
    return steps.some(({ layoutId }) => !known.has(layoutId));
  }

  return {
    async 'wall.get'({ nowMs }) {
      const [layouts, tours, pushes] = await Promise.all([listLayouts(sql), listTours(sql), listPushes(sql)]);
      return { layouts, tours, pushes: standing(pushes, nowMs) };
    },

    'wall.layouts.create': ({ body, who, nowMs, entry }) =>
      changed(async (tx) => {
        if ((await listLayouts(tx)).length >= mostLayouts) return tooMany;
        const layout = {
          id: randomUUID(),
          ...body,
          changedBy: who.userName,
          changedAtMs: nowMs,
          version: 1,
        };
        await insertLayout(tx, layout);
        await record(tx, { audit: entry(layout.id, { name: layout.name }), events: [told] });
        return layout;
      }),

    'wall.layouts.update': ({ params, body: { version, ...body }, who, nowMs, entry }) =>
      changed(async (tx) => {
        const before = (await listLayouts(tx)).find(({ id }) => id === params.id);
        if (before === undefined) return notFound('This layout');
        if (before.version !== version) return outdated(before);
        const layout = {
          ...before,
          ...body,
          changedBy: who.userName,
          changedAtMs: nowMs,
          version: version + 1,
        };
        await updateLayout(tx, layout);
        await record(tx, { audit: entry(layout.id, { name: layout.name }), events: [told] });
        return layout;
      }),

    'wall.layouts.delete': ({ params, entry }) =>
      changed(async (tx) => {
        const before = (await listLayouts(tx)).find(({ id }) => id === params.id);
        if (before === undefined) return notFound('This layout');
        const tour = (await listTours(tx)).find(({ steps }) =>
          steps.some(({ layoutId }) => layoutId === params.id),
        );
        if (tour !== undefined) {
          const what = `The tour ${tour.name} shows this layout. Take it out of the tour, or remove the tour first`;
          return refuse(409, 'wall-layout-in-tour', what);
        }
        await deleteLayout(tx, before.id);
        await record(tx, { audit: entry(before.id, { name: before.name }), events: [told] });
        return {};
      }),

    'wall.tours.create': ({ body, who, nowMs, entry }) =>
      changed(async (tx) => {
        if ((await listTours(tx)).length >= mostTours) return tooMany;
        if (await unknownIn(tx, body.steps)) return unknownLayout;
        const tour = {
          id: randomUUID(),
          ...body,
          changedBy: who.userName,
          changedAtMs: nowMs,
          version: 1,
        };
        await insertTour(tx, tour);
        await record(tx, { audit: entry(tour.id, { name: tour.name }), events: [told] });
        return tour;
      }),

    'wall.tours.update': ({ params, body: { version, ...body }, who, nowMs, entry }) =>
      changed(async (tx) => {
        const before = (await listTours(tx)).find(({ id }) => id === params.id);
        if (before === undefined) return notFound('This tour');
        if (before.version !== version) return outdated(before);
        if (await unknownIn(tx, body.steps)) return unknownLayout;
        const tour = {
          ...before,
          ...body,
          changedBy: who.userName,
          changedAtMs: nowMs,
          version: version + 1,
        };
        await updateTour(tx, tour);
        await record(tx, { audit: entry(tour.id, { name: tour.name }), events: [told] });
        return tour;
      }),

    'wall.tours.delete': ({ params, entry }) =>
      changed(async (tx) => {
        const before = (await listTours(tx)).find(({ id }) => id === params.id);
        if (before === undefined) return notFound('This tour');
        await deleteTour(tx, before.id);
        await record(tx, { audit: entry(before.id, { name: before.name }), events: [told] });
        return {};
      }),

    'wall.push': ({ body: { cameraId, alarmId }, who, nowMs, entry }) =>
      changed(async (tx): Promise<WallPush | Refusal> => {
        if (registry.get(cameraId) === null) return notFound(`Camera ${cameraId}`);
        if (alarmId !== null && (await findAlarm(tx, alarmId))?.cameraId !== cameraId)
          return notFound('This alarm of the camera');
        const push = { id: randomUUID(), cameraId, alarmId, pushedBy: who.userName, pushedAtMs: nowMs };
        const pushes = [...withPush(await listPushes(tx), push)];
        await replacePushes(tx, pushes);
        await record(tx, {
          audit: entry(push.id, { cameraId, alarmId }),
          events: [{ type: 'wall-pushes', pushes }],
        });
        return pushes[0]!;
      }),

    'wall.unpush': ({ params, nowMs, entry }) =>
      changed(async (tx) => {
        const before = standing(await listPushes(tx), nowMs);
        const gone = before.find(({ id }) => id === params.id);
        if (gone === undefined) return notFound('What was pushed');
        const pushes = before.filter(({ id }) => id !== params.id);
        await replacePushes(tx, pushes);
        await record(tx, {
          audit: entry(gone.id, { cameraId: gone.cameraId, pushedBy: gone.pushedBy }),
          events: [{ type: 'wall-pushes', pushes }],
        });
        return {};
      }),
  };
}

const told = { type: 'wall-layouts' } as const;

function outdated(now: { readonly name: string; readonly changedBy: string; readonly version: number }) {
  return refuse(
    409,
    'version-conflict',
    `${now.changedBy} changed ${now.name} meanwhile (it is at version ${now.version} now). Look at it, then decide`,
  );
}
