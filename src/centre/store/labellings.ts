import { z } from 'zod';
import { Labelling } from '../../contract/accuracy.ts';
import type { FrameReading } from '../../core/frame-reading.ts';
import { wantedFrames } from '../../core/score/accuracy-card.ts';
import { json, type Query, type Tx } from './database.ts';

/** What the sampler needs to know of a labelling that still collects. */
export type OpenLabelling = {
  readonly id: string;
  readonly cameraId: string;
  readonly everyMs: number;
  readonly expiresAtMs: number;
  readonly taken: number;
};

export type SampledFrame = {
  readonly id: string;
  readonly capturedAtMs: number;
  readonly jpeg: Uint8Array;
  readonly aspect: number;
  readonly meanLuma: number | null;
  readonly reading: FrameReading;
};

const Reading = z.object({
  people: z.array(z.object({ x: z.number(), y: z.number(), height: z.number() })),
  counts: z.array(z.object({ zoneId: z.string(), people: z.number() })),
}) satisfies z.ZodType<FrameReading>;

export type NewLabelling = {
  readonly id: string;
  readonly cameraId: string;
  readonly startedAtMs: number;
  readonly startedBy: string;
  readonly everyMs: number;
  readonly expiresAtMs: number;
  readonly zones: Labelling['zones'];
};

/** @returns false when one is open for this camera. */
export async function insertLabelling(tx: Tx, made: NewLabelling): Promise<boolean> {
  await tx`
    delete from labellings where camera_id = ${made.cameraId} and expires_at <= ${new Date(made.startedAtMs)}`;
  const result = await tx`
    insert into labellings (id, camera_id, started_at, started_by, every_ms, zones, expires_at)
    values (${made.id}, ${made.cameraId}, ${new Date(made.startedAtMs)}, ${made.startedBy}, ${made.everyMs},
      ${json(made.zones)}, ${new Date(made.expiresAtMs)})
    on conflict (camera_id) do nothing`;
  return result.count === 1;
}

/** Of a camera, unless it has expired. */
export async function findLabelling(
  query: Query,
  cameraId: string,
  nowMs: number,
): Promise<Labelling | null> {
  const [row] = await query<
    {
      id: string;
      startedAt: Date;
      startedBy: string;
      everyMs: number;
      expiresAt: Date;
      zones: unknown;
    }[]
  >`select * from labellings where camera_id = ${cameraId} and expires_at > ${new Date(nowMs)}`;
  if (row === undefined) return null;
  const frames = await query<{ id: string; capturedAt: Date; aspect: number }[]>`
    select id, captured_at, aspect from labelling_frames where labelling_id = ${row.id} order by captured_at, id`;
  return Labelling.parse({
    ...row,
    startedAtMs: row.startedAt.getTime(),
    expiresAtMs: row.expiresAt.getTime(),
    wanted: wantedFrames,
    frames: frames.map((frame) => ({ ...frame, capturedAtMs: frame.capturedAt.getTime() })),
  });
}

/** Those that may still collect, whoever started them. */
export async function openLabellings(query: Query, nowMs: number): Promise<OpenLabelling[]> {
  const rows = await query<
    { id: string; cameraId: string; everyMs: number; expiresAt: Date; taken: number }[]
  >`
    select l.id, l.camera_id, l.every_ms, l.expires_at,
      (select count(*)::int from labelling_frames f where f.labelling_id = l.id) as taken
    from labellings l where l.expires_at > ${new Date(nowMs)}`;
  return rows.map(({ expiresAt, ...row }) => ({ ...row, expiresAtMs: expiresAt.getTime() }));
}

/** @returns how many there are now; null when the labelling is gone, or had enough. */
export async function insertFrame(tx: Tx, labellingId: string, frame: SampledFrame): Promise<number | null> {
  const [held] = await tx<{ id: string }[]>`select id from labellings where id = ${labellingId} for update`;
  if (held === undefined) return null;
  const [kept] = await tx<{ n: number }[]>`
    select count(*)::int as n from labelling_frames where labelling_id = ${labellingId}`;
  if (kept!.n >= wantedFrames) return null;
  await tx`
    insert into labelling_frames (id, labelling_id, captured_at, jpeg, aspect, mean_luma, reading)
    values (${frame.id}, ${labellingId}, ${new Date(frame.capturedAtMs)}, ${frame.jpeg}, ${frame.aspect},
      ${frame.meanLuma}, ${json(frame.reading)})`;
  return kept!.n + 1;
}

export async function findFramePicture(
  query: Query,
  of: { readonly cameraId: string; readonly frameId: string; readonly nowMs: number },
): Promise<{ jpeg: Uint8Array; capturedAtMs: number } | null> {
  const [row] = await query<{ jpeg: Uint8Array; capturedAt: Date }[]>`
    select f.jpeg, f.captured_at from labelling_frames f join labellings l on l.id = f.labelling_id
    where f.id = ${of.frameId} and l.camera_id = ${of.cameraId} and l.expires_at > ${new Date(of.nowMs)}`;
  return row === undefined ? null : { jpeg: row.jpeg, capturedAtMs: row.capturedAt.getTime() };
}

/** What the camera said of each frame, oldest first. */
export async function listReadings(tx: Tx, labellingId: string): Promise<Omit<SampledFrame, 'jpeg'>[]> {
  const rows = await tx<
    { id: string; capturedAt: Date; aspect: number; meanLuma: number | null; reading: unknown }[]
  >`
    select id, captured_at, aspect, mean_luma, reading from labelling_frames
    where labelling_id = ${labellingId} order by captured_at, id`;
  return rows.map(({ capturedAt, reading, ...row }) => ({
    ...row,
    capturedAtMs: capturedAt.getTime(),
    reading: Reading.parse(reading),
  }));
}

/** With its frames. Of two who finish it at once, the second finds nothing. */
export async function deleteLabelling(tx: Tx, cameraId: string): Promise<boolean> {
  const result = await tx`delete from labellings where camera_id = ${cameraId}`;
  return result.count === 1;
}

export async function pruneLabellings(query: Query, nowMs: number): Promise<void> {
  await query`delete from labellings where expires_at <= ${new Date(nowMs)}`;
}
