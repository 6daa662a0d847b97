/**
 * The original, masked again with the pipeline of ingest, but as large as it is; chosen boxes are left clear for their
 * time. Exact: every picture from `fromMs` up to `toMs` that is due at its rate, and none outside.
 */
import type { RenderOrder } from '../contract/vault.ts';
import type { Camera } from '../core/camera.ts';
import { type AnalysedPicture, Analysis } from '../ingest/analysis.ts';
import type { Detector } from '../ingest/detect.ts';
import { DetectionWait } from '../ingest/detection-wait.ts';
import { maskedSize } from '../ingest/mask-size.ts';
import type { Picture } from '../ingest/picture.ts';
import { AnalysisPace } from '../ingest/source-pace.ts';
import { StageClock } from '../ingest/stage-clock.ts';
import { type DecodedPicture, PacketDecoder } from '../ingest/video/decode-packets.ts';
import { annexBOf } from './annex-b.ts';
import { cutOut, liftedAt, putBack } from './lifted-boxes.ts';
import { MaskedFilm } from './masked-film.ts';
import { nothingThere } from './render-clear.ts';
import type { RenderMeans } from './render-means.ts';
import { type OpenedPicture, storedPictures } from './stored-pictures.ts';

/** Pictures a second. */
const filmFps = 12.5;
const longestSidePx = 1_920;
/** The motion model is unsure for a second in a place it does not know: it sees the beginning twice. */
const warmUpMs = 1_600;
const warmUpFps = 5;
/** Beyond it two pictures have nothing to do with each other. */
const holeMs = 2_000;

/** Not the live stream's policy: who opens an original is to see what it shows, and people are hidden by size of figure. */
const camera: Camera = {
  id: 'opened',
  name: 'opened',
  position: null,
  level: null,
  calibration: null,
  zones: [],
  purpose: '',
  isSimulated: false,
  maskPolicy: { maxSidePx: longestSidePx, maxPxPerM: Number.POSITIVE_INFINITY },
};

export async function* renderMasked(order: RenderOrder, means: RenderMeans): AsyncGenerator<Uint8Array> {
  const masker = new Masker(await means.detector());
  let film: MaskedFilm | null = null;
  try {
    for await (const decoded of decodedPictures(order, means, (pictures) => masker.warmUp(pictures))) {
      const atMs = decoded.atMs;
      const isInside = atMs >= order.fromMs && atMs < order.toMs;
      if (!isInside || !masker.isDue(atMs)) continue;
      const boxes = liftedAt(order.lifted, atMs);
      const patches = boxes.length === 0 ? [] : cutOut(decoded.toYuv420(sizeOf(decoded)), boxes);
      const { masked } = await masker.take(decoded);
      putBack(masked, patches);
      film ??= new MaskedFilm(masked, filmFps);
      if (!film.isOfSize(masked)) throw changedAt(atMs);
      yield* film.take(masked, atMs);
    }
    if (film === null) throw nothingThere(order);
    yield* film.end();
  } finally {
    film?.close();
  }
}

/**
 * From the key frame before the span on: pictures before it are decoded, because later ones build on them.
 * @param onBeginning is given the beginning once, before its pictures come.
 */
async function* decodedPictures(
  { segments, fromMs, toMs }: RenderOrder,
  means: RenderMeans,
  onBeginning: (pictures: readonly OpenedPicture[]) => Promise<void>,
): AsyncGenerator<DecodedPicture> {
  let decoder: PacketDecoder | null = null;
  let held: OpenedPicture[] | null = [];
  let last: OpenedPicture | null = null;
  const decode = function* (picture: OpenedPicture) {
    if (last !== null && last.stream !== picture.stream && isOther(last, picture))
      throw changedAt(picture.atMs);
    last = picture;
    decoder ??= new PacketDecoder(picture.stream.codec);
    const annexB = annexBOf(picture);
    yield* decoder.decode(annexB, picture.atMs);
    annexB.fill(0);
  };
  const begin = async function* (pictures: OpenedPicture[]) {
    await onBeginning(pictures);
    for (const picture of pictures) {
      yield* decode(picture);
      picture.bytes.fill(0);
    }
  };
  try {
    for await (const picture of storedPictures(segments, means)) {
      // Decoding order is not the order of time: what is shown before the end may come a little after it.
      if (picture.atMs >= toMs + holeMs) break;
      if (held === null) {
        yield* decode(picture);
        continue;
      }
      if (picture.isKey && picture.atMs <= fromMs) wipe(held.splice(0));
      if (held.length === 0 && !picture.isKey) continue;
      held.push({ ...picture, bytes: picture.bytes.slice() });
      const isEnough = picture.atMs >= fromMs && picture.atMs - held[0]!.atMs >= warmUpMs;
      if (!isEnough) continue;
      const beginning: OpenedPicture[] = held;
      held = null;
      yield* begin(beginning);
    }
    if (held !== null) yield* begin(held);
    if (decoder !== null) yield* (decoder as PacketDecoder).flush();
  } finally {
    if (held !== null) wipe(held);
    (decoder as PacketDecoder | null)?.close();
  }
}

