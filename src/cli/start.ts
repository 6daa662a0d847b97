import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig, readConfigFile } from '../centre/config-file.ts';
import { Config } from '../contract/config.ts';
import { SourceAddress } from '../contract/shapes.ts';
import { withoutCredentials } from '../ingest/source-address.ts';
import { start } from '../main.ts';

const help = `lamplighter start [OPTIONS]      opens the control room

  --camera ADDRESS    adds a camera: rtsp://user:password@host/path, or a video file; may be given more than once
  --config FILE       configuration (default: lamplighter.yaml where it exists; without one, a simulated city)
  --data FOLDER       where everything that must survive a restart lives (default: data)
  --host ADDRESS      where to listen (default: 127.0.0.1; beyond localhost TLS is switched on)
  --port NUMBER       (default: 8420)
  --database URL      postgres://user:password@host/name instead of the embedded one
  --no-demo           no simulated city
`;

/** Ends with 78 where starting again cannot help, so that the keeper does not try. */
const hopelessExitCode = 78;

export async function run(args: string[]): Promise<number> {
  const options = {
    camera: { type: 'string', multiple: true },
    config: { type: 'string' },
    data: { type: 'string' },
    host: { type: 'string' },
    port: { type: 'string' },
    database: { type: 'string' },
    'no-demo': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    return refuse(`${(error as Error).message}\n\n${help}`);
  }
  if (values.help) {
    console.log(help);
    return 0;
  }
  for (const address of values.camera ?? []) {
    const reading = SourceAddress.safeParse(address);
    if (!reading.success)
      return refuse(`--camera ${withoutCredentials(address)}: ${reading.error.issues[0]!.message}.`);
  }
  const file = values.config ?? (existsSync('lamplighter.yaml') ? 'lamplighter.yaml' : null);
  const reading = file === null ? readConfig('') : readConfigFile(file);
  if (!reading.ok) return refuse(reading.message);
  const merged = {
    ...reading.config,
    dataDirectory: path.resolve(values.data ?? reading.config.dataDirectory),
    database: values.database ?? reading.config.database,
    listen: {
      ...reading.config.listen,
      ...(values.host === undefined ? {} : { host: values.host }),
      ...(values.port === undefined ? {} : { port: Number(values.port) }),
    },
    cameras: [...reading.config.cameras, ...(values.camera ?? []).map(cameraFrom)],
  };
  const config = Config.safeParse(merged);
  if (!config.success) {
    return refuse(
      config.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}.`).join('\n'),
    );
  }
  return start({ config: config.data, isDemo: file === null && values['no-demo'] !== true });
}

/** A camera of the command line: its id follows from its address, so that the same line twice is the same camera. */
function cameraFrom(address: string): Config['cameras'][number] {
  const isFile = !/^rtsps?:/i.test(address);
  const shown = isFile ? path.basename(address) : address.replace(/^(rtsps?:\/\/)[^/]*@/i, '$1');
  const id = shown
    .toLowerCase()
    .replace(/^rtsps?:\/\//, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return {
    id: id || 'camera',
    name: isFile
      ? path.basename(address, path.extname(address)) || address
      : shown.replace(/^rtsps?:\/\//i, ''),
    purpose: '',
    position: null,
    source: {
      analysisUrl: isFile && !address.startsWith('file:') ? path.resolve(address) : address,
      mainUrl: null,
      analysisFps: 5,
      isEnabled: true,
    },
    zones: [],
    calibration: [],
    isSimulated: false,
  };
}

function refuse(message: string): number {
  console.error(message);
  return hopelessExitCode;
}
