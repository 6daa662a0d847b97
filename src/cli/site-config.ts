import { existsSync } from 'node:fs';
import path from 'node:path';
import { readConfig, readConfigFile } from '../centre/config-file.ts';
import type { Config } from '../contract/config.ts';
import { CommandError } from './command.ts';

/** The configuration of a site as its tools are told of it, and the file it came from. */
export function siteConfig(values: {
  readonly config?: string | undefined;
  readonly data?: string | undefined;
  readonly database?: string | undefined;
}): { readonly config: Config; readonly configFile: string | null } {
  const configFile = values.config ?? (existsSync('lamplighter.yaml') ? 'lamplighter.yaml' : null);
  const reading = configFile === null ? readConfig('') : readConfigFile(configFile);
  if (!reading.ok) throw new CommandError(reading.message);
  const config = {
    ...reading.config,
    dataDirectory: path.resolve(values.data ?? reading.config.dataDirectory),
    database: values.database ?? reading.config.database,
  };
  return { config, configFile };
}
