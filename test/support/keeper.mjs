// What `npm start` runs once its set-up is done: the keeper and the command line. Built and installed before the tests.
import path from 'node:path';
import { keep } from '../../tools/setup/keeper.mjs';

const cli = path.resolve(import.meta.dirname, '../../src/cli/lamplighter.ts');
process.exitCode = await keep(process.execPath, [cli, ...process.argv.slice(2)]);
