// How soon can one work on a page?
//
// Prints, for the pages that draw, the milliseconds from asking for the page to the drawing that answers, in a browser that has the
// page's files already; the median of five. It is a figure to look at, not a test: it is another on every machine.
import { test } from "./console";

const DRAWN: [string, string, string][] = [
  ["dyad", "/dyads/IRN/IRQ?step=week", ".chart"],
  ["map", "/map", ".map-mark"],
  ["network", "/network?ego=IRN", ".net-place canvas, .net-place svg"],
  ["article", "/articles/demo-035", ".reading-title"],
];

test("time until the drawing answers", async ({ page }) => {
  for (const [name, path, drawn] of DRAWN) {
    const times: number[] = [];
    for (let round = 0; round < 6; round++) {
      await page.goto(path, { waitUntil: "commit" });
      await page.locator(drawn).first().waitFor();
      times.push(await page.evaluate(() => new Promise<number>((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))));
    }
    const [median] = times.slice(1).sort((a, b) => a - b).slice(2);
    console.log(`${name.padEnd(8)} ${median!.toFixed(0).padStart(5)} ms (first visit ${times[0]!.toFixed(0)} ms)`);
  }
});
