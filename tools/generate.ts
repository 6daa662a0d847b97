/** Writes what follows from the source: `node tools/generate.ts`. The tidy test compares. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openApi } from '../src/contract/openapi.ts';
import { situationsPage } from './situations-page.ts';

const root = path.resolve(import.meta.dirname, '..');

/** @returns files with their path from the root, and what they must say. */
export function generate(): { readonly path: string; readonly text: string }[] {
  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  return [
    { path: 'docs/reference/openapi.json', text: `${JSON.stringify(openApi(version), null, 2)}\n` },
    { path: 'docs/reference/situations.md', text: situationsPage() },
  ];
}

if (import.meta.main) {
  for (const file of generate()) {
    const target = path.join(root, file.path);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, file.text);
    console.log(`wrote ${file.path}`);
  }
}
