import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** All packages and apps in one run; workspace packages resolve to their source, no build first. */
export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, '../..'),
    include: [
      'packages/*/src/**/*.test.ts',
      'apps/*/src/**/*.test.{ts,tsx}',
      'bench/src/**/*.test.ts',
    ],
    setupFiles: [resolve(import.meta.dirname, 'property-tests.ts')],
    // For a machine that is busy with other things.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores are the smallest machine this runs on; the rest is left to the runner processes.
    maxWorkers: 2,
  },
});
