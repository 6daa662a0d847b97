/**
 * What the server sends over /api/events (Server-Sent Events).
 * `alarm`, `out-of-service`, `camera`, `incident`, `handover`, `unit` and `wall-*` are durable: they carry the outbox id, and a client that
 * reconnects with `Last-Event-ID`
 * receives every one it missed, in order, once. `measures` and `health` are state: only the newest matters, none is replayed.
 * The first event of every connection is `hello`. A client that opens the stream with `states=watched` gets numbers and
 * health of the cameras that it names with `events.watch` only, and of all others when one comes, goes or fails.
 * Where many cameras report, their state comes as `batch`: at most 750
 * states four times a second to each client, of each camera the newest, and who has waited longest first.
 */
import { z } from 'zod';
import { OutOfService } from './alarms.ts';
import { Handover } from './handovers.ts';
import { Incident, Wording } from './incidents.ts';
import { AlarmView, Camera, CameraHealth, Id, Measure, UtcMs } from './shapes.ts';
import { Place, Unit } from './units.ts';
import { WallPush } from './wall.ts';

const Measures = z.object({
  type: z.literal('measures'),
  cameraId: z.string(),
  measures: z.array(Measure),
});
const CameraHealthTold = z.object({ type: z.literal('camera-health'), health: CameraHealth });

/** It stands in no log. */
const UnitPositionTold = z.object({
  type: z.literal('unit-position'),
  unitId: z.uuid(),
  position: Place.extend({ atMs: UtcMs }),
});

export const LiveEvent = z.discriminatedUnion('type', [
  /** `resumed`: false means the client must load its lists anew (first connection, or too far behind). */
  z.object({
    type: z.literal('hello'),
    resumed: z.boolean(),
    serverTimeMs: z.number(),
    /** Names this connection to `events.watch`. */
    streamId: z.uuid(),
  }),
  z.object({ type: z.literal('alarm'), alarm: AlarmView }),
  /** Something was taken out of service, or put back. */
  z.object({ type: z.literal('out-of-service'), order: OutOfService }),
  z.object({ type: z.literal('camera'), camera: Camera }),
  z.object({ type: z.literal('camera-removed'), cameraId: Id }),
  /** Opened, changed, or a line was written into its log: then its version is the same. */
  z.object({ type: z.literal('incident'), incident: Incident }),
  /** A procedure asks that these people or groups are told. Consoles show it in the log; whoever carries messages reads it here. */
  z.object({
    type: z.literal('incident-notice'),
    incidentId: z.uuid(),
    stepId: Id,
    to: z.array(z.string()),
    text: Wording,
  }),
  /** Nobody acknowledged an alarm in time: these are told. Consoles read it on the alarm; whoever carries messages reads it here. */
  z.object({
    type: z.literal('alarm-escalated'),
    alarmId: z.uuid(),
    ruleId: z.uuid(),
    recipientIds: z.array(z.uuid()),
  }),
  z.object({ type: z.literal('unit'), unit: Unit }),
  z.object({ type: z.literal('unit-removed'), unitId: z.uuid() }),
  /** What is pushed to every wall now, newest first: the whole list each time. */
  z.object({ type: z.literal('wall-pushes'), pushes: z.array(WallPush) }),
  /** Saved layouts or tours have changed: whoever shows one asks for them anew. */
  z.object({ type: z.literal('wall-layouts') }),
  /** Floor plans have changed: whoever shows them asks for them anew. */
  z.object({ type: z.literal('map-plans') }),
  UnitPositionTold,
  Measures,
  CameraHealthTold,
  z.object({
    type: z.literal('batch'),
    states: z.array(z.discriminatedUnion('type', [Measures, CameraHealthTold, UnitPositionTold])),
  }),
  /** Written, taken over or replaced. */
  z.object({ type: z.literal('handover'), handover: Handover }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
/** What only matters in its newest form. */
export type StateEvent = LiveEvent & { readonly type: 'measures' | 'camera-health' | 'unit-position' };
