// How soon can one work on a page?
//
// Prints, for each page, the milliseconds from asking for it to the first frame after what one works with is there, in a browser that has the page's files already: the
// median of five; of the map and the network with 5,000 marks what a step takes to its frame, and of long lists how much of scrolling through them is smooth. `held` is the longest time in
// which the page answered to nothing (a long task; under 50 ms nothing is told). Figures to look at, not a test: they are others on every machine.
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
    ["map", "/map", ".map-label"],
    ["timeline", "/timeline", ".chart"],
    ["review", "/review", "main"],
  ];
}

/** Milliseconds since the page was asked for, at the next frame. */
const frame = (page: Page) => page.evaluate(() => new Promise<number>((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now())))));
const middle = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
const median = (times: number[]) => middle(times).toFixed(0).padStart(5);

/** Tells of every page that is opened from now on which tasks are long. */
const listen = (page: Page) =>
  page.addInitScript(() => {
    const held: number[] = [];
    Object.assign(globalThis, { held });
    new PerformanceObserver((list) => held.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask", buffered: true });
  });
/** The longest of them since it was asked last, in milliseconds. */
const held = (page: Page) =>
  page.evaluate(async () => {
    // They are told a little later than they end.
    await new Promise((done) => setTimeout(done, 100));
    return Math.round(Math.max(0, ...(globalThis as unknown as { held: number[] }).held.splice(0)));
  });

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
// As many edges as the server gives, between 2,000 that act.
const nodes = Array.from({ length: 2_000 }, (_, n) => ({ id: `A${n}`, name: { ar: `طرف ${n}`, en: `Party ${n}` }, kind: n % 3 ? "state" : "armed", n_events: 1 + (n % 90), hop: n === 0 ? 0 : n < 500 ? 1 : 2 }));
const edges = Array.from({ length: 5_000 }, (_, n) => {
  const source = n < 2_000 ? n % 500 : (n * 7) % 2_000;
  const target = n < 2_000 ? n : (n * 13 + 1) % 2_000;
  return { source: `A${source}`, target: `A${target}`, n_events: 1 + (n % 40), cooperation: n % 3, conflict: n % 5, intensity: -1, first: "2024-01-01", last: "2024-06-30" };
}).filter(({ source, target }) => source !== target);

test.describe("how soon one can work", () => {
  test.describe.configure({ timeout: 600_000 });

  test("on each page", async ({ browser }) => {
    const site = await start(process.env["MARSAD_DB"]);
    const context = await browser.newContext();
    const wrong = watch(context, site.base);
    const page = await context.newPage();
    await listen(page);
    let nth = 0;
    for (const [name, path, drawn] of await pages(site)) {
      const times: number[] = [];
      const tasks: number[] = [];
      for (let round = 0; round < 6; round++) {
        await page.goto(`${site.base}${path}${path.includes("?") ? "&" : "?"}nth=${nth++}`, { waitUntil: "commit" });
        await page.locator(drawn).first().waitFor();
        times.push(await frame(page));
        tasks.push(await held(page));
      }
      console.log(`${name.padEnd(8)} ${median(times.slice(1))} ms, held ${median(tasks.slice(1))} ms (first visit ${times[0]!.toFixed(0)} ms)`);
    }
    await context.close();
    // The demo of this test is its own; an archive of one's own stays.
    await site.end();
    expect(wrong, "what went wrong in the browser").toEqual([]);
  });

  test("on a map with 5,000 marks", async ({ page }) => {
    await listen(page);
    await page.route("**/api/v1/map*", (route) => route.fulfill({ json: { places, countries: [], nowhere: 0 } }));
    const times: number[] = [];
    const tasks: number[] = [];
    for (let round = 0; round < 4; round++) {
      await page.goto(`/map?nth=${round}`, { waitUntil: "commit" });
      await page.locator(".map-label").first().waitFor();
      times.push(await frame(page));
      tasks.push(await held(page));
    }
    const map = page.locator(".map svg").first();
    const steps: number[] = [];
    for (let step = 0; step < 8; step++) {
      const began = await frame(page);
      await map.press(step % 2 ? "ArrowLeft" : "+");
      steps.push((await frame(page)) - began);
    }
    const pressed = await held(page);
    const box = (await map.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    for (let step = 1; step <= 30; step++) await page.mouse.move(box.x + box.width / 2 + step * 6, box.y + box.height / 2 + step * 3);
    await page.mouse.up();
    for (let step = 0; step < 10; step++) await page.mouse.wheel(0, step % 3 ? -100 : 100);
    await frame(page);
    console.log(
      `5,000 marks on the map: drawn after ${median(times)} ms, held ${median(tasks)} ms; a step ${median(steps)} ms, held ${pressed} ms; dragged and zoomed, held ${await held(page)} ms`,
    );
  });

  test("in a network of 5,000 edges", async ({ page }) => {
    await listen(page);
    await page.route("**/api/v1/network*", (route) => route.fulfill({ json: { ego: "A0", least: 1, from: null, to: null, nodes, edges, truncated: false } }));
    const [times, tasks, settled]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < 3; round++) {
      await page.goto(`/network?ego=IRN&edges=1&nth=${round}`, { waitUntil: "commit" });
      await page.locator(".net-place canvas").first().waitFor();
      times.push(await frame(page));
      await expect(page.locator(".net + .legend + .island-note .faint")).toHaveCount(1, { timeout: 120_000 });
      settled.push(await frame(page));
      tasks.push(await held(page));
    }
    const steps: number[] = [];
    for (let step = 0; step < 8; step++) {
      const began = await frame(page);
      await page.locator(".island-zoom button").nth(step % 2).click();
      steps.push((await frame(page)) - began);
    }
    const pressed = await held(page);
    const box = (await page.locator(".net-place").boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    for (let step = 1; step <= 30; step++) await page.mouse.move(box.x + 20 + step * 6, box.y + 20 + step * 3);
    await page.mouse.up();
    await frame(page);
    console.log(
      `5,000 edges in a network: drawn after ${median(times)} ms, laid out after ${median(settled)} ms, held ${median(tasks)} ms; a step ${median(steps)} ms, held ${pressed} ms; dragged, held ${await held(page)} ms`,
    );
  });

  test("in long lists", async ({ browser }) => {
    const site = await start(process.env["MARSAD_DB"]);
    const context = await browser.newContext();
    const page = await context.newPage();
    await listen(page);
    for (const path of ["/events?limit=500", "/search?limit=500", "/timeline", "/dyads"]) {
      await page.goto(`${site.base}${path}`, { waitUntil: "load" });
      await held(page);
      // From top to bottom, a screen in some frames; how long each frame took.
      const frames = await page.evaluate(async () => {
        const took: number[] = [];
        let last = performance.now();
        for (let top = 0; top < document.documentElement.scrollHeight && took.length < 120; top += 200) {
          scrollTo(0, top);
          await new Promise((done) => requestAnimationFrame(done));
          took.push(performance.now() - last);
          last = performance.now();
        }
        return took;
      });
      const rows = await page.locator("main tbody tr, main article").count();
      const slow = frames.filter((took) => took > 50).length;
      console.log(`${path.padEnd(18)} ${rows} rows: a frame ${median(frames)} ms, ${slow} of ${frames.length} over 50 ms, the longest ${Math.max(...frames).toFixed(0)} ms, held ${await held(page)} ms`);
    }
    await context.close();
    await site.end();
  });
});
