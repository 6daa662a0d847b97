import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openFilm } from '../../sim/film/encode.ts';
import type { FromIngest, IngestCamera } from '../contract/ingest.ts';
import { defaultMaskPolicy } from '../core/camera.ts';
import { CameraLoop } from './camera-loop.ts';
import type { Detect } from './detection-wait.ts';
import type { Outbox } from './outbox.ts';
import { decodeAccessUnits } from './video/encode.support.ts';

const size = { widthPx: 320, heightPx: 180 };
let folder = '';

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-loop-'));
  for (const name of ['yard', 'gate']) {
    const film = await openFilm(path.join(folder, `${name}.mp4`), { ...size, framesPerSecond: 10 });
    for (let i = 0; i < 40; i++) film.write(yard(i));
    film.close();
  }
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** Windows on a wall, and a dark square that crosses below them. */
function yard(frame: number): Uint8Array {
  const yuv = new Uint8Array((320 * 180 * 3) / 2).fill(128);
  for (let row = 0; row < 180; row++) {
    for (let x = 0; x < 320; x++) {
      const isWindow = x % 60 < 30 && row % 50 < 25 && row < 90;
      const isSquare = row >= 110 && row < 150 && x >= frame * 6 && x < frame * 6 + 24;
      yuv[row * 320 + x] = isSquare ? 30 : (isWindow ? 70 : 120) + ((x * 31 + row * 17 + frame * 7) % 5);
    }
  }
  return yuv;
}

function cameraOn(name: string, part: Partial<IngestCamera['source']> = {}): IngestCamera {
  return {
    id: 'yard',
    name: 'Yard',
    position: null,
    level: null,
    calibration: null,
    zones: [],
    purpose: '',
    isSimulated: false,
    maskPolicy: defaultMaskPolicy,
    source: {
      analysisUrl: path.join(folder, `${name}.mp4`),
      mainUrl: null,
      analysisFps: 5,
      isEnabled: true,
      ...part,
    },
  };
}

type Watch = {
  readonly loop: CameraLoop;
  readonly messages: FromIngest[];
  readonly control: { hasRoom: boolean; failSends: number };
  /** Resolves once a message fits; looks at the ones that came since `from`. */
  until(fits: (message: FromIngest) => boolean, from?: number): Promise<FromIngest>;
};

