import { Button, CloseButton, NumberInput, SegmentedControl } from '@mantine/core';
import { type Dispatch, lazy, type ReactNode, Suspense, useMemo } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import type { Point } from '../../core/geometry.ts';
import {
  advisedPoints,
  type Confirmation,
  calibrate,
  confirmation,
  confirmationOf,
  leastPoints,
  measurableMetresPerPx,
  residualLimitM,
} from '../../core/ground.ts';
import { metresFrom, placeAt } from '../../core/local-metres.ts';
import type { Position } from '../../core/position.ts';
import { problemText } from '../ui/problem-text.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { useFormats, useWords } from '../words/index.ts';
import calibration from './calibration.module.css';
import { residualLimitOf, residualsById } from './calibration-canvas.tsx';
import {
  type CalibrationAction,
  type CalibrationMode,
  type CalibrationState,
  knownPoints,
  measured,
  type Pair,
  rectangleCorners,
} from './calibration-state.ts';
import { useDecimals } from './decimal-separator.ts';
import style from './editor.module.css';
import type { Spot } from './ground-map.tsx';
import type { Preview } from './use-preview.ts';

const GroundMap = lazy(() => import('./ground-map.tsx').then((m) => ({ default: m.GroundMap })));
const modes: readonly CalibrationMode[] = ['metres', 'rectangle', 'map'];

type Props = {
  readonly camera: CameraView;
  readonly state: CalibrationState;
  readonly dispatch: Dispatch<CalibrationAction>;
  readonly preview: Preview;
};

