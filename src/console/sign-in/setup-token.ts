/** The one-time token of `/setup#token` or `/setup?token=token`; null without one. */
export function setupToken(at: { readonly hash: string; readonly search: string }): string | null {
  const fromHash = at.hash.replace(/^#/, '').replace(/^token=/, '');
  const token = fromHash !== '' ? decodeURIComponent(fromHash) : new URLSearchParams(at.search).get('token');
  return token === null || token === '' ? null : token;
}
