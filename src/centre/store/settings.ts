import { z } from 'zod';
import { SiteRationalisation } from '../../contract/alarm-figures.ts';
import { AlarmPolicy } from '../../contract/alarms.ts';
import { defaultAlarmPolicy } from '../../core/alarm/alarm-policy.ts';
import { json, type Query } from './database.ts';

/** What a site decides about its data. Kept in the database, because every centre must act alike. */
export const Settings = z.object({
  /** Days that measures are kept. */
  measureRetentionDays: z.number().int().min(1).max(3_650).default(30),
  /** Cameras of the configuration that were made once; a removed one does not come back with the next start. */
  seededCameraIds: z.array(z.string()).default([]),
  alarmPolicy: AlarmPolicy.default(() => AlarmPolicy.parse(defaultAlarmPolicy)),
  /** Kinds the site has reviewed itself. */
  rationalisations: z.array(SiteRationalisation).default([]),
});
export type Settings = z.infer<typeof Settings>;

export async function readSettings(query: Query): Promise<Settings> {
  const rows = await query<{ key: string; value: unknown }[]>`select key, value from settings`;
  return Settings.parse(Object.fromEntries(rows.map((row) => [row.key, row.value])));
}

export async function writeSetting<K extends keyof Settings>(
  query: Query,
  key: K,
  value: Settings[K],
): Promise<void> {
  const checked = Settings.shape[key].parse(value);
  await query`
    insert into settings (key, value) values (${key}, ${json(checked)})
    on conflict (key) do update set value = excluded.value`;
}
