/**
 * Property-based tests draw the same values in every run, so that a change that fails is the change
 * that is at fault. `PIPEWRIGHT_TEST_SEED=<number>` (or `random`) has them try others.
 */
import fc from 'fast-check';

const USUAL_SEED = 20_260_101;

const asked = process.env.PIPEWRIGHT_TEST_SEED;
const seed = asked === 'random' ? Date.now() : Number(asked ?? USUAL_SEED);
if (!Number.isInteger(seed)) {
  throw new Error(`PIPEWRIGHT_TEST_SEED has to be a whole number or "random", not "${asked}".`);
}
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
