import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../contract/config.ts';
import type { StorageSettings } from '../contract/storage.ts';

type Environment = { readonly [name: string]: string | undefined };

export type StorageSetting =
  | { readonly ok: true; readonly settings: StorageSettings | null }
  /** `message` says what is missing; it never holds a secret. */
  | { readonly ok: false; readonly message: string };

/** Directory of footage where the configuration names no volume. */
export function defaultVolume(dataDirectory: string): string {
  return path.resolve(dataDirectory, 'footage');
}

/** What the configuration says about storage, with the secrets it leaves out. Null: nothing is recorded. */
export function storageSettingsOf(
  config: Pick<Config, 'recording' | 'dataDirectory'>,
  environment: Environment,
): StorageSetting {
  const { recording, dataDirectory } = config;
  if (!recording.isEnabled) return { ok: true, settings: null };
  if (recording.s3 === null) {
    const volumes =
      recording.volumes.length === 0
        ? [defaultVolume(dataDirectory)]
        : recording.volumes.map((volume) => path.resolve(volume));
    return { ok: true, settings: { kind: 'disk', volumes, reserveBytes: reserveBytesOf(config) } };
  }
  const { endpoint, region, bucket, credentialsFile } = recording.s3;
  const keys = credentialsFile === null ? fromEnvironment(environment) : fromFile(credentialsFile);
  if (typeof keys === 'string') return { ok: false, message: keys };
  return { ok: true, settings: { kind: 's3', endpoint, region, bucket, ...keys } };
}

export function reserveBytesOf({ recording }: Pick<Config, 'recording'>): number {
  return Math.round(recording.reserveGiB * 2 ** 30);
}

type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string };
const keyName = 'LAMPLIGHTER_S3_ACCESS_KEY_ID';
const secretName = 'LAMPLIGHTER_S3_SECRET_ACCESS_KEY';

function fromEnvironment(environment: Environment): Keys | string {
  const accessKeyId = environment[keyName] ?? '';
  const secretAccessKey = environment[secretName] ?? '';
  if (accessKeyId !== '' && secretAccessKey !== '') return { accessKeyId, secretAccessKey };
  return `recording.s3 needs credentials: set ${keyName} and ${secretName} in the environment, or name a file in recording.s3.credentialsFile.`;
}

/** Two lines: key id, secret. */
function fromFile(file: string): Keys | string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    return `recording.s3.credentialsFile ${file} cannot be read (${code}). Make it readable for this account, or name another.`;
  }
  const [accessKeyId = '', secretAccessKey = ''] = text.split('\n').map((line) => line.trim());
  if (accessKeyId !== '' && secretAccessKey !== '') return { accessKeyId, secretAccessKey };
  return `recording.s3.credentialsFile ${file} needs two lines: the key id, then the secret.`;
}
