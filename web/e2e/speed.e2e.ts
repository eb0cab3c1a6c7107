// How soon can one work on a page?
//
// Prints, for each page, the milliseconds from asking for it to the first frame after what one works with is there, in a browser that has the page's files already: the
// median of five, and of the network and the map with 5,000 marks what a step of zoom takes to its frame. Figures to look at, not a test: they are others on every machine.
// MARSAD_DB=FILE measures an observatory of one's own, which is only read, instead of the sample articles; every visit asks for an address that no visit before asked for, so that
// nothing which the server kept is measured.
import type { Page } from "@playwright/test";
import { expect, start, test, watch, type Console } from "./console";

/** A page, its address and what is there when one can work. */
type Drawn = [name: string, path: string, drawn: string];

const first = async <T>(site: Console, path: string, of: string) => ((await (await fetch(`${site.base}/api/v1${path}`)).json()) as Record<string, T[]>)[of]![0]!;

async function pages(site: Console): Promise<Drawn[]> {
  const [event, article, pair] = await Promise.all([
    first<{ id: string }>(site, "/events?limit=1", "events"),
    first<{ id: string }>(site, "/articles?limit=1", "articles"),
    first<{ source: { id: string }; target: { id: string } }>(site, "/dyads?limit=1", "pairs"),
  ]);
  const [one, other] = [pair.source.id, pair.target.id];
  return [
    ["overview", "/", "main table tbody tr"],
    ["events", "/events", "main table tbody tr"],
    ["word", `/events?q=${encodeURIComponent("قال")}`, "main"],
    ["search", `/search?q=${encodeURIComponent("قال")}`, "main"],
    ["event", `/events/${event.id}`, "main"],
    ["article", `/articles/${encodeURIComponent(article.id)}`, ".reading-title"],
    ["actor", `/actors/${one}`, "main"],
    ["dyad", `/dyads/${one}/${other}?step=week`, ".chart"],
    ["network", `/network?ego=${one}`, ".net-place canvas, .net-place svg"],
    ["map", "/map", ".map-mark"],
    ["timeline", "/timeline", ".chart"],
    ["review", "/review", "main"],
  ];
}

/** Milliseconds since the page was asked for, at the next frame. */
const frame = (page: Page) => page.evaluate(() => new Promise<number>((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now())))));
const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!.toFixed(0).padStart(5);

test.describe("how soon one can work", () => {
  test.describe.configure({ timeout: 600_000 });

  test("on each page", async ({ browser }) => {
    const site = await start(process.env["MARSAD_DB"]);
    const context = await browser.newContext();
    const wrong = watch(context, site.base);
    const page = await context.newPage();
    let nth = 0;
    for (const [name, path, drawn] of await pages(site)) {
      const times: number[] = [];
      for (let round = 0; round < 6; round++) {
        await page.goto(`${site.base}${path}${path.includes("?") ? "&" : "?"}nth=${nth++}`, { waitUntil: "commit" });
        await page.locator(drawn).first().waitFor();
        times.push(await frame(page));
      }
      console.log(`${name.padEnd(8)} ${median(times.slice(1))} ms (first visit ${times[0]!.toFixed(0)} ms)`);
    }
    await context.close();
    // The demo of this test is its own; an archive of one's own stays.
    await site.end();
    expect(wrong, "what went wrong in the browser").toEqual([]);
  });

  test("on a map with 5,000 marks", async ({ page }) => {
    const places = Array.from({ length: 5_000 }, (_, n) => ({
      id: `place-${n}`,
      name: { ar: `مكان ${n}`, en: `Place ${n}` },
      // Spread evenly over the Arab world.
      lat: 12 + ((n * 0.754877) % 1) * 25,
      lon: -10 + ((n * 0.56984) % 1) * 70,
      country: "IRQ",
      precision: ["city", "site", "district", "province"][n % 4],
      n_events: 1 + (n % 60),
      quads: [1, 0, 0, n % 60],
      latest: [],
    }));
    await page.route("**/api/v1/map*", (route) => route.fulfill({ json: { places, countries: [], nowhere: 0 } }));
    const times: number[] = [];
    for (let round = 0; round < 4; round++) {
      await page.goto(`/map?nth=${round}`, { waitUntil: "commit" });
      await page.locator(".map-mark").first().waitFor();
      times.push(await frame(page));
    }
    const steps: number[] = [];
    for (let step = 0; step < 8; step++) {
      const began = await frame(page);
      await page.locator(".map svg").first().press(step % 2 ? "ArrowLeft" : "+");
      steps.push((await frame(page)) - began);
    }
    console.log(`5,000 marks: drawn after ${median(times)} ms, a step of the map ${median(steps)} ms`);
  });
});