/** Where the points lie on the ground, and what the fit says. */
export function CalibrationPanel({
  camera,
  state,
  dispatch,
  preview,
  children,
}: Props & {
  /** The help of a proposal. */
  readonly children: ReactNode;
}) {
  const words = useWords();
  const text = words.editor;
  return (
    <div className={style.panel}>
      <p className={style.hint}>{text.calibrationLead}</p>
      <SegmentedControl
        fullWidth
        aria-label={text.calibrationTitle}
        value={state.mode}
        onChange={(mode) => dispatch({ type: 'mode', mode: mode as CalibrationMode })}
        data={modes.map((mode) => ({ value: mode, label: text.modes[mode] }))}
      />
      <p>{text.modeHints[state.mode]}</p>
      {state.mode === 'rectangle' && <RectangleSides state={state} dispatch={dispatch} />}
      {state.mode === 'map' && <MapPicker camera={camera} state={state} dispatch={dispatch} />}
      {children}
      <Verdict state={state} preview={preview} />
      <PointList state={state} dispatch={dispatch} preview={preview} />
      {state.pairs.length > 0 && (
        <div className={style.buttons}>
          <Button size="compact-sm" variant="default" onClick={() => dispatch({ type: 'clear' })}>
            {text.clear}
          </Button>
          {state.pairs.some(({ isProposed }) => isProposed) && (
            <Button size="compact-sm" variant="default" onClick={() => dispatch({ type: 'remove-proposed' })}>
              {words.proposal.remove}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function RectangleSides({ state, dispatch }: Pick<Props, 'state' | 'dispatch'>) {
  const words = useWords();
  const { widthM, depthM } = state.rectangle;
  const set = (change: Partial<CalibrationState['rectangle']>) =>
    dispatch({ type: 'rectangle', ...state.rectangle, ...change });
  return (
    <div className={calibration.sides}>
      <Metres
        label={words.editor.width}
        value={widthM}
        min={0.1}
        onChange={(value) => set({ widthM: value })}
      />
      <Metres
        label={words.editor.depth}
        value={depthM}
        min={0.1}
        onChange={(value) => set({ depthM: value })}
      />
      {measured(state).length < rectangleCorners && (
        <p role="status" className={calibration.next}>
          {words.editor.rectangleCorner(measured(state).length)}
        </p>
      )}
    </div>
  );
}

function MapPicker({ camera, state, dispatch }: Pick<Props, 'camera' | 'state' | 'dispatch'>) {
  const words = useWords();
  const origin = camera.position;
  const spots = useMemo(() => spotsOf(state, origin), [state, origin]);
  if (origin === null) return <p role="alert">{words.editor.noPosition}</p>;
  const isWaiting = measured(state).some((pair) => pair.ground === null);
  return (
    <div>
      <p role="status" className={calibration.next}>
        {isWaiting ? words.editor.pending : words.editor.pickPicture}
      </p>
      <div className={calibration.map}>
        <Suspense>
          <GroundMap
            label={words.editor.mapLabel}
            spots={spots}
            center={origin}
            onPick={(place) => dispatch({ type: 'pick', ground: metresFrom(origin, place) })}
          />
        </Suspense>
      </div>
    </div>
  );
}

function spotsOf(state: CalibrationState, origin: Position | null): Spot[] {
  if (origin === null) return [];
  const points = measured(state).flatMap(({ id, ground }, i): Spot[] =>
    ground === null
      ? []
      : [
          {
            key: String(id),
            position: placeAt(origin, ground),
            text: String(i + 1),
            kind: id === state.selected ? 'chosen' : 'point',
          },
        ],
  );
  return [{ key: 'camera', position: origin, text: '', kind: 'own' }, ...points];
}

/** Good enough or not, by how much, and what to do. */
function Verdict({ state, preview }: Pick<Props, 'state' | 'preview'>) {
  const words = useWords();
  const formats = useFormats();
  const sayUnconfirmed = useUnconfirmed();
  const points = knownPoints(state);
  const metres = (value: number) => formats.number(value, 2);
  if (points.length < leastPoints)
    return <p role="status">{words.editor.needMore(points.length, leastPoints, advisedPoints)}</p>;
  if (preview.error !== null) return <p role="alert">{problemText(preview.error, words)}</p>;
  const { report } = preview;
  if (report === null) return <p role="status">{words.editor.checking}</p>;
  const result = calibrate(points);
  const worst = report.residualsM.reduce<number>(
    (best, value, i) => ((value ?? -1) > (report.residualsM[best] ?? -1) ? i : best),
    0,
  );
  const confirmed = confirmationOf(points);
  const limitM = confirmed === null ? residualLimitM : confirmation.withinM;
  const why = result.ok
    ? null
    : result.reason === 'unconfirmed' && confirmed !== null
      ? sayUnconfirmed(confirmed)
      : result.reason === 'residual' && report.residualM !== null
        ? words.editor.disagree(metres(report.residualM), metres(residualLimitM), worst + 1)
        : words.editor.refusals[result.reason];
  return (
    <section className={calibration.verdict} aria-live="polite" data-busy={preview.isAsking}>
      {confirmed !== null && <p className={style.hint}>{words.proposal.comesFrom}</p>}
      {report.residualM !== null && (
        <p className={calibration.residualLine}>
          <span>{confirmed === null ? words.editor.residual : words.editor.residualAt}</span>
          <b>
            {metres(report.residualM)} {words.editor.metre}
          </b>
          <span>{words.editor.limit(metres(limitM))}</span>
        </p>
      )}
      <p className={calibration.say}>
        <StateMark state={report.isAccepted ? 'good' : 'warn'} />
        <span>
          {why ??
            (confirmed === null
              ? words.editor.accepted
              : words.proposal.confirmed(confirmed.measured, metres(confirmed.farthestOffM ?? 0)))}
        </span>
      </p>
      {report.groundFromImage !== null && (
        <p className={style.hint}>
          {words.editor.field}. {words.editor.fieldHint(formats.number(measurableMetresPerPx, 1))}
        </p>
      )}
    </section>
  );
}

/** What is still needed before proposed points may be kept. */
function useUnconfirmed(): (said: Confirmation) => string {
  const { proposal: text } = useWords();
  const formats = useFormats();
  const { points, apartM, withinM } = confirmation;
  const [apart, within] = [formats.number(apartM), formats.number(withinM)];
  return ({ measured: have, apartM: isM, farthestOffM }) => {
    if (have < points) return text.needPoints(points, apart, within);
    if (isM < apartM) return text.needApart(apart, formats.number(isM, 1));
    if (farthestOffM === null) return text.needProposed;
    return text.needCloser(formats.number(farthestOffM, 2), within);
  };
}

function PointList({ state, dispatch, preview }: Pick<Props, 'state' | 'dispatch' | 'preview'>) {
  const words = useWords();
  const formats = useFormats();
  const residuals = residualsById(state, preview.report);
  const limitM = residualLimitOf(state);
  const [across, along] =
    state.mode === 'map' ? [words.editor.east, words.editor.north] : [words.editor.right, words.editor.ahead];
  return (
    <>
      {state.pairs.length > 0 && (
        <div className={calibration.columns} aria-hidden>
          <span />
          <span>{across}</span>
          <span>{along}</span>
          <span className={calibration.off}>{words.editor.residualAt}</span>
        </div>
      )}
      <ol className={calibration.points}>
        {state.pairs.map((pair, i) => {
          const residual = residuals.get(pair.id) ?? null;
          const isCorner = state.mode === 'rectangle' && i < rectangleCorners;
          return (
            <li key={pair.id} data-chosen={pair.id === state.selected}>
              <button
                type="button"
                className={calibration.number}
                aria-label={words.editor.point(i + 1)}
                aria-pressed={pair.id === state.selected}
                onClick={() => dispatch({ type: 'select', id: pair.id })}
              >
                {i + 1}
              </button>
              {pair.isProposed && pair.ground !== null ? (
                <ProposedGround ground={pair.ground} />
              ) : (
                <GroundFields
                  pair={pair}
                  isFixed={isCorner}
                  labels={[across, along]}
                  dispatch={dispatch}
                  n={i + 1}
                />
              )}
              <span
                className={calibration.off}
                data-off={!pair.isProposed && residual !== null && residual > limitM}
                title={pair.isProposed ? undefined : words.editor.residualAt}
              >
                {pair.isProposed
                  ? words.proposal.mark
                  : residual === null
                    ? ''
                    : `${formats.number(residual, 2)} ${words.editor.metre}`}
              </span>
              <CloseButton
                size="sm"
                aria-label={words.editor.removePoint(i + 1)}
                onClick={() => dispatch({ type: 'remove', id: pair.id })}
              />
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** Laid on the measured points by itself: nobody types it. */
function ProposedGround({ ground }: { readonly ground: Point }) {
  const words = useWords();
  const formats = useFormats();
  return [ground.x, ground.y].map((value, axis) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the two axes keep their places
    <span key={axis} className={calibration.proposedGround}>
      {formats.number(value, 2)} {words.editor.metre}
    </span>
  ));
}

function GroundFields({
  pair,
  isFixed,
  labels: [across, along],
  dispatch,
  n,
}: {
  readonly pair: Pair;
  readonly isFixed: boolean;
  readonly labels: readonly [string, string];
  readonly dispatch: Dispatch<CalibrationAction>;
  readonly n: number;
}) {
  const words = useWords();
  const ground = pair.ground;
  const set = (change: { x?: number; y?: number }) =>
    dispatch({ type: 'ground', id: pair.id, ground: { x: ground?.x ?? 0, y: ground?.y ?? 0, ...change } });
  const name = (label: string) => `${words.editor.point(n)}, ${label}`;
  return (
    <>
      <Metres
        label={name(across)}
        shown={across}
        value={ground?.x ?? null}
        isFixed={isFixed}
        onChange={(x) => set({ x })}
      />
      <Metres
        label={name(along)}
        shown={along}
        value={ground?.y ?? null}
        isFixed={isFixed}
        onChange={(y) => set({ y })}
      />
    </>
  );
}

function Metres({
  label,
  shown,
  value,
  min,
  isFixed = false,
  onChange,
}: {
  readonly label: string;
  /** Short text inside an empty field; without it the label stands above. */
  readonly shown?: string;
  readonly value: number | null;
  readonly min?: number;
  readonly isFixed?: boolean;
  readonly onChange: (value: number) => void;
}) {
  const decimals = useDecimals();
  const words = useWords();
  return (
    <NumberInput
      size="xs"
      {...(shown === undefined ? { label } : { 'aria-label': label, placeholder: shown })}
      value={value === null ? '' : Math.round(value * 1_000) / 1_000}
      {...(min === undefined ? {} : { min })}
      decimalScale={3}
      {...decimals}
      step={0.1}
      hideControls
      disabled={isFixed}
      suffix={` ${words.editor.metre}`}
      onChange={(typed) => {
        // A number that was pasted with noughts at its end comes as text; while it is typed it is known already.
        const isKnown = typeof typed === 'string' && (Number(typed) === 0 || Number(typed) === value);
        const metres = typed === '' || isKnown ? Number.NaN : Number(typed);
        if (Number.isFinite(metres) && (min === undefined || metres >= min)) onChange(metres);
      }}
    />
  );
}
