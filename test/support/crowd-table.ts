/** Density error of crowds of rising density, with and without the second estimator, as a table. */
import { readFileSync } from 'node:fs';
import type { Pose } from './crowd-camera.ts';
import { type CrowdFrame, type CrowdSecond, overlay, playCrowd } from './crowd-film.ts';

/** 2.5 frames a second, as ETH and UCY were annotated. */
export const frameMs = 400;

export type Level = {
  readonly times: number;
  readonly truePerM2: number;
  readonly maePerM2: number;
  readonly biasPerM2: number;
  /** Seconds by what the density says of itself. */
  readonly boxes: number;
  readonly byArea: number;
  readonly beyond: number;
  /** Of the seconds by area. */
  readonly byAreaMaePerM2: number | null;
  readonly byAreaInBand: number | null;
  /** Mean of what the boxes' densities say of themselves. */
  readonly boxCoverage: number | null;
  /** Seconds that say too little by more than their band allows, without a word. */
  readonly silentlyLow: number;
};

/** People of an obsmat file by frame, around `middle`; the middle of the square they cross. */
export function obsmatFrames(file: string, middle: { readonly x: number; readonly y: number }): CrowdFrame[] {
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const frames = Map.groupBy(rows, (row) => row[0]!);
  return [...frames.values()].map((people) =>
    people.map((row) => ({ id: row[1]!, x: row[2]! - middle.x, y: row[4]! - middle.y })),
  );
}

/**
 * A thin time to learn from, then each density in turn. Everyone beyond 6 m of the middle is left out: the crowd stands on a
 * square, and the camera sees what is around it.
 * @returns levels without and with the foreground.
 */
export function crowdLevels(of: {
  readonly frames: readonly CrowdFrame[];
  readonly pose: Pose;
  readonly times: readonly number[];
  readonly thinFrames: number;
  readonly levelFrames: number;
  readonly seed: number;
}): { readonly without: readonly Level[]; readonly with: readonly Level[] } {
  const { frames, times, thinFrames, levelFrames } = of;
  const onSquare = (frame: CrowdFrame) => frame.filter((p) => Math.abs(p.x) < 6 && Math.abs(p.y) < 6);
  const film = Array.from({ length: thinFrames }, (_, i) => onSquare(frames[i % frames.length]!)).concat(
    times.flatMap((k, level) =>
      Array.from({ length: levelFrames }, (_, i) => onSquare(overlay(frames, level * levelFrames + i, k))),
    ),
  );
  const levels = (hasForeground: boolean) => {
    const { seconds } = playCrowd({ ...of, halfM: 4, frames: film, frameMs, hasForeground });
    return times.map((k, level) => {
      const fromMs = (thinFrames + level * levelFrames) * frameMs;
      // Two seconds until tracks and means have followed the sudden change.
      const inLevel = seconds.filter(
        (s) => s.atMs > fromMs + 3_000 && s.atMs <= fromMs + levelFrames * frameMs,
      );
      return levelOf(k, inLevel);
    });
  };
  return { without: levels(false), with: levels(true) };
}

function levelOf(times: number, seconds: readonly CrowdSecond[]): Level {
  const error = (s: CrowdSecond) => s.density.value! - s.truePerM2;
  const isInBand = (s: CrowdSecond) => Math.abs(error(s)) <= s.density.errorBand!;
  const byArea = seconds.filter((s) => s.density.note === 'by-area');
  const boxes = seconds.filter((s) => s.density.note === null);
  return {
    times,
    truePerM2: mean(seconds.map((s) => s.truePerM2))!,
    maePerM2: mean(seconds.map((s) => Math.abs(error(s))))!,
    biasPerM2: mean(seconds.map(error))!,
    boxes: boxes.length,
    byArea: byArea.length,
    beyond: seconds.length - boxes.length - byArea.length,
    byAreaMaePerM2: mean(byArea.map((s) => Math.abs(error(s)))),
    byAreaInBand: mean(byArea.map((s) => Number(isInBand(s)))),
    boxCoverage: mean(boxes.map((s) => s.density.coverage)),
    silentlyLow: seconds.filter((s) => s.density.note !== 'beyond-range' && error(s) < -s.density.errorBand!)
      .length,
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length;
}

export function printLevels(title: string, of: ReturnType<typeof crowdLevels>): void {
  const number = (value: number | null) => (value === null ? '-' : value.toFixed(2)).padStart(6);
  console.log(`\n${title}`);
  console.log('               | boxes alone, peak held                         | with the area');
  console.log(
    '  x  true /m2  |   MAE   bias  box/beyond  coverage  too low    |   MAE   bias  box/area/beyond  too low  area: MAE  in band',
  );
  of.with.forEach((b, i) => {
    const a = of.without[i]!;
    console.log(
      `${String(b.times).padStart(3)}    ${number(b.truePerM2)}  |${number(a.maePerM2)} ${number(a.biasPerM2)}  ${`${a.boxes}/${a.beyond}`.padStart(10)}  ${number(a.boxCoverage)}  ${String(a.silentlyLow).padStart(7)}     |${number(b.maePerM2)} ${number(b.biasPerM2)}  ${`${b.boxes}/${b.byArea}/${b.beyond}`.padStart(15)}  ${String(b.silentlyLow).padStart(7)}     ${number(b.byAreaMaePerM2)}   ${number(b.byAreaInBand)}`,
    );
  });
}
