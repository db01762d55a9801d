/** What the scripts print: steps with their time, and errors that say what to do. */

const coloured = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);

/** A failure that the user can act on: printed without a stack. */
export class SetupError extends Error {}

/** Runs one step of the set-up and prints its name and how long it took. */
export async function step(name, action) {
  const startedAt = performance.now();
  process.stdout.write(`${paint('36', '•')} ${name}\n`);
  const result = await action();
  const seconds = (performance.now() - startedAt) / 1000;
  if (seconds > 0.5) {
    process.stdout.write(`  ${paint('2', `${seconds.toFixed(1)} s`)}\n`);
  }
  return result;
}

/** Runs a script's main function; failures end the process with exit code 1. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    const text = error instanceof SetupError ? error.message : (error?.stack ?? String(error));
    process.stderr.write(`${paint('31', 'Failed:')} ${text}\n`);
    process.exitCode = 1;
  }
}
