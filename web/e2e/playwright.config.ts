// How are the tests with a browser run?
//
// In: MARSAD, the program to test (without it target/release or target/debug of this checkout); CHROMIUM, the browser (without it that
// of PATH). Nothing is downloaded. MARSAD_IMG=1 writes the pictures of docs/img.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { defineConfig } from "@playwright/test";

const found = (process.env["PATH"] ?? "")
  .split(delimiter)
  .flatMap((folder) => ["chromium", "chromium-browser", "google-chrome"].map((name) => join(folder, name)))
  .find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
const executablePath = process.env["CHROMIUM"] ?? found;
if (!executablePath) throw new Error("no Chromium: install the package chromium, or name one by CHROMIUM=/path/of/it");

export default defineConfig({
  testDir: ".",
  testMatch: "*.e2e.ts",
  outputDir: "../../target/e2e",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // What fails once and then holds is told as such.
  retries: process.env["CI"] ? 1 : 0,
  forbidOnly: Boolean(process.env["CI"]),
  reporter: "list",
  use: {
    browserName: "chromium",
    launchOptions: { executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] },
    viewport: { width: 1280, height: 900 },
    locale: "en",
    colorScheme: "light",
    // Colours that still change are no barrier.
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
  },
});
