import type { Automatic, Step } from '../procedure.ts';

/** Steps of a kind, as shipped. */
export type Steps = readonly Step[];

type More = {
  readonly isRequired?: boolean;
  /** Due so long after the incident was opened. */
  readonly dueS?: number;
  readonly automatic?: Automatic;
};

export function step(id: string, en: string, ru: string, more: More = {}): Step {
  const { isRequired = false, dueS, automatic = null } = more;
  return {
    id,
    text: { en, ru },
    isRequired,
    dueAfterMs: dueS === undefined ? null : dueS * 1_000,
    automatic,
  };
}

export const must = { isRequired: true } as const;

/** Nearly every incident begins with somebody looking. */
export function confirm(dueS: number, en: string, ru: string): Step {
  return step('confirm', en, ru, { isRequired: true, dueS });
}

/** Asks for a notification of the duty manager; who that is, the site says where it sends notifications. */
export const tellDutyManager: Step = step(
  'tell-duty-manager',
  'The duty manager is told.',
  'Дежурный руководитель оповещён.',
  { automatic: { do: 'notify', to: ['duty-manager'] } },
);
