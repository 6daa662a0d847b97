/** The default model on one fixed picture of smooth noise, N times, and nothing else: a grey one would run a little faster than footage. Usage: node bench/bare-inference.ts N CACHE */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { defaultManifestPath, readManifest, readModelFile } from '../src/ingest/models/manifest.ts';
import { onnxOf } from '../src/ingest/models/onnx-cache.ts';

const [runs = '100', cacheDirectory = '.'] = process.argv.slice(2);
const manifest = await readManifest(defaultManifestPath);
const onnx = await onnxOf(manifest, await readModelFile(manifest, defaultManifestPath), cacheDirectory);
const { widthPx, heightPx } = manifest.input;
const session = await InferenceSession.create(onnx, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: 'all',
});
const values = Float32Array.from(
  { length: 3 * widthPx * heightPx },
  (_, index) => Math.sin(index * 0.37) * Math.cos(index * 0.011),
);
const picture = new Tensor('float32', values, [1, 3, heightPx, widthPx]);
for (let run = 0; run < Number(runs); run++) await session.run({ [session.inputNames[0]!]: picture });
