import { ActionIcon, Button, Popover, SegmentedControl, Select, Tooltip } from '@mantine/core';
import {
  IconArrowsMaximize,
  IconLayoutGrid,
  IconListDetails,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Wall } from '../../contract/wall.ts';
import { type WallShape, wallShapes } from '../../core/wall/wall-layout.ts';
import { call } from '../client.ts';
import { useMay } from '../session.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import { liveLimits } from './live-tiles.ts';
import { ManageModal } from './manage-modal.tsx';
import { SaveModal } from './save-modal.tsx';
import { reloadWall } from './use-wall.ts';
import style from './wall.module.css';
import type { Shown, WallSearch } from './wall-search.ts';

type Props = {
  readonly wall: Wall;
  readonly shown: Shown;
  readonly isArranging: boolean;
  readonly heldStep: number | null;
  readonly liveLimit: number;
  readonly counts: { readonly live: number; readonly stills: number; readonly hiddenPushes: number };
  readonly onSearch: (search: WallSearch) => void;
  readonly onShape: (shape: WallShape) => void;
  readonly onArrange: () => void;
  readonly onHold: () => void;
  readonly onLiveLimit: (limit: number) => void;
  readonly onFullScreen: () => void;
};

/** What the wall shows and how, in one line. */
export function WallBar(props: Props) {
  const { wall, shown, isArranging, heldStep, counts, onSearch, onShape, onArrange, onHold } = props;
  const words = useWords();
  const text = words.wall;
  const mayWrite = useMay('wall.write');
  const [isNaming, setNaming] = useState(false);
  const [isManaging, setManaging] = useState(false);
  const { layout, tour, step, isChanged } = shown;
  const clear = { clearButtonProps: { 'aria-label': words.cameraLists.clear } };

  async function save(): Promise<void> {
    if (layout === null) return setNaming(true);
    const { shape, tiles } = shown;
    try {
      const body = { name: layout.name, shape, tiles: [...tiles], version: layout.version };
      const saved = await call('wall.layouts.update', { params: { id: layout.id }, body });
      reloadWall();
      onSearch({ layout: saved.id });
      say(text.saved(saved.name));
    } catch (cause) {
      say(problemText(cause, words));
    }
  }

  return (
    <section className={style.bar} aria-label={text.title}>
      {wall.layouts.length > 0 && (
        <Select
          size="xs"
          aria-label={text.layout}
          placeholder={text.noLayout}
          searchable
          data={wall.layouts.map(({ id, name }) => ({ value: id, label: name }))}
          value={tour === null ? (layout?.id ?? null) : null}
          onChange={(id) => onSearch(id === null ? {} : { layout: id })}
          clearable
          {...clear}
          className={style.select ?? ''}
        />
      )}
      {wall.tours.length > 0 && (
        <Select
          size="xs"
          aria-label={text.tour}
          placeholder={text.tour}
          data={wall.tours.map(({ id, name }) => ({ value: id, label: name }))}
          value={tour?.id ?? null}
          onChange={(id) => onSearch(id === null ? {} : { tour: id })}
          clearable
          {...clear}
          className={style.select ?? ''}
        />
      )}
      {tour !== null && step !== null ? (
        <span className={style.tour}>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={heldStep === null ? text.pause : text.resume}
            aria-pressed={heldStep !== null}
            onClick={onHold}
          >
            {heldStep === null ? (
              <IconPlayerPause size={16} stroke={1.6} aria-hidden />
            ) : (
              <IconPlayerPlay size={16} stroke={1.6} aria-hidden />
            )}
          </ActionIcon>
          <span className={style.tourStep}>
            {layout?.name}{' '}
            {heldStep === null
              ? text.tourStep(step.index + 1, tour.steps.length, Math.ceil(step.remainingMs / 1_000))
              : text.tourStands(step.index + 1, tour.steps.length)}
          </span>
        </span>
      ) : (
        <>
          <SegmentedControl
            size="xs"
            aria-label={text.shape}
            data={wallShapes.map((shape) => ({
              value: shape,
              label: (
                <span title={text.shapes[shape]}>
                  <span aria-hidden>{shape}</span>
                  <span className="visually-hidden">{text.shapes[shape]}</span>
                </span>
              ),
            }))}
            value={shown.shape}
            onChange={(shape) => onShape(wallShapes.find((one) => one === shape) ?? shown.shape)}
          />
          <Button
            size="xs"
            variant="default"
            aria-pressed={isArranging}
            leftSection={<IconLayoutGrid size={14} stroke={1.8} aria-hidden />}
            onClick={onArrange}
          >
            {isArranging ? text.arranged : text.arrange}
          </Button>
          {mayWrite && isChanged && (
            <>
              {layout !== null && (
                <Button size="xs" onClick={() => void save()}>
                  {text.save}
                </Button>
              )}
              <Button size="xs" variant="default" onClick={() => setNaming(true)}>
                {text.saveAs}
              </Button>
            </>
          )}
          {layout !== null && isChanged && <span className={style.note}>{text.changed}</span>}
        </>
      )}
      {counts.hiddenPushes > 0 && <strong>{text.hiddenPushes(counts.hiddenPushes)}</strong>}
      <div className={style.right}>
        <LiveLimit {...props} />
        {mayWrite && (
          <Tooltip label={text.manage}>
            <ActionIcon
              variant="default"
              size={30}
              aria-label={text.manage}
              onClick={() => setManaging(true)}
            >
              <IconListDetails size={16} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label={`${text.fullScreen} (F)`}>
          <ActionIcon variant="default" size={30} aria-label={text.fullScreen} onClick={props.onFullScreen}>
            <IconArrowsMaximize size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      {isNaming && (
        <SaveModal
          shown={shown}
          onClose={() => setNaming(false)}
          onSaved={(saved) => {
            setNaming(false);
            onSearch({ layout: saved.id });
          }}
        />
      )}
      {isManaging && <ManageModal wall={wall} onClose={() => setManaging(false)} />}
    </section>
  );
}

/** How many play and how many do not, said whenever it is so; and the choice. */
function LiveLimit({ counts: { live, stills }, liveLimit, onLiveLimit }: Props) {
  const text = useWords().wall;
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus width={300}>
      <Popover.Target>
        <button type="button" className={style.live} data-stills={stills}>
          {stills === 0 ? text.allLive(live) : text.stills(live, stills)}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={text.liveLimit}>
        <div className={style.limit}>
          <strong>{text.liveLimit}</strong>
          <SegmentedControl
            size="xs"
            aria-label={text.liveLimit}
            data={liveLimits.map(String)}
            value={String(liveLimit)}
            onChange={(limit) => onLiveLimit(Number(limit))}
          />
          <span className={style.hint}>{text.liveLimitHint}</span>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
