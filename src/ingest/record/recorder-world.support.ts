/** A camera, a clock that the test sets, a disk, and the recorder between them. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { FromIngest } from '../../contract/ingest.ts';
import type { RecordingOrder } from '../../core/recording/recording-policy.ts';
import type { Segment } from '../../core/recording/segment.ts';
import type { Situation } from '../../core/situation/situation.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { openDisk } from '../../storage/disk.ts';
import { type DiskCalls, nodeDiskCalls } from '../../storage/disk-calls.ts';
import { joinVolumes } from '../../storage/volumes.ts';
import { type Camera, openCamera } from './frames.support.ts';
import { MaskedRecorder } from './masked-recorder.ts';

export const continuous: RecordingOrder = {
  masked: 'continuous',
  preRollMs: 5_000,
  postRollMs: 5_000,
  sealTo: null,
};
export const bySituation: RecordingOrder = { ...continuous, masked: 'situations' };

export const startMs = Date.UTC(2026, 10, 24, 12, 0, 0);

/** For what need not survive anything. */
export const unsynced: DiskCalls = {
  ...nodeDiskCalls,
  open: async (file, flags) => {
    const opened = await nodeDiskCalls.open(file, flags);
    return { ...opened, datasync: async () => undefined, sync: async () => undefined };
  },
};

export type WorldOptions = {
  readonly directory: string;
  readonly calls?: DiskCalls;
  readonly camera?: Camera;
  readonly fps?: number;
  readonly cameraId?: string;
  readonly segmentMs?: number;
  readonly onMessage?: (message: FromIngest) => void;
};

export function openDiskBlobs(directory: string, calls?: DiskCalls): Blobs {
  return joinVolumes([openDisk({ directory, reserveBytes: 0, ...(calls && { calls }) })]);
}

export class RecorderWorld {
  readonly messages: FromIngest[] = [];
  readonly blobs: Blobs;
  readonly recorder: MaskedRecorder;
  readonly directory: string;
  readonly #stepMs: number;
  /** Wall clock and monotonic clock. */
  nowMs = startMs;
  tickMs = 1_000;
  camera: Camera;

  constructor({
    directory,
    calls,
    camera,
    fps = 5,
    cameraId = 'yard',
    segmentMs = 60_000,
    onMessage,
  }: WorldOptions) {
    this.directory = directory;
    this.blobs = openDiskBlobs(directory, calls);
    this.camera = camera ?? openCamera({ fps });
    this.#stepMs = 1000 / fps;
    this.recorder = new MaskedRecorder({
      cameraId,
      blobs: this.blobs,
      say: (message) => {
        this.messages.push(message);
        onMessage?.(message);
      },
      nowMs: () => this.nowMs,
      tickMs: () => this.tickMs,
      random: () => 0.5,
      segmentMs,
    });
  }

  pass(ms: number): void {
    this.nowMs += ms;
    this.tickMs += ms;
  }

  /** So many ms of pictures, each written before the next comes; the last is one step before the end. */
  async record(forMs: number): Promise<void> {
    for (let passed = 0; passed < forMs; passed += this.#stepMs) {
      this.show();
      await this.recorder.idle();
    }
  }

  /** One picture; nobody waits for the storage. */
  show(): void {
    this.camera.show(this.recorder, { capturedAtMs: this.nowMs, tickMs: this.tickMs });
    this.pass(this.#stepMs);
  }

  situation(phase: 'began' | 'ended', part: Partial<Situation> = {}): void {
    const situation = {
      id: 'one',
      cameraId: 'yard',
      kind: 'intrusion',
      zoneId: 'gate',
      sinceMs: this.nowMs,
      detectedAtMs: this.nowMs,
      endedMs: phase === 'ended' ? this.nowMs : null,
      certainty: 1,
      levelOfService: null,
      because: [],
      ...part,
    } satisfies Situation;
    this.recorder.follow({ phase, situation });
  }

  segments(): Segment[] {
    return this.messages.flatMap((message) => (message.type === 'segment.closed' ? [message.segment] : []));
  }

  /** [cause, seconds since the start] of every word. */
  gaps(): [string | null, number][] {
    return this.messages.flatMap((message) =>
      message.type === 'recording.gap'
        ? [[message.cause, (message.atMs - startMs) / 1000] as [string | null, number]]
        : [],
    );
  }

  fileOf(segment: Pick<Segment, 'key'>): string {
    return path.join(this.directory, segment.key);
  }

  isThere(segment: Pick<Segment, 'key'>): boolean {
    return existsSync(this.fileOf(segment));
  }

  async close(): Promise<void> {
    await this.recorder.stop();
    await this.blobs.close();
    this.camera.close();
  }
}
