/** Sets up all that serving the editor needs, and serves nothing: for images. */
import { runMain } from './lib/console.mjs';
import { setUp } from './lib/setup.mjs';

await runMain(() => setUp({ forTests: false }));
