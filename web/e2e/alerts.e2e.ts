// J6: is somebody told when a pair escalates, and why, and only then?
//
// With a console of its own over invented articles: twelve weeks in which Iran's minister visits Iraq, then two weeks of strikes that come in while
// the console is open. With MARSAD_IMG=1 pictures of the page are written.
import { resolve } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { test as plain } from "@playwright/test";
import { expect, ingest, LANGS, ready, start, watch, type Console, type Lang } from "./console";

const OUTLET = "صحيفة النهر";
const day = (at: number) => new Date(Date.UTC(2024, 8, 2 + at)).toISOString().slice(0, 10);
const article = (id: string, at: number, title: string, body: string, outlet = OUTLET) => ({ id, outlet, published: day(at), title, body });
const quiet = (at: number, outlet = OUTLET) => article(`q${at}${outlet.length}`, at, "الطقس", `بلغت درجة الحرارة في العاصمة ${20 + (at % 15)} درجة.`, outlet);
const visit = (at: number) =>
  article(`v${at}`, at, "زيارة", "وصل وزير الخارجية الإيراني إلى بغداد في زيارة رسمية التقى خلالها رئيس الوزراء العراقي.");
const strike = (at: number, outlet = OUTLET) =>
  article(`s${at}${outlet.length}`, at, "قصف", "قصفت طائرات إيرانية مواقع في مدينة أربيل شمال العراق، ما أدى إلى مقتل ثلاثة أشخاص بحسب وزارة الدفاع العراقية.", outlet);
const span = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
/** Up to the day before the strikes. */
const BEFORE = [...span(0, 71).map((at) => quiet(at)), ...[10, 24, 38, 52, 60].map(visit)];

const SEEN = {
  en: { tell: "Tell me when this pair escalates", make: "Make the rule", calm: "too few events", fires: "fires", title: "Alerts", mute: "Mute", again: "Tell again", remove: "Remove", left: "do not count" },
  ar: { tell: "نبّهني إذا تصاعد هذا الثنائي", make: "ضع القاعدة", calm: "أحداث قليلة", fires: "ينبّه", title: "التنبيهات", mute: "أسكت", again: "أعد التنبيه", remove: "احذف", left: "فلا تُحسب" },
} satisfies Record<Lang, Record<string, string>>;

const test = plain.extend<{ own: Console }>({
  own: async ({}, use) => {
    const own = await start(BEFORE);
    await use(own);
    await own.end();
  },
});

for (const lang of LANGS) {
  const seen = SEEN[lang];
  test(`${lang}: a rule made on the page of a pair fires when it escalates, says why, and is muted`, async ({ context, page, own }) => {
    test.setTimeout(180_000);
    const wrong = watch(context, own.base);
    await page.goto(`${own.base}/enter?token=${own.token}`);
    await page.goto(`${own.base}/dyads/IRN/IRQ?lang=${lang}`);
    await ready(page);

    await test.step("make it", async () => {
      await page.getByText(seen.tell).click();
      await page.locator("#rule-baseline").fill("56");
      await page.getByRole("button", { name: seen.make }).click();
      await expect(page).toHaveURL(/\/alerts#a1$/);
      const rule = page.locator("#a1");
      await expect(rule.locator(".badge").first()).toHaveText(seen.calm);
      await expect(rule).toContainText("source:IRN target:IRQ");
    });

    await test.step("a feed that is added makes no alert", async () => {
      const other = "وكالة الساحل";
      ingest(own.db, [...span(71, 84).map((at) => quiet(at)), ...span(71, 84).map((at) => quiet(at, other)), ...[71, 74, 77, 80].map((at) => strike(at, other))]);
      await page.reload();
      await expect(page.locator("#a1 .badge").first()).toHaveText(seen.calm);
      await expect(page.locator("#a1")).toContainText(seen.left);
      await page.goto(`${own.base}/`);
      await expect(page.locator("main a[href='/alerts#a1']")).toHaveCount(0);
    });

    await test.step("an outlet that was always there tells it too: it fires", async () => {
      ingest(own.db, [71, 74, 77, 80].map((at) => strike(at)));
      await page.goto(`${own.base}/`);
      await page.locator("main a[href='/alerts#a1']").click();
      await expect(page).toHaveURL(/\/alerts#a1$/);
      await ready(page);
      const rule = page.locator("#a1");
      await expect(rule.locator(".badge").first()).toHaveText(seen.fires);
      // Both spans, the change with its interval, and the events.
      await expect(rule.locator("table").first().locator("tbody tr")).toHaveCount(2);
      await expect(rule.locator("caption .num").first()).toHaveText(/^\u2212\d+\.\d \(\u2212\d+\.\d … \u2212\d+\.\d\)$/);
      expect(await rule.locator("tr.row").count()).toBe(3);
      for (const row of await rule.locator("tr.row").all()) await expect(row).toContainText("أربيل");
      for (const theme of ["light", "dark"]) {
        await page.locator(`[data-switch="theme"][data-value="${theme}"]`).click();
        expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual([]);
      }
      await page.locator('[data-switch="theme"][data-value="light"]').click();
      if (process.env["MARSAD_IMG"]) {
        await page.evaluate(() => scrollTo(0, 0));
        await page.screenshot({ path: resolve(import.meta.dirname, `../../docs/img/alerts-${lang}-light.png`) });
      }
      await page.setViewportSize({ width: 390, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), "pixels across").toBeLessThanOrEqual(390);
      await page.setViewportSize({ width: 1280, height: 900 });
      const feed = await (await page.request.get(`${own.base}/alerts.atom?lang=${lang}`)).text();
      const read = await page.evaluate((xml) => {
        const read = new DOMParser().parseFromString(xml, "application/xml");
        return [read.querySelector("parsererror")?.textContent ?? "", read.querySelectorAll("entry").length] as const;
      }, feed);
      expect(read).toEqual(["", 1]);
    });

    await test.step("mute it, and hear of it again", async () => {
      await page.locator("#a1 input[type=date]").fill(day(83));
      await page.getByRole("button", { name: seen.mute, exact: true }).click();
      await expect(page.locator("#a1 .badge-paused").first()).toContainText(day(83));
      await page.goto(`${own.base}/`);
      await expect(page.locator("main a[href='/alerts#a1']")).toHaveCount(0);
      await page.goto(`${own.base}/alerts`);
      await page.getByRole("button", { name: seen.again }).click();
      await page.goto(`${own.base}/`);
      await expect(page.locator("main a[href='/alerts#a1']")).toHaveCount(1);
      await page.locator(".nav").getByRole("link", { name: seen.title }).click();
      await page.getByRole("button", { name: seen.remove }).click();
      await expect(page.locator("#a1")).toHaveCount(0);
    });
    expect(wrong, "what went wrong in the browser").toEqual([]);
  });
}

test("without the token a rule is read, not made", async ({ page, own }) => {
  await page.goto(`${own.base}/alerts?lang=en`);
  await expect(page.getByRole("button", { name: SEEN.en.make })).toBeDisabled();
  const answer = await page.request.post(`${own.base}/alerts`, { form: { csrf: "", action: "add", q: "actor:iran" } });
  expect(answer.status()).toBe(401);
});
