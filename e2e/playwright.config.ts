import { defineConfig } from '@playwright/test';

/** Real server, real runner, real Chromium (the system's: its own download is not needed). */
export default defineConfig({
  testDir: './specs',
  outputDir: '../.cache/test-results/e2e-artifacts',
  // Runs load both cores of the smallest machine: one test at a time keeps them comparable.
  workers: 1,
  fullyParallel: false,
  // A machine that is busy with other things takes several times as long as a quiet one.
  timeout: 240_000,
  expect: { timeout: 40_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.PIPEWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--allow-loopback-in-peer-connection',
        '--disable-features=WebRtcHideLocalIpsWithMdns',
        '--disable-gpu',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
});
