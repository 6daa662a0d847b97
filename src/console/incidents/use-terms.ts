import { type IncidentTerms, termsIn } from '../../core/incident/words/index.ts';
import { useLanguage } from '../words/index.ts';

/** Kinds, states, roles and lines of the log, in the operator's language: the same words as in the report. */
export function useTerms(): IncidentTerms {
  return termsIn(useLanguage());
}
