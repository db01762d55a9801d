/** Brings the dependencies and builds the command line, without the native runner. */
import { runMain } from './lib/console.mjs';
import { setUpCommandLine } from './lib/setup.mjs';

await runMain(setUpCommandLine);
