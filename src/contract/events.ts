/**
 * What the server sends over /api/events (Server-Sent Events).
 * `alarm` and `camera` are durable: they carry the outbox id, and a client that reconnects with `Last-Event-ID`
 * receives every one it missed, in order, once. `measures` and `health` are state: only the newest matters, none is replayed.
 * The first event of every connection is `hello`.
 */
import { z } from 'zod';
import { AlarmView, Camera, CameraHealth, Id, Measure } from './shapes.ts';

export const LiveEvent = z.discriminatedUnion('type', [
  /** `resumed`: false means the client must load its lists anew (first connection, or too far behind). */
  z.object({ type: z.literal('hello'), resumed: z.boolean(), serverTimeMs: z.number() }),
  z.object({ type: z.literal('alarm'), alarm: AlarmView }),
  z.object({ type: z.literal('camera'), camera: Camera }),
  z.object({ type: z.literal('camera-removed'), cameraId: Id }),
  z.object({ type: z.literal('measures'), cameraId: z.string(), measures: z.array(Measure) }),
  z.object({ type: z.literal('camera-health'), health: CameraHealth }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
