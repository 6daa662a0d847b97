import { Button, SegmentedControl, TextInput, UnstyledButton } from '@mantine/core';
import {
  type Icon,
  IconAlertTriangle,
  IconArrowsExchange,
  IconArrowsLeftRight,
  IconArrowUpRight,
  IconBan,
  IconCarOff,
  IconLuggage,
  IconRoad,
  IconTrack,
  IconTrash,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { type Dispatch, useEffect, useRef } from 'react';
import type { Zone } from '../../core/zone.ts';
import { useWords } from '../words/index.ts';
import style from './editor.module.css';
import { canFinish, type EditorAction, type EditorState, selectedZone } from './editor-state.ts';
import { type Preset, presetShape, presets } from './presets.ts';
import { RuleEditor } from './rule-editor.tsx';
import type { Unfit } from './unfit.ts';
import { zoneFaults } from './zone-shape.ts';

const icons: { readonly [P in Preset]: Icon } = {
  crowding: IconUsersGroup,
  closed: IconBan,
  track: IconTrack,
  carriageway: IconRoad,
  queue: IconUsers,
  'left-object': IconLuggage,
  'count-line': IconArrowsLeftRight,
  'wrong-way': IconArrowUpRight,
  'stopped-vehicle': IconCarOff,
};

/** What to draw, what is drawn, and the rules of the zone in hand. */
export function ZonePanel({
  state,
  dispatch,
  isCalibrated,
  unfit,
  onDraw,
}: {
  readonly state: EditorState;
  readonly dispatch: Dispatch<EditorAction>;
  readonly isCalibrated: boolean;
  readonly unfit: readonly Unfit[];
  readonly onDraw: () => void;
}) {
  const words = useWords();
  const selected = selectedZone(state);
  const faulty = state.zones.filter((zone) => zoneFaults(zone).length > 0);

  // Who has drawn a zone knows what the wishes mean, and wants to see the zones.
  const isKnown = state.zones.length > 0;

  function begin(preset: Preset): void {
    const noun = words.editor.presets[preset].name;
    const name = freeName(noun, state.zones);
    dispatch({ type: 'draw', preset, zoneId: newZoneId(preset), name });
    onDraw();
  }

  return (
    <div className={style.panel}>
      {state.drawing ? (
        <DrawingHelp state={state} dispatch={dispatch} onDraw={onDraw} />
      ) : (
        <section>
          <h2>{words.editor.add}</h2>
          <div className={style.presets} data-compact={isKnown || undefined}>
            {presets.map((preset) => {
              const { name, hint } = words.editor.presets[preset];
              const PresetIcon = icons[preset];
              return (
                <UnstyledButton
                  key={preset}
                  className={style.preset}
                  onClick={() => begin(preset)}
                  data-preset={preset}
                  title={isKnown ? hint : undefined}
                >
                  <PresetIcon size={20} stroke={1.5} aria-hidden />
                  <span>
                    <b>{name}</b>
                    {!isKnown && <small>{hint}</small>}
                  </span>
                </UnstyledButton>
              );
            })}
          </div>
        </section>
      )}

      {faulty.length > 0 && (
        <section role="alert" className={style.faults}>
          <h2>{words.editor.faultsTitle}</h2>
          <ul>
            {faulty.map((zone) => (
              <li key={zone.id}>
                <b>{zone.name.trim() === '' ? words.editor[zone.shape] : zone.name}</b>{' '}
                {words.editor.faults[zoneFaults(zone)[0]!]}
              </li>
            ))}
          </ul>
        </section>
      )}

      <section>
        <h2>{words.editor.zonesTitle}</h2>
        {state.zones.length === 0 && <p className={style.hint}>{words.editor.empty}</p>}
        <ul className={style.list}>
          {state.zones.map((zone) => (
            <li key={zone.id}>
              <UnstyledButton
                className={style.zoneButton}
                aria-pressed={zone.id === state.selectedId}
                onClick={() =>
                  dispatch({ type: 'select', zoneId: zone.id === state.selectedId ? null : zone.id })
                }
              >
                <span>{zone.name}</span>
                <small>
                  {zone.rules.length === 0
                    ? words.editor[zone.shape]
                    : zone.rules.map((rule) => words.editor.rule[rule.kind].name).join(', ')}
                  {unfit.some(({ zoneId }) => zoneId === zone.id) && (
                    <IconAlertTriangle
                      className={style.unfitMark ?? ''}
                      size={14}
                      stroke={1.8}
                      role="img"
                      aria-label={words.editor.unfitTitle}
                    />
                  )}
                </small>
              </UnstyledButton>
              {zone.id === state.selectedId && selected && (
                <ZoneDetails
                  zone={selected}
                  dispatch={dispatch}
                  isCalibrated={isCalibrated}
                  unfit={unfit}
                  handle={state.handle}
                />
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function DrawingHelp({
  state,
  dispatch,
  onDraw,
}: {
  readonly state: EditorState;
  readonly dispatch: Dispatch<EditorAction>;
  readonly onDraw: () => void;
}) {
  const words = useWords();
  const drawing = state.drawing!;
  const isArea = presetShape[drawing.preset] === 'area';
  const help = !isArea
    ? words.editor.drawLine
    : drawing.how === 'box'
      ? words.editor.drawBox
      : words.editor.drawCorners(drawing.points.length);
  return (
    <section className={style.drawing}>
      <h2>{words.editor.presets[drawing.preset].name}</h2>
      <p role="status">{help}</p>
      {isArea && (
        <SegmentedControl
          aria-label={words.editor.how}
          fullWidth
          value={drawing.how}
          onChange={(how) => {
            dispatch({ type: 'draw-how', how: how as 'box' | 'corners' });
            onDraw();
          }}
          data={[
            { value: 'box', label: words.editor.box },
            { value: 'corners', label: words.editor.corners },
          ]}
        />
      )}
      <div className={style.buttons}>
        {isArea && drawing.how === 'corners' && (
          <Button disabled={!canFinish(drawing)} onClick={() => dispatch({ type: 'finish' })}>
            {words.editor.finish}
          </Button>
        )}
        <Button variant="default" onClick={() => dispatch({ type: 'cancel' })}>
          {words.common.cancel}
        </Button>
      </div>
    </section>
  );
}

function ZoneDetails({
  zone,
  dispatch,
  isCalibrated,
  unfit,
  handle,
}: {
  readonly zone: Zone;
  readonly dispatch: Dispatch<EditorAction>;
  readonly isCalibrated: boolean;
  readonly unfit: readonly Unfit[];
  readonly handle: EditorState['handle'];
}) {
  const words = useWords();
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each zone comes into view once, when it is chosen
  useEffect(() => {
    // On a phone the picture is above: it must not scroll away under the finger.
    if (matchMedia('(min-width: 1001px)').matches) place.current?.scrollIntoView({ block: 'nearest' });
  }, [zone.id]);
  const canRemoveCorner = zone.shape === 'area' && zone.points.length > 3 && typeof handle === 'number';
  return (
    <div ref={place} className={style.details}>
      <TextInput
        label={words.editor.name}
        value={zone.name}
        maxLength={80}
        onChange={(event) => dispatch({ type: 'rename', name: event.currentTarget.value })}
      />
      {zone.shape === 'line' && <p className={style.hint}>{words.editor.lineSides}</p>}
      {zone.direction !== null && <p className={style.hint}>{words.editor.arrowHint}</p>}
      <div className={style.buttons}>
        {(zone.shape === 'line' || zone.direction !== null) && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowsExchange size={14} aria-hidden />}
            onClick={() => dispatch({ type: 'flip' })}
          >
            {zone.shape === 'line' ? words.editor.flipLine : words.editor.flipArrow}
          </Button>
        )}
        {canRemoveCorner && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => dispatch({ type: 'remove-corner', index: handle as number })}
          >
            {words.editor.removeCorner}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => dispatch({ type: 'remove-zone' })}
        >
          {words.editor.remove}
        </Button>
      </div>
      <RuleEditor zone={zone} dispatch={dispatch} isCalibrated={isCalibrated} unfit={unfit} />
    </div>
  );
}

function freeName(noun: string, zones: readonly Zone[]): string {
  const taken = new Set(zones.map((zone) => zone.name));
  if (!taken.has(noun)) return noun;
  for (let n = 2; ; n++) if (!taken.has(`${noun} ${n}`)) return `${noun} ${n}`;
}

/** New for ever: measures of a removed zone must not become those of the next one. */
function newZoneId(preset: Preset): string {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return `${preset}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
