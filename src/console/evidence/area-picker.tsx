import { CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type PointerEvent, useEffect, useState } from 'react';
import { call } from '../client.ts';
import { useCamera } from '../live.ts';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import style from './evidence.module.css';

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Smaller is a slip of the hand. */
const smallest = 0.01;

/** The camera's masked picture as it is now, with areas drawn on it. Without `onChange` it only shows them. */
export function AreaPicker({
  cameraId,
  areas,
  onChange,
}: {
  readonly cameraId: string;
  readonly areas: readonly Box[];
  readonly onChange?: (areas: readonly Box[]) => void;
}) {
  const { evidence: words } = useWords();
  const picture = usePicture(cameraId);
  const [drawn, setDrawn] = useState<{ from: Point; to: Point } | null>(null);
  const boxes = drawn === null ? areas : [...areas, boxOf(drawn.from, drawn.to)];

  function end(): void {
    if (drawn === null) return;
    const box = boxOf(drawn.from, drawn.to);
    setDrawn(null);
    if (box.width >= smallest && box.height >= smallest) onChange?.([...areas, box]);
  }
  const drawing =
    onChange === undefined
      ? { 'data-still': true }
      : {
          onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            setDrawn({ from: pointOf(event), to: pointOf(event) });
          },
          onPointerMove: (event: PointerEvent<HTMLDivElement>) =>
            drawn !== null && setDrawn({ from: drawn.from, to: pointOf(event) }),
          onPointerUp: end,
          onPointerCancel: () => setDrawn(null),
        };
  return (
    <div className={style.form}>
      <div className={style.picture} data-areas={areas.length} {...drawing}>
        {picture !== null && <img src={picture} alt="" draggable={false} />}
        {boxes.map((box, i) => (
          <div
            key={`${box.x} ${box.y} ${box.width} ${box.height}`}
            className={style.area}
            style={{
              left: `${box.x * 100}%`,
              top: `${box.y * 100}%`,
              width: `${box.width * 100}%`,
              height: `${box.height * 100}%`,
            }}
          >
            <span>{i + 1}</span>
          </div>
        ))}
      </div>
      {picture === null && <p className={ui.muted}>{words.noPicture}</p>}
      {onChange !== undefined && (
        <ul className={style.list}>
          {areas.length === 0 && <li className={ui.muted}>{words.areasNone}</li>}
          {areas.map((box, i) => (
            <li key={`${box.x} ${box.y} ${box.width} ${box.height}`}>
              <span>{i + 1}</span>
              <CloseButton
                size="sm"
                aria-label={words.removeArea(i + 1)}
                onClick={() => onChange(areas.filter((other) => other !== box))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function usePicture(cameraId: string): string | null {
  const isLive = useCamera(cameraId)?.state === 'live';
  const { data } = useQuery({
    queryKey: ['evidence-picture', cameraId],
    queryFn: ({ signal }) => call('cameras.snapshot', { params: { id: cameraId } }, signal),
    enabled: isLive,
    retry: false,
    staleTime: 60_000,
  });
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (data === undefined) {
      setAddress(null);
      return;
    }
    const url = URL.createObjectURL(data);
    setAddress(url);
    return () => URL.revokeObjectURL(url);
  }, [data]);
  return address;
}

type Point = { readonly x: number; readonly y: number };

function pointOf(event: PointerEvent<HTMLDivElement>): Point {
  const frame = event.currentTarget.getBoundingClientRect();
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return {
    x: within((event.clientX - frame.left) / frame.width),
    y: within((event.clientY - frame.top) / frame.height),
  };
}

/** Fractions to a thousandth: the request is read by people too. */
function boxOf(a: Point, b: Point): Box {
  const round = (value: number) => Math.round(value * 1_000) / 1_000;
  const x = round(Math.min(a.x, b.x));
  const y = round(Math.min(a.y, b.y));
  return { x, y, width: round(Math.max(a.x, b.x) - x), height: round(Math.max(a.y, b.y) - y) };
}
