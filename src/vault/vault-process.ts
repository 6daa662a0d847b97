/**
 * Entry of a vault process: one ceremony, drill, re-deal or opening, then it ends, and the key with it. Speaks with its
 * parent only; writes nothing and says nothing on its own.
 */
import type { FromVault, ToVault, VaultSettings } from '../contract/vault-messages.ts';
import type { Detector } from '../ingest/detect.ts';
import { openStorage } from '../storage/open-storage.ts';
import { dealNewKey } from './deal.ts';
import { FlowGate } from './flow-gate.ts';
import { render } from './render.ts';
import { VaultSession } from './vault-session.ts';

/** What is sent and not yet read by the centre. */
const roomBytes = 4 << 20;

let session: VaultSession | null = null;
let settings: VaultSettings | null = null;
let rendering: { readonly gate: FlowGate; readonly stop: AbortController } | null = null;
let detector: Promise<Detector> | null = null;
/** One request after the other. */
let turn: Promise<void> = Promise.resolve();

// A report would hold the key: whatever the environment asks for, none is written.
process.report.reportOnFatalError = false;
process.report.reportOnSignal = false;
process.report.reportOnUncaughtException = false;
process.title = 'lamplighter vault';

process.on('disconnect', end);
process.on('SIGINT', () => {});
process.on('SIGTERM', end);
process.on('uncaughtException', end);
process.on('unhandledRejection', end);
process.on('message', (message: ToVault) => {
  if (message.type === 'more') rendering?.gate.give(message.bytes);
  else if (message.type === 'cancel') rendering?.stop.abort();
  else turn = turn.then(() => handle(message)).catch(fail);
});

async function handle(message: Exclude<ToVault, { type: 'more' | 'cancel' }>): Promise<void> {
  switch (message.type) {
    case 'deal':
      say({ type: 'dealt', deal: await dealNewKey(message.order) });
      return;
    case 'begin':
      if (session !== null) throw new Error('this process has its session already');
      session = await VaultSession.begin(message.order);
      settings = message.settings;
      // While the custodians type: the first picture is not to wait for it. A fault is told when it is needed.
      if (message.order.purpose === 'opening') loadDetector().catch(() => {});
      say({ type: 'begun', recipient: session.recipient });
      return;
    case 'submit':
      say({ type: 'answered', answer: await begun().submit(message.share) });
      return;
    case 'redeal':
      say({ type: 'dealt', deal: await begun().redeal(message.order) });
      return;
    case 'render':
      await renderOrder(message);
  }
}

async function renderOrder({ order }: Extract<ToVault, { type: 'render' }>): Promise<void> {
  const key = begun().keyFor('opening');
  const storage = settings!.storage;
  if (storage === null)
    throw new Error('No storage is set, so there is nothing to open. Set one under "storage".');
  const blobs = openStorage(storage);
  const gate = new FlowGate(roomBytes);
  const stop = new AbortController();
  rendering = { gate, stop };
  stop.signal.addEventListener('abort', () => gate.open());
  try {
    for await (const bytes of render(order, { key, blobs, detector: loadDetector })) {
      if (stop.signal.aborted) break;
      say({ type: 'piece', bytes });
      await gate.take(bytes.length);
    }
    say({ type: 'rendered' });
  } finally {
    rendering = null;
    await blobs.close();
  }
}

function loadDetector(): Promise<Detector> {
  const { modelManifest, cacheDirectory } = settings!;
  detector ??= import('../ingest/detect.ts').then(({ createDetector }) =>
    createDetector({ manifestPath: modelManifest, cacheDirectory }),
  );
  return detector;
}

function begun(): VaultSession {
  if (session === null) throw new Error('this process has no session');
  return session;
}

/** Only the words of the error itself: a stack or a cause may quote what it worked on. */
function fail(error: unknown): void {
  say({ type: 'failed', message: error instanceof Error ? error.message : 'The vault process failed.' });
}

function say(message: FromVault): void {
  if (process.connected) process.send?.(message);
}

function end(): void {
  session?.end();
  process.exit(0);
}
