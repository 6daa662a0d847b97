/**
 * The zone editor without its picture: zones, what is selected, what is being drawn, and the way back.
 * Every change of the zones is one step of undo; a drag or a run of nudges is one step, however many moves it has.
 */
import type { Point } from '../../core/geometry.ts';
import { unreachable } from '../../core/unreachable.ts';
import type { Rule, Zone, ZoneSituationKind } from '../../core/zone.ts';
import { type Preset, presetRules, presetShape } from './presets.ts';
import { clampToPicture, hasArrow, middleOf, zoneFaults } from './zone-shape.ts';

/** A corner by its index, or an end of the arrow of travel. */
export type Handle = number | 'from' | 'to';

export type Drawing = {
  readonly preset: Preset;
  readonly zoneId: string;
  readonly name: string;
  /** `box`: two opposite corners; `corners`: one by one, closed by the first. */
  readonly how: 'box' | 'corners';
  readonly points: readonly Point[];
};

export type EditorState = {
  readonly zones: readonly Zone[];
  readonly past: readonly (readonly Zone[])[];
  readonly future: readonly (readonly Zone[])[];
  /** Names the gesture of the newest change: further moves of it add no step. */
  readonly gesture: string | null;
  readonly selectedId: string | null;
  readonly handle: Handle | null;
  readonly drawing: Drawing | null;
  readonly saved: readonly Zone[];
  readonly version: number;
  readonly saving: Saving;
};

export type Saving =
  | { readonly step: 'idle' }
  | { readonly step: 'busy' }
  | { readonly step: 'done' }
  /** Somebody else saved first; what they saved can be taken, or written over. */
  | {
      readonly step: 'conflict';
      readonly theirs: { readonly zones: readonly Zone[]; readonly version: number };
    }
  | { readonly step: 'failed'; readonly reason: string };

export type EditorAction =
  | { readonly type: 'draw'; readonly preset: Preset; readonly zoneId: string; readonly name: string }
  | { readonly type: 'draw-how'; readonly how: Drawing['how'] }
  | { readonly type: 'point'; readonly at: Point }
  | { readonly type: 'finish' }
  | { readonly type: 'cancel' }
  | { readonly type: 'select'; readonly zoneId: string | null; readonly handle?: Handle | null }
  | { readonly type: 'move'; readonly handle: Handle; readonly to: Point; readonly gesture: string }
  | { readonly type: 'shift'; readonly by: Point; readonly gesture: string }
  | { readonly type: 'insert'; readonly afterIndex: number; readonly at: Point }
  | { readonly type: 'remove-corner'; readonly index: number }
  | { readonly type: 'remove-zone' }
  | { readonly type: 'rename'; readonly name: string }
  | { readonly type: 'flip' }
  | { readonly type: 'add-rule'; readonly rule: Rule }
  | { readonly type: 'set-rule'; readonly rule: Rule }
  | { readonly type: 'remove-rule'; readonly kind: ZoneSituationKind }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'saving' }
  | { readonly type: 'saved'; readonly zones: readonly Zone[]; readonly version: number }
  | { readonly type: 'conflict'; readonly zones: readonly Zone[]; readonly version: number }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'take-theirs' }
  | { readonly type: 'keep-mine' };

const stepsKept = 100;
const mostZones = 50;
const mostCorners = 50;

export function openEditor(zones: readonly Zone[], version: number): EditorState {
  return {
    zones,
    past: [],
    future: [],
    gesture: null,
    selectedId: null,
    handle: null,
    drawing: null,
    saved: zones,
    version,
    saving: { step: 'idle' },
  };
}

