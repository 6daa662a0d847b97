import { Button, Collapse, Textarea } from '@mantine/core';
import { lazy, Suspense, useId, useMemo, useState } from 'react';
import { isWithin } from '../../core/area.ts';
import { HistoryButtons } from '../cameras/history-buttons.tsx';
import { useCameras } from '../live.ts';
import { useWords } from '../words/index.ts';
import style from './area.module.css';
import type { EditedArea } from './use-area.ts';
import type { PlacedCamera } from './use-camera-dots.ts';

// The map library is large; a form without an area does not wait for it.
const AreaMap = lazy(() => import('./area-map.tsx').then((m) => ({ default: m.AreaMap })));

/** An area of a form: drawn on a map that shows which cameras it covers, or typed corner by corner. */
export function AreaField({ label, area }: { readonly label: string; readonly area: EditedArea }) {
  const words = useWords();
  const { areas: own } = words;
  const { corners } = area.state;
  const all = useCameras();
  const id = useId();
  const [isTyped, setTyped] = useState(false);
  const cameras = useMemo(
    () =>
      [...all.values()].flatMap(({ id, position }): PlacedCamera[] =>
        position === null
          ? []
          : [
              {
                id,
                position,
                isIn: corners.length === 0 || (corners.length > 2 && isWithin(position, corners)),
              },
            ],
      ),
    [all, corners],
  );
  const inside = cameras.filter(({ isIn }) => isIn).length;
  const covers =
    corners.length === 0
      ? own.everywhere(all.size)
      : corners.length < 3
        ? own.unfinished(3 - corners.length)
        : own.inside(inside, all.size);
  return (
    <fieldset className={style.field} data-corners={corners.length} data-inside={inside}>
      <legend>{label}</legend>
      <div className={style.map}>
        <Suspense>
          <AreaMap label={label} area={area} cameras={cameras} hintId={`${id}-hint`} />
        </Suspense>
      </div>
      <div className={style.tools}>
        <HistoryButtons
          canUndo={area.state.past.length > 0}
          canRedo={area.state.future.length > 0}
          dispatch={area.dispatch}
        />
        <Button
          variant="default"
          size="compact-md"
          disabled={corners.length === 0}
          onClick={() => area.dispatch({ type: 'clear' })}
        >
          {own.clear}
        </Button>
        <Button
          variant="default"
          size="compact-md"
          aria-expanded={isTyped}
          aria-controls={`${id}-typed`}
          onClick={() => setTyped(!isTyped)}
        >
          {own.type}
        </Button>
        <span role="status" className={style.covers}>
          {covers}
        </span>
      </div>
      <p id={`${id}-hint`} className={style.hint}>
        {own.hint}
      </p>
      <Collapse expanded={isTyped} id={`${id}-typed`}>
        <Textarea
          label={own.typed}
          autosize
          minRows={3}
          maxRows={10}
          error={area.isTextRight ? undefined : own.typedWrong}
          value={area.text}
          onChange={(event) => area.type(event.currentTarget.value)}
        />
      </Collapse>
    </fieldset>
  );
}
