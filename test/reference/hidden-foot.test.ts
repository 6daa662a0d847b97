/** Feet inferred from the head on PETS 2009 S2.L1, against world coordinates of MOT15's ground truth. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Box, iou, type Matrix3, type Point } from '../../src/core/geometry.ts';
import { groundAt } from '../../src/core/ground-plane.ts';
import { hiddenFeet } from '../../src/core/hidden-foot.ts';
import { fitHomography } from '../../src/core/homography.ts';
import { personAt } from '../../src/core/person-in-picture.ts';
import { quantile } from '../../src/core/quantile.ts';
import { dataPath, needsData } from '../support/test-data.ts';

const folder = 'tracking/mot15/PETS09-S2L1';
const size = { widthPx: 768, heightPx: 576 };
type Truth = { readonly box: Box; readonly ground: Point };

function rows(name: string): number[][] {
  const text = readFileSync(dataPath(`${folder}/${name}`), 'utf8').trim();
  return text.split('\n').map((line) => line.split(',').map(Number));
}

const boxOf = ([, , x, y, w, h]: number[]): Box => ({ x: x!, y: y!, w: w!, h: h! });
const footOf = (b: Box): Point => ({ x: b.x + b.w / 2, y: b.y + b.h });
const inFractions = (p: Point): Point => ({ x: p.x / size.widthPx, y: p.y / size.heightPx });

/** Errors of the feet that were inferred, before and after, and of all feet, m. */
function study(
  boxes: ReadonlyMap<number, readonly Box[]>,
  truth: ReadonlyMap<number, readonly Truth[]>,
  matrix: Matrix3,
) {
  const before: number[] = [];
  const after: number[] = [];
  const all = { before: 0, after: 0, n: 0 };
  for (const [number, found] of boxes) {
    const frame = { cameraId: 'c', runId: 'r', index: number, atMs: 0, ...size };
    const seen = { category: 'person' as const, score: 1, isConfirmed: true, isCoasting: false };
    const tracked = found.map((box, id) => ({ id, box, ...seen, firstSeenMs: 0, lastSeenMs: 0 }));
    const inferred = hiddenFeet(tracked, frame, matrix);
    for (const { id, box } of tracked) {
      const own = (truth.get(number) ?? []).toSorted((a, b) => iou(b.box, box) - iou(a.box, box))[0];
      if (own === undefined || iou(own.box, box) < 0.3) continue;
      const off = (px: Point) => {
        const at = groundAt(matrix, inFractions(px))!;
        return Math.hypot(at.x - own.ground.x, at.y - own.ground.y);
      };
      const was = off(footOf(box));
      const is = off(inferred.get(id) ?? footOf(box));
      all.before += was;
      all.after += is;
      all.n++;
      if (!inferred.has(id)) continue;
      before.push(was);
      after.push(is);
    }
  }
  return { before, after, all };
}

/** Boxes that end where a nearer one hides them. */
function cutBoxes(boxes: readonly Box[]): Box[] {
  return boxes.map((b) => {
    const hiders = boxes.filter((o) => {
      const overlap = Math.min(o.x + o.w, b.x + b.w) - Math.max(o.x, b.x);
      return o.y + o.h > b.y + b.h && overlap >= 0.5 * b.w && o.y > b.y + 0.3 * b.h && o.y < b.y + b.h;
    });
    return hiders.length === 0 ? b : { ...b, h: Math.min(...hiders.map((o) => o.y)) - b.y + 2 };
  });
}

const needed = needsData(`${folder}/gt.txt`, `${folder}/det.txt`);
test('on PETS S2L1 hidden feet are inferred nearer to the truth, and no other foot moves', needed, () => {
  const truth = Map.groupBy(rows('gt.txt'), (row) => row[0]!);
  const people = new Map(
    [...truth].map(
      ([n, own]) => [n, own.map((r) => ({ box: boxOf(r), ground: { x: r[7]!, y: r[8]! } }))] as const,
    ),
  );
  const pairs = [...people.values()]
    .flat()
    .map((p) => ({ image: inFractions(footOf(p.box)), ground: p.ground }));
  const { matrix } = fitHomography(pairs)!;

  const tall = [...people.values()]
    .flat()
    .map(({ box }) => box.h / personAt(matrix, inFractions(footOf(box)), size)!.heightPx)
    .sort((a, b) => a - b);
  console.log(`people are ${quantile(tall, 0.5)!.toFixed(2)} times as tall as a standing person there`);
  assert.ok(Math.abs(quantile(tall, 0.5)! - 1) < 0.05);

  const visible = new Map([...people].map(([n, own]) => [n, cutBoxes(own.map((p) => p.box))] as const));
  const found = new Map(
    [...Map.groupBy(rows('det.txt'), (r) => r[0]!)].map(([n, own]) => [n, own.map(boxOf)] as const),
  );
  const results = {
    'boxes cut to the visible part': study(visible, people, matrix),
    detections: study(found, people, matrix),
  };
  const median = (values: readonly number[]) =>
    quantile(
      [...values].sort((a, b) => a - b),
      0.5,
    )!;
  for (const [name, { before, after, all }] of Object.entries(results)) {
    console.log(
      `${name}: ${after.length} of ${all.n} feet inferred, median error ${median(before).toFixed(2)} -> ${median(after).toFixed(2)} m, mean of all ${(all.before / all.n).toFixed(3)} -> ${(all.after / all.n).toFixed(3)} m`,
    );
    assert.ok(after.length > 0 && median(after) < median(before));
    assert.ok(all.after <= all.before);
  }
  assert.ok(median(results['boxes cut to the visible part'].after) < 0.7);
});
