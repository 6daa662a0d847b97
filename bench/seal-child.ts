/** Seals streams as an ingest process does, or only reads them; forked by bench/seal.ts. */
import '../src/ingest/video/thread-pool.ts';
import { SealedRecorder } from '../src/ingest/seal/sealed-recorder.ts';
import { PacketReader } from '../src/ingest/video/packets.ts';
import { openStorage } from '../src/storage/open-storage.ts';

export type SealChildOrder = {
  readonly urls: readonly string[];
  readonly directory: string;
  readonly sealTo: string;
  /** Nothing is sealed or written: what reading alone costs. */
  readonly isReadingOnly: boolean;
};

process.on('disconnect', () => process.exit(0));
process.once('message', (order: SealChildOrder) => {
  void (order.isReadingOnly ? read(order) : seal(order));
});

async function read({ urls }: SealChildOrder): Promise<void> {
  const stop = new AbortController();
  process.once('message', () => {
    stop.abort();
    process.disconnect();
  });
  for (const url of urls) {
    const reader = await PacketReader.open({ kind: 'rtsp', url, timeoutMs: 10_000 }, stop.signal);
    void (async () => {
      while (!stop.signal.aborted && (await reader.read()) !== 'end');
    })();
  }
  process.send!({ type: 'running' });
}

async function seal({ urls, directory, sealTo }: SealChildOrder): Promise<void> {
  const blobs = openStorage({ kind: 'disk', volumes: [directory], reserveBytes: 0 });
  const recorders = urls.map((mainUrl, i) => {
    const recorder = new SealedRecorder({
      cameraId: `${process.pid}-${i}`,
      blobs,
      timeoutMs: 10_000,
      say: (message) => process.send!(message),
    });
    recorder.set({
      source: { analysisUrl: '', mainUrl, analysisFps: 5, isEnabled: true },
      recording: { masked: 'off', preRollMs: 0, postRollMs: 0, sealTo },
    });
    return recorder;
  });
  process.send!({ type: 'running' });
  process.once('message', async () => {
    await Promise.all(recorders.map((recorder) => recorder.stop()));
    await blobs.close();
    const dropped = recorders.reduce((sum, recorder) => sum + recorder.dropped, 0);
    process.send!({ type: 'done', dropped }, () => process.disconnect());
  });
}