export function edit(state: EditorState, action: EditorAction): EditorState {
  switch (action.type) {
    case 'draw': {
      if (state.zones.length >= mostZones) return state;
      const { preset, zoneId, name } = action;
      const drawing: Drawing = { preset, zoneId, name, how: state.drawing?.how ?? 'box', points: [] };
      return { ...state, drawing, selectedId: null, handle: null };
    }
    case 'draw-how':
      return state.drawing ? { ...state, drawing: { ...state.drawing, how: action.how, points: [] } } : state;
    case 'point':
      return addPoint(state, clampToPicture(action.at));
    case 'finish':
      return state.drawing && canFinish(state.drawing) ? finish(state, state.drawing) : state;
    case 'cancel':
      if (state.drawing) return { ...state, drawing: null };
      return { ...state, selectedId: null, handle: null };
    case 'select':
      return { ...state, selectedId: action.zoneId, handle: action.handle ?? null, gesture: null };
    case 'move':
      return changeSelected(state, (zone) => moved(zone, action.handle, clampToPicture(action.to)), {
        gesture: action.gesture,
        handle: action.handle,
      });
    case 'shift':
      return changeSelected(state, (zone) => shifted(zone, action.by), { gesture: action.gesture });
    case 'insert':
      return changeSelected(state, (zone) => inserted(zone, action.afterIndex, action.at), {
        handle: action.afterIndex + 1,
      });
    case 'remove-corner':
      return changeSelected(state, (zone) => withoutCorner(zone, action.index), {
        handle: Math.max(0, action.index - 1),
      });
    case 'remove-zone': {
      const zones = state.zones.filter((zone) => zone.id !== state.selectedId);
      return { ...changed(state, zones), selectedId: null, handle: null };
    }
    case 'rename':
      return changeSelected(state, (zone) => ({ ...zone, name: action.name }), {
        gesture: `rename ${state.selectedId}`,
      });
    case 'flip':
      return changeSelected(state, flipped);
    case 'add-rule':
      return changeSelected(state, (zone) => withRule(zone, action.rule));
    case 'set-rule':
      return changeSelected(
        state,
        (zone) => ({
          ...zone,
          rules: zone.rules.map((rule) => (rule.kind === action.rule.kind ? action.rule : rule)),
        }),
        { gesture: `rule ${state.selectedId} ${action.rule.kind}` },
      );
    case 'remove-rule':
      return changeSelected(state, (zone) => ({
        ...zone,
        rules: zone.rules.filter((rule) => rule.kind !== action.kind),
      }));
    case 'undo':
      return undo(state);
    case 'redo':
      return redo(state);
    case 'saving':
      return { ...state, saving: { step: 'busy' } };
    case 'saved': {
      // What was drawn while the server answered stays, and stays unsaved.
      const wasTouched = state.saving.step !== 'busy';
      const zones = wasTouched ? state.zones : action.zones;
      return { ...state, zones, saved: action.zones, version: action.version, saving: { step: 'done' } };
    }
    case 'conflict': {
      const { zones, version } = action;
      return { ...state, saving: { step: 'conflict', theirs: { zones, version } } };
    }
    case 'failed':
      return { ...state, saving: { step: 'failed', reason: action.reason } };
    case 'take-theirs':
      return state.saving.step === 'conflict'
        ? openEditor(state.saving.theirs.zones, state.saving.theirs.version)
        : state;
    case 'keep-mine':
      return state.saving.step === 'conflict'
        ? {
            ...state,
            saved: state.saving.theirs.zones,
            version: state.saving.theirs.version,
            saving: { step: 'idle' },
          }
        : state;
    default:
      return unreachable(action);
  }
}

export function selectedZone(state: EditorState): Zone | null {
  return state.zones.find((zone) => zone.id === state.selectedId) ?? null;
}

export function isChanged(state: EditorState): boolean {
  return state.zones !== state.saved && JSON.stringify(state.zones) !== JSON.stringify(state.saved);
}

/** Changed, whole, and nobody else's newer version in the way. */
export function canSave(state: EditorState): boolean {
  if (state.drawing || state.saving.step === 'busy' || state.saving.step === 'conflict') return false;
  return isChanged(state) && state.zones.every((zone) => zoneFaults(zone).length === 0);
}

export function canFinish(drawing: Drawing): boolean {
  return presetShape[drawing.preset] === 'area' && drawing.how === 'corners' && drawing.points.length >= 3;
}

function addPoint(state: EditorState, at: Point): EditorState {
  const { drawing } = state;
  if (!drawing || drawing.points.length >= mostCorners) return state;
  const [first] = drawing.points;
  const last = drawing.points.at(-1);
  if (first && isSame(first, at) && canFinish(drawing)) return finish(state, drawing);
  if (last && isSame(last, at)) return state;
  const next = { ...drawing, points: [...drawing.points, at] };
  const isTwoPoints = presetShape[drawing.preset] === 'line' || drawing.how === 'box';
  return isTwoPoints && next.points.length === 2 ? finish(state, next) : { ...state, drawing: next };
}

function finish(state: EditorState, drawing: Drawing): EditorState {
  const shape = presetShape[drawing.preset];
  const points = shape === 'area' && drawing.how === 'box' ? boxOf(drawing.points) : drawing.points;
  const zone: Zone = {
    id: drawing.zoneId,
    name: drawing.name,
    shape,
    points,
    direction: presetRules[drawing.preset].some(({ kind }) => hasArrow(kind)) ? arrowThrough(points) : null,
    rules: presetRules[drawing.preset],
  };
  return { ...changed(state, [...state.zones, zone]), drawing: null, selectedId: zone.id, handle: null };
}

