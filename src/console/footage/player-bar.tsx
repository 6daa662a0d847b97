import { ActionIcon, Select, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
  IconRewindBackward10,
  IconRewindForward10,
} from '@tabler/icons-react';
import { useServerNow } from '../live.ts';
import { useFormats, useWords } from '../words/index.ts';
import type { Deck, DeckView } from './deck.ts';
import style from './footage.module.css';
import { forwardSpeeds } from './play-clock.ts';
import type { TimeTexts } from './time-text.ts';

/** What moves the clock, and where it stands: the capture time of the picture shown, to the millisecond. */
export function PlayerBar({
  deck,
  now,
  times,
  shownMs,
  onStep,
  onJump,
}: {
  readonly deck: Deck;
  readonly now: DeckView;
  readonly times: TimeTexts;
  /** Of the chosen camera. */
  readonly shownMs: number | null;
  readonly onStep: (by: 1 | -1) => void;
  readonly onJump: (by: 1 | -1) => void;
}) {
  const words = useWords();
  const formats = useFormats();
  const serverNow = useServerNow();
  const w = words.footage;
  const speedText = (speed: number) => w.speedOf(formats.number(Math.abs(speed), speed % 1 === 0 ? 0 : 2));
  const atMs = shownMs ?? now.atMs;
  return (
    <section className={style.player} aria-label={w.player}>
      <div className={style.buttons}>
        <Press label={w.previousMoment} keys="[" Icon={IconPlayerTrackPrev} onPress={() => onJump(-1)} />
        <Press label={w.back10} keys="←" Icon={IconRewindBackward10} onPress={() => deck.seekBy(-10_000)} />
        <Press label={w.stepBack} keys="," Icon={IconPlayerSkipBack} onPress={() => onStep(-1)} />
        <ActionIcon
          size={44}
          variant="filled"
          aria-label={now.isPlaying ? w.pause : w.play}
          onClick={() => deck.toggle()}
          data-play
        >
          {now.isPlaying ? (
            <IconPlayerPauseFilled size={20} aria-hidden />
          ) : (
            <IconPlayerPlayFilled size={20} aria-hidden />
          )}
        </ActionIcon>
        <Press label={w.stepForward} keys="." Icon={IconPlayerSkipForward} onPress={() => onStep(1)} />
        <Press label={w.forward10} keys="→" Icon={IconRewindForward10} onPress={() => deck.seekBy(10_000)} />
        <Press label={w.nextMoment} keys="]" Icon={IconPlayerTrackNext} onPress={() => onJump(1)} />
      </div>
      <Select
        className={style.speed}
        aria-label={w.speed}
        data={forwardSpeeds.map((speed) => ({ value: String(speed), label: speedText(speed) }))}
        value={String(Math.abs(now.speed))}
        onChange={(value) => value !== null && deck.setSpeed(Number(value))}
        allowDeselect={false}
        comboboxProps={{ width: 96 }}
      />
      {now.speed < 0 && <span className={style.backwards}>{w.backwards}</span>}
      <p className={style.time}>
        <span className={style.recordedTag}>{w.recorded}</span>
        <time dateTime={new Date(atMs).toISOString()} title={times.utc(atMs)} data-at-ms={Math.round(atMs)}>
          {times.exact(atMs)}
        </time>
        <span className={style.date}>
          {times.day(atMs)} {times.zone(atMs)} · {w.ago(formats.duration(Math.max(0, serverNow - atMs)))}
        </span>
      </p>
    </section>
  );
}

function Press({
  label,
  keys,
  Icon,
  onPress,
}: {
  readonly label: string;
  readonly keys: string;
  readonly Icon: Icon;
  readonly onPress: () => void;
}) {
  return (
    <Tooltip label={`${label}  ${keys}`} events={{ hover: true, focus: true, touch: false }}>
      <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} onClick={onPress}>
        <Icon size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
