/** Turns what PostgreSQL said before it died into what happened and what to do. */
export function explainPostgresLog(said: string, directory: string): string {
  const advice = knownFailures.find(({ sign }) => sign.test(said))?.advice(directory);
  const last = said
    .split('\n')
    .filter((line) => /FATAL|PANIC|ERROR|error:/.test(line))
    .at(-1)
    ?.replace(/^.*?(FATAL|PANIC|ERROR|error):\s*/, '');
  const words = last === undefined ? 'It said nothing.' : `It said: ${last.trim()}.`;
  return advice === undefined
    ? `${words} The whole story is in postgres.log in ${directory}`
    : `${advice}. ${words}`;
}

const knownFailures: { sign: RegExp; advice: (directory: string) => string }[] = [
  {
    sign: /could not resize shared memory segment|\/dev\/shm/i,
    advice: () => 'Shared memory is full: give the container more (docker run --shm-size=256m)',
  },
  {
    sign: /no space left on device/i,
    advice: (directory) => `The disk of ${directory} is full: free some space and start again`,
  },
  {
    sign: /address already in use/i,
    advice: () => 'Address already in use: another program took the port meanwhile',
  },
  {
    sign: /wrong ownership|permission denied|invalid permissions|read-only file system/i,
    advice: (directory) => `${directory} must belong to and be writable for the user that runs PostgreSQL`,
  },
  {
    sign: /database files are incompatible|initialized by PostgreSQL version/i,
    advice: (directory) =>
      `${directory} was made by another version of PostgreSQL: start with the Lamplighter that made it, or begin in an empty data directory`,
  },
  {
    sign: /invalid checkpoint record|could not locate a valid checkpoint|checksum/i,
    advice: (directory) => `The files in ${directory} are damaged: restore the last backup`,
  },
];
