import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react';
import { openPlayer, type Player, type PlayerStatus } from './player.ts';

const idle: PlayerStatus = { mode: 'snapshot', phase: 'connecting', notice: null, aspect: null };
const nothing = () => () => undefined;

/** Plays a camera on a canvas for as long as the component lives. @param isOn false keeps the connection closed. @param isStill a still once a second instead of the stream. */
export function usePlayer(
  cameraId: string,
  canvas: RefObject<HTMLCanvasElement | null>,
  isOn: boolean,
  isStill = false,
): { readonly player: Player | null; readonly status: PlayerStatus } {
  const [player, setPlayer] = useState<Player | null>(null);
  useEffect(() => {
    if (!isOn || !canvas.current) return;
    const opened = isStill
      ? openPlayer(cameraId, canvas.current, ['snapshot'])
      : openPlayer(cameraId, canvas.current);
    setPlayer(opened);
    return () => {
      opened.close();
      setPlayer(null);
    };
  }, [cameraId, canvas, isOn, isStill]);
  const status = useSyncExternalStore(player?.subscribe ?? nothing, () => player?.status() ?? idle);
  return { player, status };
}

/** Age of the picture, ms, looked at four times a second; null before the first. Also left on the canvas for measuring. */
export function usePictureAge(
  player: Player | null,
  canvas: RefObject<HTMLCanvasElement | null>,
): number | null {
  const [ageMs, setAge] = useState<number | null>(null);
  useEffect(() => {
    if (!player) {
      setAge(null);
      return;
    }
    const look = () => {
      const now = player.ageMs();
      if (now !== null && canvas.current) canvas.current.dataset.ageMs = now.toFixed(0);
      // Coarse, so that a fresh tile is not drawn anew all the time.
      setAge(now === null ? null : now < 1_000 ? 0 : Math.floor(now / 100) * 100);
    };
    look();
    const timer = setInterval(look, 250);
    const unsubscribe = player.subscribe(look);
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [player, canvas]);
  return ageMs;
}
