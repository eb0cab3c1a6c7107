// Can the jobs of an analyst be done?
//
// Each in Arabic and in English, by what a reader sees and presses: the search box, facets, rows, menus. The sample articles
// (corpora/demo.jsonl) tell what is looked for; corpora/README.md says where.
import { readFile } from "node:fs/promises";
import type { Download, Locator, Page } from "@playwright/test";
import { expect, LANGS, ready, test, type Lang } from "./console";
import { ATTACK } from "./pages";

/** What a reader of a language types and sees. */
const SEEN = {
  en: {
    events: "Events",
    actors: "Actors",
    dyads: "Pairs",
    sources: "Sources",
    timeline: "Timeline",
    iraq: "iraq",
    iran: "iran",
    consultation: "Consultation",
    source: "Source (who acts)",
    target: "Target",
    through: "Through",
    condition: "On condition",
    according: "According to",
    killed: "killed",
    week: "Week",
    show: "Show",
    step: "Step",
    table: "Show the table",
    list: "List the events",
    gap: "gap",
    export: "Export",
    foreign: "Minister of Foreign Affairs",
    minister: "Zarif",
    unknown: "unknown",
    copy: "copy",
    remove: "Remove",
  },
  ar: {
    events: "الأحداث",
    actors: "الفاعلون",
    dyads: "الثنائيات",
    sources: "المصادر",
    timeline: "الخط الزمني",
    iraq: "العراق",
    iran: "إيران",
    consultation: "تشاور",
    source: "الفاعل",
    target: "المستهدف",
    through: "عبر",
    condition: "بشرط",
    according: "بحسب",
    killed: "قتلى",
    week: "أسبوع",
    show: "اعرض",
    step: "الخطوة",
    table: "اعرض الجدول",
    list: "اعرض الأحداث",
    gap: "فجوة",
    export: "التصدير",
    foreign: "وزير الخارجية",
    minister: "ظريف",
    unknown: "مجهول",
    copy: "نسخة",
    remove: "إزالة",
  },
} satisfies Record<Lang, Record<string, string>>;

/** Goes to a page by the navigation. */
async function go(page: Page, name: string) {
  await page.locator(".nav").getByRole("link", { name, exact: false }).first().click();
  await ready(page);
}
async function search(page: Page, words: string) {
  const box = page.getByRole("searchbox");
  await box.fill(words);
  await box.press("Enter");
  await ready(page);
}
const rows = (page: Page) => page.locator("main tbody tr.row");
/** The value of a term of the card's list of facts. */
const fact = (card: Locator, term: string) =>
  card.locator("dt", { hasText: new RegExp(`^${term.replace(/[()]/g, "\\$&")}$`) }).locator("xpath=following-sibling::dd[1]");
const text = async (download: Download) => readFile(await download.path(), "utf8");

