import { createContext, useContext } from 'react';
import type { Zone } from '../../core/zone.ts';

/** The camera whose zones are edited, as the centre has it. */
export type EditedCamera = { readonly id: string; readonly zones: readonly Zone[] };

const Edited = createContext<EditedCamera | null>(null);

export const EditedCameraIs = Edited.Provider;

export function useEditedCamera(): EditedCamera {
  const camera = useContext(Edited);
  if (camera === null) throw new Error('there is no camera whose zones are edited');
  return camera;
}
