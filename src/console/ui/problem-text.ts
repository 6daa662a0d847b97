import { ApiProblem } from '../client.ts';
import type { Words } from '../words/index.ts';

/** What went wrong with a call, for a person: in the operator's language where the console knows the refusal, else the server's words. */
export function problemText(cause: unknown, words: Words): string {
  if (!(cause instanceof ApiProblem)) return words.common.unread;
  if (cause.status === 0) return words.common.unreachable;
  const said = (words.problems as { readonly [kind: string]: string | undefined })[cause.kind];
  if (said !== undefined) return said;
  if (cause.problem === null) return words.common.unread;
  const fields = cause.problem.errors?.map(({ message }) => message) ?? [];
  return [cause.problem.detail, ...fields.filter((text) => !cause.problem?.detail.includes(text))].join(' ');
}
