import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../../contract/config.ts';
import { openSiteKey } from '../../exhibit/site-key.ts';
import type { CameraRegistry } from '../camera-registry.ts';
import type { OpeningDesk } from '../evidence/opening-desk.ts';
import type { Log } from '../log.ts';
import type { Blobs, Clock } from '../ports.ts';
import type { Sql } from '../store/database.ts';
import { createExhibitDesk, type ExhibitDesk } from './exhibit-desk.ts';
import { createExhibitSources } from './exhibit-sources.ts';

/** @throws Error when the site's key cannot be read. */
export async function openExhibits(world: {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: Config;
  readonly registry: CameraRegistry;
  readonly openings: OpeningDesk;
  readonly blobs: Blobs;
  readonly version: string;
}): Promise<ExhibitDesk> {
  const { clock, config, version } = world;
  const { name } = config.site;
  const directory = path.join(config.dataDirectory, 'exhibit-key');
  const key = await openSiteKey(directory, { name, nowMs: clock.nowMs() });
  const sources = createExhibitSources({
    ...world,
    key,
    site: { name, timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone },
    software: {
      name: 'Lamplighter',
      version,
      commit: commitOf(path.resolve(import.meta.dirname, '../../..')),
    },
    timeStampUrl: config.exhibits.timeStampUrl,
  });
  return createExhibitDesk({ ...world, key, sources, keptDays: config.exhibits.keptDays });
}

/** The commit that runs, where the software lies in a checkout; null where nobody says. */
function commitOf(root: string): string | null {
  if (process.env.LAMPLIGHTER_COMMIT) return process.env.LAMPLIGHTER_COMMIT.slice(0, 80);
  try {
    const head = readFileSync(path.join(root, '.git/HEAD'), 'utf8').trim();
    const [, ref] = /^ref: (\S+)$/.exec(head) ?? [];
    const commit = ref === undefined ? head : readFileSync(path.join(root, '.git', ref), 'utf8').trim();
    return /^[0-9a-f]{40,64}$/.test(commit) ? commit : null;
  } catch {
    return null;
  }
}
