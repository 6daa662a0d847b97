/** How a process reaches the storage; plain data, handed to ingest processes. */
export type StorageSettings =
  | {
      readonly kind: 'disk';
      /** Absolute directories, each its own volume; a blob goes to the one with most room. */
      readonly volumes: readonly string[];
      /** Never filled beyond this: bytes that stay free on each volume. */
      readonly reserveBytes: number;
    }
  | {
      readonly kind: 's3';
      readonly endpoint: string;
      readonly region: string;
      readonly bucket: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
    };
