/** The map's neutrals in both themes, and the one ramp that may have a hue. */
import type { GroundKind } from '../../contract/map-ground.ts';
import type { Priority } from '../../core/priority.ts';

export type MapColours = {
  readonly ground: string;
  readonly land: string;
  readonly water: string;
  readonly road: string;
  readonly building: string;
  readonly buildingEdge: string;
  readonly rail: string;
  /** Of the site's own ground; a kind that is not here looks like land. */
  readonly area: { readonly [K in GroundKind]?: string };
  readonly name: string;
  readonly halo: string;
  readonly grid: string;
  readonly zoneLine: string;
  readonly text: string;
  readonly density: readonly string[];
  readonly dot: string;
  readonly dotFill: string;
  readonly dotText: string;
  readonly priority: { readonly [P in Priority]: string };
};

export const mapColours: { readonly [scheme in 'dark' | 'light']: MapColours } = {
  dark: {
    ground: '#0f1114',
    land: '#14181c',
    water: '#0b0d10',
    road: '#252c34',
    building: '#20262d',
    buildingEdge: '#2a323a',
    rail: '#39434d',
    area: { land: '#15191d', park: '#181f1f', square: '#1b2026', water: '#0c1115', works: '#23211d' },
    name: '#76818c',
    halo: '#14181c',
    grid: '#1d2329',
    zoneLine: '#8b98a5',
    text: '#98a3ad',
    density: ['#1f4a4d', '#2f7375', '#a9832a', '#d97a2b', '#ff5a4f'],
    dot: '#98a3ad',
    dotFill: '#161a1f',
    dotText: '#e7ebef',
    priority: { high: '#ff5a4f', medium: '#ffb020', low: '#5ab0ff' },
  },
  light: {
    ground: '#eceff2',
    land: '#f3f5f7',
    water: '#dde3e8',
    road: '#ffffff',
    building: '#dfe4e8',
    buildingEdge: '#cfd6dc',
    rail: '#b3bcc5',
    area: { land: '#f0f2f4', park: '#e6ece8', square: '#f7f8f9', water: '#d7dfe6', works: '#ece8df' },
    name: '#7b8792',
    halo: '#f3f5f7',
    grid: '#dce1e6',
    zoneLine: '#5a6672',
    text: '#55616d',
    density: ['#9fc9c6', '#5fa8a5', '#c9a33c', '#d9772b', '#d92d20'],
    dot: '#55616d',
    dotFill: '#ffffff',
    dotText: '#14181c',
    priority: { high: '#d92d20', medium: '#b26a00', low: '#1f6fbf' },
  },
};
