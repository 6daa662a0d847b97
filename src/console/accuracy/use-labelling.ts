import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { AccuracyCard, Labelling } from '../../contract/accuracy.ts';
import { call } from '../client.ts';

const whileCollectingMs = 2_000;

export const labellingKey = (cameraId: string) => ['labelling', cameraId] as const;
export const cardsKey = ['accuracy'] as const;

/** The frames of a camera; asked for again while more are to come. `isEnabled` false: what was known stays. */
export function useLabelling(cameraId: string, isEnabled: boolean) {
  return useQuery({
    queryKey: labellingKey(cameraId),
    queryFn: async ({ signal }): Promise<Labelling | null> =>
      (await call('labelling.get', { params: { id: cameraId } }, signal)).labelling,
    enabled: isEnabled,
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && data !== null && data.frames.length < data.wanted ? whileCollectingMs : false,
  });
}

/** The newest card of every camera: one question for all that show one. */
export function useCards() {
  return useQuery({
    queryKey: cardsKey,
    queryFn: ({ signal }) => call('accuracy.list', {}, signal),
    staleTime: 60_000,
  });
}

/** Undefined while it is not known yet, null where there is none. */
export function useCard(cameraId: string): AccuracyCard | null | undefined {
  const { data } = useCards();
  return data === undefined ? undefined : (data.find((card) => card.cameraId === cameraId) ?? null);
}

/**
 * The pictures of the frames as addresses of this page's own memory: the server removes them when the card is made, and
 * they are looked at once more after it. Gone with the component.
 */
export function usePictures(cameraId: string, frames: Labelling['frames']): ReadonlyMap<string, string> {
  const [pictures, setPictures] = useState<ReadonlyMap<string, string>>(new Map());
  const made = useRef(new Map<string, string>());
  const asked = useRef(new Set<string>());
  const ids = frames.map(({ id }) => id).join(' ');
  useEffect(() => {
    for (const frameId of ids.split(' ')) {
      if (frameId === '' || asked.current.has(frameId)) continue;
      asked.current.add(frameId);
      call('labelling.picture', { params: { id: cameraId, frameId } })
        .then((picture) => {
          made.current.set(frameId, URL.createObjectURL(picture));
          setPictures(new Map(made.current));
        })
        // Asked again with the next frame that comes, or when the page is opened anew.
        .catch(() => asked.current.delete(frameId));
    }
  }, [cameraId, ids]);
  useEffect(
    () => () => {
      for (const address of made.current.values()) URL.revokeObjectURL(address);
      made.current.clear();
      asked.current.clear();
    },
    [],
  );
  return pictures;
}
