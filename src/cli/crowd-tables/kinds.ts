import type { CrowdInput } from './crowd-input.ts';
import type { CrowdTable } from './crowd-table.ts';
import { congestionTable, pressureTable } from './danger-tables.ts';
import {
  classicDensityTable,
  individualSpeedTable,
  localDensityTable,
  serviceLevelTable,
  speedTable,
  voronoiDensityTable,
  voronoiSpeedTable,
} from './density-tables.ts';
import {
  counterFlowTable,
  cumulativeTable,
  flowTable,
  lineFlowTable,
  passingTable,
  queueTable,
  waitTable,
} from './flow-tables.ts';

export type CrowdKind = {
  readonly needs: string;
  readonly summary: string;
  readonly tableOf: (input: CrowdInput) => CrowdTable;
};

/** What `lamplighter measure` can measure; adding one is a line here and a table. */
export const crowdKinds: Readonly<Record<string, CrowdKind>> = {
  'classic-density': {
    needs: '--zone',
    summary: 'people strictly inside over the area',
    tableOf: classicDensityTable,
  },
  'voronoi-density': {
    needs: '--zone',
    summary: 'each by the share of their cell inside',
    tableOf: voronoiDensityTable,
  },
  'local-density': {
    needs: '--zone',
    summary: 'Gaussian of --radius on a grid: mean, peak',
    tableOf: localDensityTable,
  },
  'level-of-service': {
    needs: '--zone',
    summary: 'A to F for a --facility',
    tableOf: serviceLevelTable,
  },
  'individual-speed': { needs: '', summary: 'of everyone in every frame', tableOf: individualSpeedTable },
  speed: { needs: '--zone', summary: 'mean individual speed of those inside', tableOf: speedTable },
  'voronoi-speed': { needs: '--zone', summary: 'weighted by cells', tableOf: voronoiSpeedTable },
  'n-t': { needs: '--line', summary: 'people who have crossed so far, N(t)', tableOf: cumulativeTable },
  flow: { needs: '--line', summary: 'flow and specific flow over --delta-frame', tableOf: flowTable },
  'line-flow': { needs: '--line', summary: 'of an instant, by side, from cells', tableOf: lineFlowTable },
  'counter-flow': {
    needs: '--line',
    summary: 'crossings by side, counter-flow index',
    tableOf: counterFlowTable,
  },
  passing: {
    needs: '--line --depth',
    summary: 'density and speed of each who walks through',
    tableOf: passingTable,
  },
  pressure: { needs: '--zone', summary: 'density times variance of velocity', tableOf: pressureTable },
  congestion: { needs: '--zone', summary: 'congestion level and crowd danger', tableOf: congestionTable },
  queue: {
    needs: '--line',
    summary: 'length from the line’s first point backwards',
    tableOf: queueTable,
  },
  wait: { needs: '--line --out-line', summary: 'between two lines, from counts alone', tableOf: waitTable },
};
