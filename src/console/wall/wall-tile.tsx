import { ActionIcon, Button, Select } from '@mantine/core';
import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { AlarmView, CameraView } from '../../contract/shapes.ts';
import type { TileShown } from '../../core/wall/wall-push.ts';
import { needsAcknowledgement } from '../alarms/order.ts';
import { titleOf } from '../alarms/title.ts';
import { call } from '../client.ts';
import { useServerNow } from '../live.ts';
import { LivePicture } from '../media/live-picture.tsx';
import { useMay } from '../session.ts';
import { say } from '../ui/notice.tsx';
import { PriorityMark } from '../ui/priority-mark.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useFormats, useWords } from '../words/index.ts';
import style from './wall.module.css';

type Choice = { readonly value: string; readonly label: string };

type Props = {
  /** From 1; the key that shows it large, up to 9. */
  readonly number: number;
  readonly tile: TileShown;
  readonly camera: CameraView | undefined;
  /** The first open alarm of its camera. */
  readonly alarm: AlarmView | null;
  readonly isLive: boolean;
  readonly isLarge: boolean;
  readonly onLarge: () => void;
  /** While tiles are arranged: what may be chosen; null otherwise. */
  readonly choices: readonly Choice[] | null;
  readonly onCamera: (cameraId: string | null) => void;
};

/** One picture of the wall with its honesty: key, name, age, what waits there, and who pushed it. */
export function WallTile(props: Props) {
  const { number, tile, camera, alarm, isLive, isLarge, onLarge, choices } = props;
  const words = useWords();
  const waits = alarm !== null && needsAcknowledgement(alarm);
  const name = camera?.name ?? (tile.cameraId === null ? words.wall.emptyTile : words.wall.gone);
  return (
    <article
      className={style.tile}
      aria-label={words.wall.tile(number, name)}
      data-tile={number}
      data-camera-id={camera?.id}
      data-live={camera === undefined ? undefined : isLive}
      data-pushed={tile.push !== null}
      data-waits={waits ? alarm.priority : undefined}
    >
      {tile.push !== null && <PushLine push={tile.push} />}
      <header className={style.caption}>
        {number <= 9 && <kbd className={style.number}>{number}</kbd>}
        {camera === undefined ? (
          <span className={style.absent}>{name}</span>
        ) : (
          <Link to="/cameras/$cameraId" params={{ cameraId: camera.id }} className={style.name}>
            {name}
          </Link>
        )}
        {alarm !== null && (
          <Link to="/alarms/$alarmId" params={{ alarmId: alarm.id }} className={style.alarm}>
            <PriorityMark priority={alarm.priority} state={alarm.state} size={14} />
            <span>{titleOf(alarm, words)}</span>
          </Link>
        )}
        {camera !== undefined && (
          <ActionIcon
            size={24}
            variant="subtle"
            className={style.enlarge}
            aria-label={`${isLarge ? words.wall.small : words.wall.large}: ${name}`}
            aria-pressed={isLarge}
            onClick={onLarge}
          >
            {isLarge ? (
              <IconArrowsDiagonalMinimize2 size={16} stroke={1.6} aria-hidden />
            ) : (
              <IconArrowsDiagonal size={16} stroke={1.6} aria-hidden />
            )}
          </ActionIcon>
        )}
      </header>
      <div className={style.stage}>
        {choices !== null && <CameraChoice {...props} choices={choices} />}
        {camera !== undefined && choices === null && (
          <LivePicture key={camera.id} camera={camera} isStill={!isLive} />
        )}
      </div>
    </article>
  );
}

function PushLine({ push }: { readonly push: NonNullable<TileShown['push']> }) {
  const words = useWords();
  const formats = useFormats();
  const now = useServerNow();
  const mayTakeOff = useMay('wall.write');
  const ago = formats.duration(now - push.pushedAtMs);
  return (
    <div className={style.push}>
      <span className={style.pushWords}>{words.wall.pushedBy(push.pushedBy, ago)}</span>
      {mayTakeOff && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() =>
            call('wall.unpush', { params: { id: push.id } }).catch((cause) => say(problemText(cause, words)))
          }
        >
          {words.wall.unpush}
        </Button>
      )}
    </div>
  );
}

function CameraChoice({ number, tile, choices, onCamera }: Props & { readonly choices: readonly Choice[] }) {
  const words = useWords();
  return (
    <Select
      aria-label={words.wall.chooseCamera(number)}
      placeholder={words.wall.emptyTile}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': words.cameraLists.clear }}
      limit={50}
      data={choices}
      value={choices.some(({ value }) => value === tile.cameraId) ? tile.cameraId : null}
      onChange={onCamera}
      className={style.choice ?? ''}
    />
  );
}
