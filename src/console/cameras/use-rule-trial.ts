import { useEffect, useRef, useState } from 'react';
import type { RuleTrial } from '../../contract/trial.ts';
import type { Rule } from '../../core/zone.ts';
import { call } from '../client.ts';

export type Tried =
  | { readonly step: 'none' }
  | { readonly step: 'busy' }
  | { readonly step: 'done'; readonly trial: RuleTrial }
  | { readonly step: 'failed'; readonly cause: unknown };

/** What the rule in hand would have told of; forgotten as soon as the rule is another. */
export function useRuleTrial(
  where: { readonly cameraId: string; readonly zoneId: string },
  rule: Rule,
): { readonly tried: Tried; readonly ask: () => void } {
  const [tried, setTried] = useState<Tried>({ step: 'none' });
  const aborter = useRef<AbortController | null>(null);
  const text = JSON.stringify(rule);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another rule has another past
  useEffect(() => {
    setTried({ step: 'none' });
    return () => aborter.current?.abort();
  }, [where.cameraId, where.zoneId, text]);
  async function ask(): Promise<void> {
    aborter.current?.abort();
    const mine = new AbortController();
    aborter.current = mine;
    setTried({ step: 'busy' });
    try {
      const { cameraId: id, zoneId } = where;
      const order = { params: { id, zoneId }, body: { rule: rule as never, days: 7 } };
      const trial = await call('rules.try', order, mine.signal);
      setTried({ step: 'done', trial });
    } catch (cause) {
      if (!mine.signal.aborted) setTried({ step: 'failed', cause });
    }
  }
  return { tried, ask: () => void ask() };
}
