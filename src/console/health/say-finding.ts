import type { CameraHealth, Health } from '../../contract/shapes.ts';
import type { Words } from '../words/en.ts';
import { sayCause } from '../words/say-cause.ts';

type Finding = Health['findings'][number];

/** A finding in the operator's language; one this console does not know is shown as the server named it. */
export function sayFinding(
  finding: Finding,
  cameras: readonly Pick<CameraHealth, 'cameraId' | 'stateMessage' | 'stateCause'>[],
  words: Pick<Words, 'health' | 'stateCauses'>,
): { readonly what: string; readonly act: string } {
  const { findings, unknownFinding } = words.health;
  const known = (findings as Record<string, Words['health']['findings']['drops-high'] | undefined>)[
    finding.key
  ];
  if (known !== undefined) return known(withCause(finding, cameras, words));
  const values = Object.entries(finding.values).map(([key, value]) => `${key} ${value}`);
  return unknownFinding(finding.key, values.join(', '));
}

/** The server tells a camera's trouble in English; its cause says the same in every language. */
function withCause(
  { cameraId, values }: Finding,
  cameras: Parameters<typeof sayFinding>[1],
  words: Parameters<typeof sayFinding>[2],
): Finding['values'] {
  const camera = cameras.find((one) => one.cameraId === cameraId);
  if (camera === undefined || values.message === undefined) return values;
  const message = sayCause(words, String(values.message), camera.stateCause);
  return message === null ? values : { ...values, message };
}
