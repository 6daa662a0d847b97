import type { Random } from '../../random.ts';
import { bodies, type LabWorld } from '../actor.ts';
import type { Story } from '../play.ts';
import { views } from '../stage.ts';
import { rectangle, standing, watched } from './telling.ts';

const area = { x0: -2.5, y0: 11, x1: 2.5, y1: 16 };
const zones = [watched('pressure', rectangle(area.x0, area.y0, area.x1, area.y1))];
const shared = { kind: 'pressure', view: views.crowd, zones, hasForeground: true } as const;

/**
 * A crowd in which people are pushed to and fro: each place swings along a triangle wave of `swingM` in `periodS`, out of step with
 * its neighbours, between `fromMs` and `toMs`.
 */
function swaying(
  perM2: number,
  swing: {
    readonly swingM: number;
    readonly periodS: number;
    readonly fromMs: number;
    readonly toMs: number;
  },
) {
  return (random: Random): LabWorld => {
    const people = standing(random, area, perM2).map((p, i) => ({
      ...p,
      id: i + 1,
      phase: random.next(),
      turn: random.next(),
    }));
    return {
      step(atMs) {
        // It swells and calms down within two seconds.
        const force = Math.max(0, Math.min(1, (atMs - swing.fromMs) / 2_000, (swing.toMs - atMs) / 2_000));
        const swingM = force * swing.swingM;
        const speedMps = (4 * swingM) / swing.periodS;
        return people.map((p) => {
          const t = (atMs / 1000 / swing.periodS + p.phase) % 1;
          const away = (t < 0.5 ? 4 * t - 1 : 3 - 4 * t) * swingM;
          // Half of them are pushed along x, half along y.
          const [dx, dy] = p.turn < 0.5 ? [1, 0] : [0, 1];
          const v = (t < 0.5 ? 1 : -1) * speedMps;
          return {
            id: p.id,
            body: bodies.person,
            x: p.x + dx * away,
            y: p.y + dy * away,
            vx: dx * v,
            vy: dy * v,
            hx: 0,
            hy: 1,
          };
        });
      },
    };
  };
}

export const pressureStories: readonly Story[] = [
  {
    ...shared,
    id: 'pressure-waves',
    story: 'Waves run through a crowd of two to a square metre.',
    durationMs: 60_000,
    world: swaying(2, { swingM: 0.35, periodS: 3, fromMs: 15_000, toMs: 45_000 }),
  },
  {
    ...shared,
    id: 'pressure-surge',
    story: 'A crowd of 2.4 to a square metre is pushed to and fro before a barrier.',
    durationMs: 60_000,
    world: swaying(2.4, { swingM: 0.45, periodS: 4, fromMs: 15_000, toMs: 45_000 }),
  },
];

export const pressureNegatives: readonly Story[] = [
  {
    ...shared,
    id: 'pressure-not-calm',
    story: 'A crowd of two to a square metre stands and shifts its weight.',
    durationMs: 45_000,
    world: swaying(2, { swingM: 0.05, periodS: 4, fromMs: -2_000, toMs: 47_000 }),
  },
  {
    ...shared,
    id: 'pressure-not-thin',
    story: 'Children play tag, one to two square metres.',
    durationMs: 45_000,
    world: swaying(0.5, { swingM: 1.2, periodS: 3, fromMs: -2_000, toMs: 47_000 }),
  },
];
