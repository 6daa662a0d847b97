import type { Proposal } from '../../core/incident/propose.ts';
import { useFormats, useWords } from '../words/index.ts';

/** Why an alarm and an incident may be one: `same camera · 40 m · 02:10 apart`. */
export function useBecause({
  because,
  distanceM,
  apartMs,
}: Pick<Proposal, 'because' | 'distanceM' | 'apartMs'>): string {
  const { incidents: own } = useWords();
  const formats = useFormats();
  return [
    ...because.map((reason) => own.because[reason]),
    ...(distanceM === null || because.includes('same-camera') ? [] : [own.metres(formats.number(distanceM))]),
    ...(apartMs === 0 ? [] : [own.apart(formats.duration(apartMs))]),
  ].join(' · ');
}