for (const lang of LANGS) {
  const seen = SEEN[lang];

  test.describe(lang, () => {
    test.beforeEach(({ page }) => page.goto(`/?lang=${lang}`).then(() => undefined));

    test("J1: security meetings of Iraq and Iran in two months, with participants, place and sentence", async ({ page }) => {
      await go(page, seen.events);
      await search(page, `actor:${seen.iraq} actor:${seen.iran} from:2031-01 to:2031-02`);
      await expect(page.locator(".chip")).toHaveCount(4);
      const all = await rows(page).count();
      await page.getByRole("complementary").getByRole("link", { name: seen.consultation, exact: true }).click();
      await ready(page);
      await expect(page.locator(".chip")).toHaveCount(5);
      expect(await rows(page).count()).toBeLessThan(all);
      for (const row of await rows(page).all()) await expect(row).toContainText(seen.consultation);
      const meeting = rows(page).filter({ hasText: "2031-01-13" }).first();
      await expect(meeting).toContainText("بغداد");
      await expect(meeting).toContainText("مستشار الأمن القومي العراقي");
      // The sentence unfolds in its row, with the act marked.
      await meeting.locator("summary").click();
      await expect(meeting.locator(".evidence mark.act").first()).toBeVisible();
      // The event has its outlets, and each leads to its place in the article.
      await meeting.getByRole("link", { name: seen.consultation }).click();
      await ready(page);
      expect(await page.locator(".matrix tbody tr").count()).toBeGreaterThanOrEqual(3);
      await page.locator(".matrix tbody th a").first().click();
      await expect(page).toHaveURL(/\/articles\/demo-0\d\d#c-/);
      await expect(page.locator(":target .evidence mark.act")).toBeVisible();
    });

    test("J1: a filter is taken away where it stands", async ({ page }) => {
      await go(page, seen.events);
      await search(page, `actor:${seen.iraq} type:CONSULT`);
      const few = await rows(page).count();
      await page.getByRole("link", { name: `${seen.remove} type:CONSULT` }).click();
      await ready(page);
      await expect(page.getByRole("searchbox")).toHaveValue(`actor:${seen.iraq}`);
      expect(await rows(page).count()).toBeGreaterThan(few);
    });

    test("J2: who warned Iraq, of what, through whom", async ({ page }) => {
      await go(page, seen.events);
      await search(page, `type:THREATEN target:${seen.iraq}`);
      await rows(page).first().locator("a").first().click();
      await ready(page);
      const card = page.locator("article.card", { hasText: "مصدر دبلوماسي خليجي" });
      await expect(fact(card, seen.source)).toContainText("إيران");
      await expect(fact(card, seen.target)).toContainText("العراق");
      await expect(fact(card, seen.through)).toContainText("سلطنة عمان");
      await expect(fact(card, seen.condition)).toContainText("إذا لم تنزع");
      await expect(fact(card, seen.according)).toContainText("مصدر دبلوماسي خليجي");
      await expect(card.locator(".evidence")).toContainText("حذرت");
    });

    test("J3: figures of the dead that differ, each with who gave it", async ({ page }) => {
      await go(page, seen.events);
      await search(page, ATTACK);
      await rows(page).first().locator("a").first().click();
      await ready(page);
      const ladder = page.locator(".card", { has: page.locator("svg.ladder") }).filter({ has: page.getByRole("heading", { name: new RegExp(seen.killed) }) });
      await expect(ladder.getByRole("heading")).toHaveText(/\d+–\d+/);
      const figures = await ladder.locator("tbody tr td:first-child .num").allInnerTexts();
      expect(new Set(figures).size).toBeGreaterThanOrEqual(3);
      expect(await ladder.locator("circle").count()).toBe(figures.length);
      // Each figure has who gave it, in which outlet, and leads to the sentence.
      for (const given of await ladder.locator("tbody tr td:last-child").all()) await expect(given.locator("a").first()).not.toBeEmpty();
      expect(await page.locator("section:has(svg.ladder) tbody td:last-child bdi[lang='ar']").count(), "speakers").toBeGreaterThan(0);
      // The rule by which one of them is called the best is told.
      await expect(page.locator(".hint").first()).not.toBeEmpty();
      await ladder.locator("tbody td:last-child a").last().click();
      await expect(page.locator(":target .evidence mark.figure").first()).toBeVisible();
    });

    test("J4: a pair by week, with intervals, numbers and gaps, down to its events", async ({ page }) => {
      await go(page, seen.dyads);
      await page.locator('tr.row a[href="/dyads/IRQ/IRN"]').first().click();
      await ready(page);
      await page.getByLabel(seen.step, { exact: true }).selectOption("week");
      await page.getByRole("button", { name: seen.show, exact: true }).click();
      await expect(page).toHaveURL(/step=week/);
      await ready(page);
      await expect(page.locator(".chart").first()).toBeVisible();
      expect(await page.locator('.chart [fill="url(#gap)"] rect, .chart rect[fill="url(#gap)"]').count(), "gaps are hatched").toBeGreaterThan(0);
      await page.getByRole("button", { name: seen.table }).click();
      const steps = page.locator(".island-twin tbody tr");
      await expect(steps.first()).toBeVisible();
      // An interval stands with its mean, a number of events with each direction, a gap is told as one.
      await expect(steps.filter({ hasText: /[+−]\d+\.\d \([+−]\d+\.\d … [+−]\d+\.\d\)/ }).first()).toBeVisible();
      await expect(steps.filter({ hasText: seen.gap }).first()).toBeVisible();
      // A step chosen in the chart leads to its events.
      const chart = (await page.locator(".chart").last().boundingBox())!;
      await page.mouse.click(chart.x + chart.width * 0.42, chart.y + chart.height * 0.1);
      await page.getByRole("link", { name: seen.list }).click();
      await expect(page).toHaveURL(/\/events\?q=actor/);
      await expect(rows(page).first()).toBeVisible();
    });

    test("J6: a pair that changed is told with its rule, its interval and its events, and can be watched", async ({ page }) => {
      const moved = page.locator("section", { has: page.locator("caption", { hasText: "95%" }) });
      await expect(moved.locator("caption")).toContainText(/2031-\d\d-\d\d/);
      const pair = moved.locator("tr.row").filter({ hasText: /\([+−]\d+\.\d … [+−]\d+\.\d\)/ }).first();
      await pair.locator("a").first().click();
      await ready(page);
      await expect(page.locator("main section tbody tr.row").first()).toBeVisible();
      await page.locator(".actions summary", { hasText: seen.export }).click();
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Atom" }).click()]);
      const feed = await text(download);
      const read = await page.evaluate((xml) => {
        const read = new DOMParser().parseFromString(xml, "application/xml");
        return [read.querySelector("parsererror")?.textContent ?? "", read.querySelectorAll("entry").length] as const;
      }, feed);
      expect(read[0]).toBe("");
      expect(read[1]).toBeGreaterThan(5);
    });

    test("J7: what is seen is what is exported, in shapes that are read again", async ({ page, request, site }) => {
      await go(page, seen.events);
      await search(page, "type:AGREE from:2031-03");
      const shown = await rows(page).count();
      expect(shown).toBeGreaterThan(2);
      const take = async (name: string) => {
        await page.locator(".actions details[open]").count().then(async (n) => n || (await page.locator(".actions summary").click()));
        const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".menu").getByRole("link", { name, exact: true }).click()]);
        return text(download);
      };
      const ids = (await rows(page).evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset["href"]!.split("/").at(-1)!))).sort();
      const [head, ...lines] = (await take("CSV")).trim().split(/\r?\n/);
      expect(head!.split(",").slice(0, 4)).toEqual(["event_id", "event_type", "mode", "day"]);
      expect(lines.map((line) => line.split(",")[0]).sort()).toEqual(ids);
      const objects = (await take("JSON Lines")).trim().split("\n").map((line) => JSON.parse(line) as { claims: unknown[] });
      expect(objects.length).toBe(shown);
      for (const object of objects) expect(object.claims.length).toBeGreaterThan(0);
      const geo = JSON.parse(await take("GeoJSON")) as { type: string; features: { geometry: { coordinates: number[] } | null; properties: Record<string, unknown> }[] };
      expect(geo.type).toBe("FeatureCollection");
      for (const { geometry } of geo.features) if (geometry) expect(Math.abs(geometry.coordinates[1]!)).toBeLessThanOrEqual(90);
      for (const name of ["GEXF", "GraphML"]) {
        const graph = await page.evaluate((xml) => {
          const read = new DOMParser().parseFromString(xml, "application/xml");
          return [read.querySelector("parsererror")?.textContent ?? "", read.querySelectorAll("node").length, read.querySelectorAll("edge").length] as const;
        }, await take(name));
        expect(graph[0], name).toBe("");
        expect(Math.min(graph[1], graph[2]), name).toBeGreaterThan(0);
      }
      // All formats, with the filter kept.
      await page.locator(".menu a[href^='/exports']").click();
      await expect(page.getByRole("searchbox")).toHaveValue("type:AGREE from:2031-03");
      // Where there is something for each format, each is whole.
      await search(page, "from:2031-02 to:2031-02");
      for (const link of await page.locator("main tbody a").all()) {
        const answer = await request.get(`${site.base}${await link.getAttribute("href")}`);
        expect(answer.status(), (await link.getAttribute("href"))!).toBe(200);
        expect((await answer.body()).length).toBeGreaterThan(10);
      }
    });

    test("J9: what somebody said over time, and who held an office on a day, or nobody known", async ({ page }) => {
      await go(page, seen.actors);
      await search(page, lang === "ar" ? "إيران" : "Iran");
      await page.locator('tr.row a[href="/actors/IRN"]').first().click();
      await ready(page);
      const said = page.locator("section", { has: page.locator("#h-said") });
      expect(await said.locator("article").count()).toBeGreaterThan(5);
      await expect(said.locator("article .evidence").first()).not.toBeEmpty();
      const days = (await said.locator("article p:first-child .num:first-child").allInnerTexts()).filter((day) => /^\d{4}/.test(day));
      expect(days).toEqual([...days].sort().reverse());
      const on = page.locator("#on");
      const office = page.locator("section", { has: page.locator("#h-roles") }).locator("tbody tr").filter({ hasText: seen.foreign }).first();
      await on.fill("2015-06-01");
      await page.getByRole("button", { name: seen.show, exact: true }).first().click();
      await expect(office).toContainText(seen.minister);
      await page.locator("#on").fill("2031-02-01");
      await page.getByRole("button", { name: seen.show, exact: true }).first().click();
      await expect(office).toContainText(seen.unknown);
    });

    test("J10: one attack in six outlets: who was first, who copied, what differs, and where silence is a gap", async ({ page }) => {
      await go(page, seen.events);
      await search(page, ATTACK);
      await rows(page).first().locator("a").first().click();
      await ready(page);
      const reports = page.locator(".matrix tbody tr");
      expect(new Set(await reports.locator("th a").allInnerTexts()).size).toBe(6);
      const times = (await reports.locator("td:nth-child(2) .num").allInnerTexts()).map((time) => time.trim());
      expect(times.map((time) => time.slice(0, 10))).toEqual(times.map((time) => time.slice(0, 10)).sort());
      await expect(reports.first().locator("td.first")).toBeVisible();
      await expect(reports.filter({ hasText: seen.copy }).first()).toBeVisible();
      await expect(page.locator(".notice-warn")).toBeVisible();
      expect(await page.locator(".matrix td.differs").count()).toBeGreaterThan(3);
      await go(page, seen.sources);
      await expect(page.locator("main tbody tr")).toHaveCount(7);
      await go(page, seen.timeline);
      await page.getByRole("button", { name: seen.table }).click();
      await expect(page.locator(".island-twin tbody tr").filter({ hasText: seen.gap }).first()).toBeVisible();
    });
  });
}
