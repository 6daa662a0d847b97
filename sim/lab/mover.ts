/** Actors that follow a script: straight legs and stays, known for all time, so that a story can be told exactly. */
import type { Point } from '../../src/core/geometry.ts';
import type { Body, LabActor, LabWorld } from './actor.ts';

export type Step = { readonly to: Point; readonly speedMps: number } | { readonly stayMs: number };

/** Where something is at an instant; null before it comes and after it has gone. */
export type Mover = (atMs: number) => LabActor | null;

type Key = { readonly atMs: number; readonly x: number; readonly y: number };

/** Goes its steps from `fromMs` on and is gone after the last. */
export function mover(
  id: number,
  body: Body,
  script: { readonly fromMs: number; readonly from: Point; readonly steps: readonly Step[] },
): Mover {
  const keys: Key[] = [{ atMs: script.fromMs, ...script.from }];
  for (const step of script.steps) {
    const last = keys.at(-1)!;
    if ('stayMs' in step) {
      keys.push({ ...last, atMs: last.atMs + step.stayMs });
      continue;
    }
    const dx = step.to.x - last.x;
    const dy = step.to.y - last.y;
    const ms = (Math.sqrt(dx * dx + dy * dy) / step.speedMps) * 1000;
    if (ms > 0) keys.push({ atMs: last.atMs + ms, x: step.to.x, y: step.to.y });
  }
  let heading = { x: 0, y: 1 };
  let i = 1;
  return (atMs) => {
    if (atMs < keys[0]!.atMs || atMs >= keys.at(-1)!.atMs) return null;
    if (atMs < keys[i - 1]!.atMs) i = 1;
    while (keys[i]!.atMs <= atMs) i++;
    const a = keys[i - 1]!;
    const b = keys[i]!;
    const seconds = (b.atMs - a.atMs) / 1000;
    const vx = (b.x - a.x) / seconds;
    const vy = (b.y - a.y) / seconds;
    const speed = Math.sqrt(vx * vx + vy * vy);
    if (speed > 0) heading = { x: vx / speed, y: vy / speed };
    const t = (atMs - a.atMs) / (b.atMs - a.atMs);
    return {
      id,
      body,
      x: a.x + (b.x - a.x) * t,
      y: a.y + (b.y - a.y) * t,
      vx,
      vy,
      hx: heading.x,
      hy: heading.y,
    };
  };
}

/** Something set down somewhere, from one instant to another. */
export function thing(
  id: number,
  body: Body,
  at: Point & { readonly fromMs: number; readonly toMs: number },
): Mover {
  return (atMs) =>
    atMs < at.fromMs || atMs >= at.toMs ? null : { id, body, x: at.x, y: at.y, vx: 0, vy: 0, hx: 0, hy: 1 };
}

export function worldOf(movers: readonly Mover[]): LabWorld {
  return { step: (atMs) => movers.flatMap((m) => m(atMs) ?? []) };
}

export function together(...worlds: readonly LabWorld[]): LabWorld {
  return { step: (atMs) => worlds.flatMap((w) => w.step(atMs)) };
}