/** Analysis of an opened film, picture by picture. */
class Masker {
  readonly #analysis: Analysis;
  readonly #pace = new AnalysisPace(filmFps);
  #run = 0;
  #index = 0;
  #lastMs: number | null = null;

  constructor(detector: Detector) {
    this.#analysis = new Analysis({
      camera,
      wait: new DetectionWait((picture) => detector.detect(picture), Number.POSITIVE_INFINITY),
      countScore: detector.countScore,
      stages: new StageClock(),
      droppedShare: () => 0,
      clockErrorMs: () => null,
      tickMs: () => performance.now(),
    });
  }

  isDue(atMs: number): boolean {
    return this.#pace.isDue(atMs);
  }

  /** Shows the model the place, as if a moment before: what it learns of it stays, tracks do not. */
  async warmUp(pictures: readonly OpenedPicture[]): Promise<void> {
    const first = pictures[0];
    if (first === undefined) return;
    const decoder = new PacketDecoder(first.stream.codec);
    const pace = new AnalysisPace(warmUpFps);
    const earlierMs = pictures.at(-1)!.atMs - first.atMs + 1000 / warmUpFps;
    try {
      for (const picture of pictures) {
        const annexB = annexBOf(picture);
        for (const decoded of decoder.decode(annexB, picture.atMs)) {
          if (pace.isDue(decoded.atMs)) await this.#analyse(decoded, decoded.atMs - earlierMs);
        }
        annexB.fill(0);
      }
    } finally {
      decoder.close();
    }
    this.#lastMs = null;
  }

  take(decoded: DecodedPicture): Promise<AnalysedPicture> {
    return this.#analyse(decoded, decoded.atMs);
  }

  async #analyse(decoded: DecodedPicture, atMs: number): Promise<AnalysedPicture> {
    const isNewRun = this.#lastMs === null || Math.abs(atMs - this.#lastMs) > holeMs;
    if (isNewRun) this.#run++;
    this.#lastMs = atMs;
    const picture: Picture = {
      atMs,
      runId: `${this.#run}`,
      index: this.#index++,
      widthPx: decoded.widthPx,
      heightPx: decoded.heightPx,
      toRgb: decoded.toRgb,
      toYuv420: decoded.toYuv420,
      free: () => {},
    };
    const analysed = await this.#analysis.take(picture);
    if (analysed.answer?.kind === 'failed') throw analysed.answer.error;
    return analysed;
  }
}

function sizeOf({ widthPx, heightPx }: DecodedPicture): { widthPx: number; heightPx: number } {
  return maskedSize({ widthPx, heightPx }, camera.maskPolicy, null);
}

function isOther(a: OpenedPicture, b: OpenedPicture): boolean {
  const [before, after] = [a.stream, b.stream];
  return (
    before.codec !== after.codec || before.widthPx !== after.widthPx || before.heightPx !== after.heightPx
  );
}

function changedAt(atMs: number): Error {
  const at = new Date(atMs).toISOString();
  return new Error(
    `The stream of the camera changed at ${at} (size or codec). Open the time before and after it separately.`,
  );
}

function wipe(pictures: readonly OpenedPicture[]): void {
  for (const { bytes } of pictures) bytes.fill(0);
}