function boxOf(points: readonly Point[]): Point[] {
  const [a, b] = [points[0]!, points[1]!];
  return [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
}

/** A first guess, away from the camera; the operator turns it. */
function arrowThrough(points: readonly Point[]): readonly [Point, Point] {
  const middle = middleOf(points);
  const ys = points.map((p) => p.y);
  const reach = Math.max(0.03, (Math.max(...ys) - Math.min(...ys)) * 0.3);
  return [
    clampToPicture({ x: middle.x, y: middle.y + reach }),
    clampToPicture({ x: middle.x, y: middle.y - reach }),
  ];
}

function moved(zone: Zone, handle: Handle, to: Point): Zone {
  if (typeof handle === 'number')
    return { ...zone, points: zone.points.map((point, i) => (i === handle ? to : point)) };
  if (!zone.direction) return zone;
  const [from, end] = zone.direction;
  return { ...zone, direction: handle === 'from' ? [to, end] : [from, to] };
}

/** Moves a whole zone, as far as the picture's border lets it. */
function shifted(zone: Zone, by: Point): Zone {
  const all = [...zone.points, ...(zone.direction ?? [])];
  const limit = (values: number[], wish: number) =>
    Math.min(1 - Math.max(...values), Math.max(-Math.min(...values), wish));
  const dx = limit(
    all.map((p) => p.x),
    by.x,
  );
  const dy = limit(
    all.map((p) => p.y),
    by.y,
  );
  const shift = (p: Point): Point => clampToPicture({ x: p.x + dx, y: p.y + dy });
  return {
    ...zone,
    points: zone.points.map(shift),
    direction: zone.direction && [shift(zone.direction[0]), shift(zone.direction[1])],
  };
}

function inserted(zone: Zone, afterIndex: number, at: Point): Zone {
  if (zone.shape === 'line' || zone.points.length >= mostCorners) return zone;
  return { ...zone, points: zone.points.toSpliced(afterIndex + 1, 0, clampToPicture(at)) };
}

function withoutCorner(zone: Zone, index: number): Zone {
  if (zone.shape === 'line' || zone.points.length <= 3) return zone;
  return { ...zone, points: zone.points.toSpliced(index, 1) };
}

/** Turns the arrow round; on a line, swaps its ends and with them what counts as "in". */
function flipped(zone: Zone): Zone {
  if (zone.shape === 'line') return { ...zone, points: zone.points.toReversed() };
  return zone.direction ? { ...zone, direction: [zone.direction[1], zone.direction[0]] } : zone;
}

function withRule(zone: Zone, rule: Rule): Zone {
  if (zone.rules.some((own) => own.kind === rule.kind)) return zone;
  const direction = hasArrow(rule.kind) ? (zone.direction ?? arrowThrough(zone.points)) : zone.direction;
  return { ...zone, direction, rules: [...zone.rules, rule] };
}

function changeSelected(
  state: EditorState,
  change: (zone: Zone) => Zone,
  options: { readonly gesture?: string; readonly handle?: Handle } = {},
): EditorState {
  let isSameAsBefore = true;
  const zones = state.zones.map((zone) => {
    if (zone.id !== state.selectedId) return zone;
    const next = change(zone);
    if (next !== zone) isSameAsBefore = false;
    return next;
  });
  if (isSameAsBefore) return state;
  const next = changed(state, zones, options.gesture ?? null);
  return options.handle === undefined ? next : { ...next, handle: options.handle };
}

function changed(state: EditorState, zones: readonly Zone[], gesture: string | null = null): EditorState {
  const isSameGesture = gesture !== null && gesture === state.gesture;
  const past = isSameGesture ? state.past : [...state.past, state.zones].slice(-stepsKept);
  const saving: Saving = state.saving.step === 'conflict' ? state.saving : { step: 'idle' };
  return { ...state, zones, past, future: [], gesture, saving };
}

function undo(state: EditorState): EditorState {
  if (state.drawing) {
    const points = state.drawing.points.slice(0, -1);
    return state.drawing.points.length === 0
      ? { ...state, drawing: null }
      : { ...state, drawing: { ...state.drawing, points } };
  }
  const zones = state.past.at(-1);
  if (!zones) return state;
  const past = state.past.slice(0, -1);
  return restored({ ...state, zones, past, future: [state.zones, ...state.future] });
}

function redo(state: EditorState): EditorState {
  const [zones, ...future] = state.future;
  if (!zones || state.drawing) return state;
  return restored({ ...state, zones, past: [...state.past, state.zones], future });
}

/** After a step through time the selection may be gone, and a new drag is a new step. */
function restored(state: EditorState): EditorState {
  const isThere = state.zones.some((zone) => zone.id === state.selectedId);
  const saving: Saving = state.saving.step === 'conflict' ? state.saving : { step: 'idle' };
  return { ...state, gesture: null, handle: null, selectedId: isThere ? state.selectedId : null, saving };
}

function isSame(a: Point, b: Point): boolean {
  return a.x === b.x && a.y === b.y;
}