/** A loop that is stopped when the test ends, with everything it sent. */
async function watching(
  camera: IngestCamera,
  detect: Detect,
  use: (watch: Watch) => Promise<void>,
): Promise<void> {
  const messages: FromIngest[] = [];
  const waiting = new Set<() => void>();
  const control = { hasRoom: true, failSends: 0 };
  const outbox: Outbox = {
    hasRoom: () => control.hasRoom,
    send: (message) => {
      if (message.type === 'media.frame' && control.failSends-- > 0) throw new Error('a bug');
      messages.push(message);
      for (const look of [...waiting]) look();
    },
  };
  const countScore = { person: 0.3, bicycle: 0.3, vehicle: 0.3 };
  const loop = new CameraLoop({
    camera,
    detector: { detect, countScore },
    outbox,
    retryFirstMs: 50,
    lateMs: 300,
  });
  const until: Watch['until'] = (fits, from = 0) =>
    new Promise((resolve) => {
      const look = () => {
        const found = messages.slice(from).find(fits);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  try {
    await use({ loop, messages, control, until });
  } finally {
    await loop.stop();
  }
}

const isFrame = (message: FromIngest) => message.type === 'media.frame';
const framesOf = (messages: readonly FromIngest[]) =>
  messages.flatMap((message) => (message.type === 'media.frame' ? [message] : []));
const stateIs = (state: string) => (message: FromIngest) =>
  message.type === 'camera.state' && message.state === state;
const limit = { timeout: 30_000 };

test('a film becomes a live masked stream with header, key frame, snapshots and health', limit, async () => {
  await watching(
    cameraOn('yard'),
    async () => [],
    async ({ messages, until }) => {
      await until((message) => message.type === 'health' && message.health.framesAnalysed > 12);
      const order = messages.map(({ type }) => type);
      assert.ok(order.indexOf('media.header') < order.indexOf('media.frame'));
      const frames = framesOf(messages);
      assert.equal(frames[0]!.isKey, true);
      assert.ok(frames.every((frame, i) => i === 0 || frame.capturedAtMs > frames[i - 1]!.capturedAtMs));
      assert.equal(decodeAccessUnits(frames.map(({ accessUnit }) => accessUnit)).length, frames.length);
      const snapshots = order.filter((type) => type === 'media.snapshot').length;
      assert.ok(snapshots >= 2 && snapshots < frames.length / 3, `${snapshots} of ${frames.length}`);
      const last = messages.filter((message) => message.type === 'health').at(-1)!.health;
      assert.equal(last.state, 'live');
      assert.deepEqual([last.widthPx, last.heightPx, last.codec], [320, 180, 'h264']);
      assert.equal(last.isFullyMasked, false);
      for (const stage of ['decode', 'detect', 'track', 'mask', 'encode']) {
        assert.ok(
          last.stages.some((health) => health.stage === stage && health.p50Ms !== null),
          stage,
        );
      }
    },
  );
});

test('while the detector fails the stream goes on, wholly hidden, and the log says why', limit, async () => {
  const detect: Detect = () => Promise.reject(new Error('no memory'));
  await watching(cameraOn('yard'), detect, async ({ messages, until }) => {
    await until((message) => message.type === 'health' && message.health.framesAnalysed > 12);
    const pictures = decodeAccessUnits(framesOf(messages).map(({ accessUnit }) => accessUnit));
    for (const picture of pictures) {
      // The blocks are 32 pixels: the windows of 30 are gone, and within a block the codec adds a grey level or two.
      const block = Array.from({ length: 20 }, (_, i) => picture.y[(70 + i) * 320 + 70]!);
      assert.ok(Math.max(...block) - Math.min(...block) < 8, block.join());
    }
    const health = messages.filter((message) => message.type === 'health').at(-1)!.health;
    assert.equal(health.isFullyMasked, true);
    assert.equal(health.wholeMaskShare, 1);
    const log = messages.find((message) => message.type === 'log')!;
    assert.match(log.message, /camera yard: the detector failed \(no memory\); the picture stays hidden/);
    assert.ok(messages.filter((message) => message.type === 'log').length < pictures.length / 2);
  });
});

test(
  'zones and calibration change without opening the stream anew; another source opens it',
  limit,
  async () => {
    await watching(
      cameraOn('yard'),
      async () => [],
      async ({ loop, messages, until }) => {
        await until(isFrame);
        const before = messages.length;
        const points = [
          { x: 0, y: 0 },
          { x: 1, y: 0 },
          { x: 1, y: 1 },
        ];
        const zone = { id: 'all', name: 'All', shape: 'area', points, direction: null, rules: [] } as const;
        loop.set({ ...cameraOn('yard'), zones: [zone] });
        await until((message) => message.type === 'measures' && message.measures.length > 0, before);
        assert.equal(
          messages.slice(before).some(({ type }) => type === 'camera.state'),
          false,
        );
        const middle = messages.length;
        loop.set(cameraOn('gate'));
        await until(stateIs('connecting'), middle);
        await until(stateIs('live'), middle);
        await until((message) => message.type === 'media.frame' && message.isKey, middle);
      },
    );
  },
);

test('a source that cannot be opened is reported, and a better one is taken at once', limit, async () => {
  await watching(
    cameraOn('nowhere'),
    async () => [],
    async ({ loop, until }) => {
      const failed = await until(stateIs('failed'));
      assert.ok(
        failed.type === 'camera.state' && failed.message!.includes('nowhere.mp4'),
        JSON.stringify(failed),
      );
      loop.set(cameraOn('yard'));
      await until(isFrame);
    },
  );
});

test('a failure inside is told, and the camera is tried again', limit, async () => {
  await watching(
    cameraOn('yard'),
    async () => [],
    async ({ control, messages, until }) => {
      await until(isFrame);
      const from = messages.length;
      control.failSends = 1;
      const failed = await until(stateIs('failed'), from);
      assert.ok(failed.type === 'camera.state' && /analysis stopped \(a bug\)/.test(failed.message!));
      await until(stateIs('live'), messages.indexOf(failed));
      await until(isFrame, messages.indexOf(failed));
    },
  );
});

test(
  'when the centre does not keep up media is left out and counted, and goes on with a key frame',
  limit,
  async () => {
    await watching(
      cameraOn('yard'),
      async () => [],
      async ({ control, messages, until }) => {
        await until(isFrame);
        control.hasRoom = false;
        const from = messages.length;
        await until(
          (message) =>
            message.type === 'health' &&
            message.health.stages.some((s) => s.stage === 'deliver' && s.dropped > 2),
          from,
        );
        assert.equal(framesOf(messages.slice(from)).length, 0);
        control.hasRoom = true;
        const next = await until(isFrame, from);
        assert.ok(next.type === 'media.frame' && next.isKey);
      },
    );
  },
);

test('a disabled camera is not opened', limit, async () => {
  await watching(
    cameraOn('yard', { isEnabled: false }),
    async () => [],
    async ({ messages, until }) => {
      await until(stateIs('disabled'));
      await until(({ type }) => type === 'health');
      assert.equal(framesOf(messages).length, 0);
    },
  );
});

test(
  'a camera that falls silent is lost, and one that is stopped leaves no situation open',
  limit,
  async () => {
    await watching(
      cameraOn('nowhere'),
      async () => [],
      async ({ loop, messages, until }) => {
        const began = await until((message) => message.type === 'situation' && message.phase === 'began');
        assert.ok(
          began.type === 'situation' && began.situation.kind === 'camera-lost' && began.jpeg === null,
        );
        await loop.stop();
        const ended = messages.find((message) => message.type === 'situation' && message.phase === 'ended');
        assert.ok(ended?.type === 'situation' && ended.situation.id === began.situation.id);
      },
    );
  },
);

test(
  'a still to label is one masked frame with the places counted in it, and one for each asking',
  limit,
  async () => {
    const box = { x: 96, y: 30, w: 32, h: 60 };
    const detect: Detect = async () => [{ category: 'person', box, score: 0.9 }];
    const points = [
      { x: 0.1, y: 0.1 },
      { x: 0.9, y: 0.1 },
      { x: 0.9, y: 0.9 },
      { x: 0.1, y: 0.9 },
    ];
    const zone = { id: 'all', name: 'All', shape: 'area', points, direction: null, rules: [] } as const;
    await watching({ ...cameraOn('yard'), zones: [zone] }, detect, async ({ loop, messages, until }) => {
      await until(
        (message) => message.type === 'measures' && message.measures.some(({ value }) => value === 1),
      );
      loop.sample();
      loop.sample();
      const sample = await until(({ type }) => type === 'sample');
      assert.ok(sample.type === 'sample');
      assert.deepEqual([...sample.jpeg.slice(0, 2)], [0xff, 0xd8]);
      assert.equal(sample.aspect, 320 / 180);
      assert.ok(sample.meanLuma !== null && sample.meanLuma > 80 && sample.meanLuma < 140);
      assert.deepEqual(sample.reading.counts, [{ zoneId: 'all', people: 1 }]);
      const [person, ...others] = sample.reading.people;
      assert.equal(others.length, 0);
      assert.ok(Math.hypot(person!.x - 112 / 320, person!.y - 0.5) < 0.02, JSON.stringify(person));
      assert.deepEqual(
        Object.keys(person!).sort(),
        ['height', 'x', 'y'],
        'a place and a size, and nothing else',
      );
      const from = messages.length;
      await until((message) => message.type === 'health' && message.health.framesAnalysed > 30, from);
      assert.equal(messages.filter(({ type }) => type === 'sample').length, 1);
    });
  },
);

test('a picture that is hidden whole is no still to label', limit, async () => {
  const detect: Detect = () => Promise.reject(new Error('no memory'));
  await watching(cameraOn('yard'), detect, async ({ loop, messages, until }) => {
    loop.sample();
    await until((message) => message.type === 'health' && message.health.framesAnalysed > 10);
    assert.equal(
      messages.some(({ type }) => type === 'sample'),
      false,
    );
  });
});
