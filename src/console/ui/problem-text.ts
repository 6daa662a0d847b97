import { ApiProblem } from '../client.ts';
import type { Words } from '../words/index.ts';

/** What went wrong with a call, for a person: the server's own words, or ours when there was no answer. */
export function problemText(cause: unknown, words: Words): string {
  if (!(cause instanceof ApiProblem)) return words.common.unread;
  if (cause.status === 0) return words.common.unreachable;
  if (cause.status === 403) return words.common.forbidden;
  if (cause.problem === null) return words.common.unread;
  const fields = cause.problem.errors?.map(({ message }) => message) ?? [];
  return [cause.problem.detail, ...fields.filter((text) => !cause.problem?.detail.includes(text))].join(' ');
}
