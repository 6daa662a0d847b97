/** People, bicycles and vehicles in a picture. The only file that names the inference library. */
// First: what the library does when it is loaded depends on it.
import './detect-offline.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Category, Detection } from '../core/detection.ts';
import type { Box } from '../core/geometry.ts';
import {
  categoriesByClass,
  defaultManifestPath,
  ModelError,
  type ModelManifest,
  readManifest,
  readModelFile,
} from './models/manifest.ts';
import { onnxOf } from './models/onnx-cache.ts';
import { weighShape } from './models/plausible.ts';
import { decodeSsd, ssdAnchors } from './models/ssd.ts';
import { suppress } from './models/suppression.ts';
import { type Fit, fitOf, TensorWriter } from './models/tensor.ts';
import { decodeYolox, yoloxCellCount } from './models/yolox.ts';
import type { Picture } from './picture.ts';

export type Detector = {
  /** Name of the model. */
  readonly name: string;
  readonly inputSize: { readonly widthPx: number; readonly heightPx: number };
  /** Detections of at least this score may begin a track and be counted; weaker ones only keep a known track alive. */
  readonly countScore: Readonly<Record<Category, number>>;
  /**
   * @returns boxes in pixels of the picture, clipped to it, best first; every score from the manifest's reportScore up.
   * The picture stays the caller's to free. One call at a time: see DetectorQueue.
   */
  detect(picture: Pick<Picture, 'widthPx' | 'heightPx' | 'toRgb'>): Promise<Detection[]>;
  close(): Promise<void>;
};

/**
 * Loads a model once for all cameras of the process.
 * @param manifestPath null for the model that comes with the product.
 * @param cacheDirectory where converted models are kept; never holds a pixel.
 * @throws ModelError, whose message says which file, what is wrong and what to do.
 */
export async function createDetector({
  manifestPath,
  cacheDirectory,
}: {
  manifestPath: string | null;
  cacheDirectory: string;
}): Promise<Detector> {
  const path = manifestPath ?? defaultManifestPath;
  const manifest = await readManifest(path);
  const file = await readModelFile(manifest, path);
  const session = await openSession(manifest, await onnxOf(manifest, file, cacheDirectory));
  const { input, reportScore, nmsIou } = manifest;
  const writer = new TensorWriter(input);
  const tensor = new Tensor('float32', writer.values, [1, 3, input.heightPx, input.widthPx]);
  const inputName = session.inputNames[0]!;
  // Written anew by each run: 700 KB of fresh arrays a picture kept the garbage collector busy.
  const outputs = Object.fromEntries(
    outputShapes(manifest).map((shape, i) => [
      session.outputNames[i]!,
      new Tensor('float32', new Float32Array(shape.reduce((product, side) => product * side)), shape),
    ]),
  );
  const decode = decoderOf(manifest, session);
  return {
    name: manifest.name,
    inputSize: { widthPx: input.widthPx, heightPx: input.heightPx },
    countScore: manifest.countScore,
    async detect(picture) {
      const fit = fitOf(input, picture);
      writer.write(picture.toRgb(fit), fit);
      await session.run({ [inputName]: tensor }, outputs);
      const believed = decode(outputs, reportScore)
        .map((detection) => weighShape(detection, fit, fit.scaleX / fit.scaleY))
        .filter((detection): detection is Detection => detection !== null && detection.score >= reportScore);
      return suppress(believed, nmsIou)
        .map((detection) => ({ ...detection, box: onPicture(detection.box, fit, picture) }))
        .filter(({ box }) => box.w > 0 && box.h > 0);
    },
    close: () => session.release(),
  };
}

/** In pixels of the picture, without what lies beyond its edges. */
function onPicture(box: Box, fit: Fit, picture: { widthPx: number; heightPx: number }): Box {
  const x = Math.max(0, box.x * fit.scaleX);
  const y = Math.max(0, box.y * fit.scaleY);
  const right = Math.min(picture.widthPx, (box.x + box.w) * fit.scaleX);
  const bottom = Math.min(picture.heightPx, (box.y + box.h) * fit.scaleY);
  return { x, y, w: right - x, h: bottom - y };
}

async function openSession(manifest: ModelManifest, onnx: Uint8Array): Promise<InferenceSession> {
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(onnx, {
      graphOptimizationLevel: 'all',
      executionMode: 'sequential',
      // More threads cost more in sum, and every process has its own.
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      logSeverityLevel: 4,
    });
  } catch (cause) {
    throw new ModelError(
      `The model ${manifest.name} cannot be loaded: its file is not an ONNX model this version can run. Export it again as ONNX.`,
      { cause },
    );
  }
  const { heightPx, widthPx } = manifest.input;
  checkShape(manifest, 'input', session.inputMetadata, [[1, 3, heightPx, widthPx]]);
  checkShape(manifest, 'output', session.outputMetadata, outputShapes(manifest));
  return session;
}

function outputShapes({ decoder, input, classes }: ModelManifest): number[][] {
  if (decoder === 'yolox') return [[1, yoloxCellCount(input), 5 + classes.count]];
  const anchorCount = ssdAnchors(input).length / 4;
  return [
    [1, anchorCount, 4],
    [1, anchorCount, classes.count],
  ];
}

/** A named dimension may take any size, so only numbers can be wrong. @throws ModelError. */
function checkShape(
  { name }: ModelManifest,
  side: 'input' | 'output',
  actual: readonly InferenceSession.ValueMetadata[],
  expected: readonly number[][],
): void {
  const shapes = actual.map((value) => (value.isTensor ? value.shape : []));
  const isRight =
    shapes.length === expected.length &&
    actual.every((value) => value.isTensor && value.type === 'float32') &&
    shapes.every(
      (shape, i) =>
        shape.length === expected[i]!.length &&
        shape.every((size, k) => typeof size === 'string' || size === expected[i]![k]),
    );
  if (isRight) return;
  const words = (list: readonly (readonly (string | number)[])[]) =>
    list.map((shape) => shape.join(' x ')).join(' and ');
  throw new ModelError(
    `The model ${name} has another ${side} than its manifest says: ${words(shapes)}, expected ${words(expected)} of float32. ` +
      'Correct input, classes or decoder in the manifest, or use the file it was written for.',
  );
}

function decoderOf(
  manifest: ModelManifest,
  session: InferenceSession,
): (outputs: Readonly<Record<string, Tensor>>, minScore: number) => Detection[] {
  const { input } = manifest;
  const classes = categoriesByClass(manifest);
  const [first, second] = session.outputNames;
  const floats = (outputs: Readonly<Record<string, Tensor>>, name: string | undefined) =>
    outputs[name!]!.data as Float32Array;
  switch (manifest.decoder) {
    case 'ssd-mobilenet-v2': {
      const anchors = ssdAnchors(input);
      return (outputs, minScore) =>
        decodeSsd(
          { boxes: floats(outputs, first), scores: floats(outputs, second) },
          anchors,
          classes,
          minScore,
        );
    }
    case 'yolox':
      return (outputs, minScore) => decodeYolox(floats(outputs, first), input, classes, minScore);
  }
}
