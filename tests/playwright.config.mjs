import { defineConfig, devices } from "@playwright/test";

const isCi = Boolean(process.env.CI);
// The machine's own Chromium when `cargo xtask test` names one, else Playwright's.
const executablePath = process.env.CHROMIUM || undefined;
// Chromium's sandbox refuses to start as root.
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

export default defineConfig({
  testDir: ".",
  testMatch: ["journeys/**/*.spec.mjs", "pages/**/*.spec.mjs", "faults/**/*.spec.mjs"],
  globalSetup: "./support/seeded-data.mjs",
  fullyParallel: true,
  forbidOnly: isCi,
  workers: 2,
  // A second attempt on a busy machine, reported at the end: see the reporter.
  retries: isCi ? 1 : 0,
  // A failure of everything ends the run after ten minutes, not after every test has timed out twice.
  maxFailures: isCi ? 25 : 0,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["./support/closing-line-reporter.mjs"]],
  use: {
    locale: "it-IT",
    timezoneId: "Europe/Rome",
    trace: "retain-on-failure",
    // The worker must neither store a test's fake answers nor answer in their place. Tests of the worker allow it.
    serviceWorkers: "block",
    launchOptions: { executablePath, args },
  },
  projects: [
    { name: "desktop", use: { ...devices["Desktop Chrome"] } },
    { name: "phone", use: { ...devices["Pixel 7"] } },
  ],
});
