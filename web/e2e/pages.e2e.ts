// Is every page sound: for those who listen, without scripts, on a narrow screen, on paper, after a reload?
//
// Each page in both languages and both themes. What goes wrong in the browser's console or network fails every test (console.ts).
import AxeBuilder from "@axe-core/playwright";
import { expect, LANGS, ready, start, test } from "./console";
import { address, PLACES } from "./pages";

for (const place of PLACES)
  for (const lang of LANGS) {
    test(`${place.name}, ${lang}: no barrier on light and dark ground, nor on a narrow screen`, async ({ page, request, site }) => {
      await page.goto(await address(place, request, site.base, `lang=${lang}&theme=light`));
      await ready(page);
      await expect(page.locator("html")).toHaveAttribute("dir", lang === "ar" ? "rtl" : "ltr");
      await expect(page.locator("h1")).toHaveCount(1);
      for (const theme of ["light", "dark"]) {
        if (theme === "dark") await page.locator('[data-switch="theme"][data-value="dark"]').click();
        await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
        const found = await new AxeBuilder({ page }).analyze();
        const told = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(" ")} ${node.failureSummary}`).join("\n")}`);
        expect(told, `barriers on ${theme} ground`).toEqual([]);
      }
      await page.setViewportSize({ width: 390, height: 800 });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, "pixels across").toBeLessThanOrEqual(390);
    });

    test(`${place.name}, ${lang}: reads without scripts`, async ({ browser, request, site }) => {
      const context = await browser.newContext({ javaScriptEnabled: false, baseURL: site.base });
      const page = await context.newPage();
      await page.goto(await address(place, request, site.base, `lang=${lang}`));
      await expect(page.locator("h1")).toBeVisible();
      await expect(page.locator("h1")).not.toBeEmpty();
      expect(await page.locator(".nav a").count()).toBe(12);
      if (place.table) await expect(page.locator("main tbody tr").first()).toBeVisible();
      if (["search", "events", "overview", "dyads", "actors", "map"].includes(place.name))
        expect(await page.locator("main .row a[href^='/']").count()).toBeGreaterThan(1);
      await context.close();
    });

    test(`${place.name}, ${lang}: the same after a reload`, async ({ page, request, site }) => {
      await page.goto(await address(place, request, site.base, `lang=${lang}`));
      const read = async () => {
        await ready(page);
        return (await page.locator("main").innerText()).replace(/\s+/g, " ");
      };
      const before = await read();
      await page.reload();
      expect(await read()).toBe(before);
    });
  }

test("an address that leads nowhere, and a query that nobody understands, say so", async ({ browser, site }) => {
  const context = await browser.newContext({ baseURL: site.base });
  const page = await context.newPage();
  for (const [path, status] of [
    ["/events/e0000000000000000", 404],
    ["/nothing", 404],
    ["/events?q=typ:x", 400],
  ] as const)
    for (const lang of LANGS) {
      const answer = await page.goto(`${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
      expect(answer?.status()).toBe(status);
      await expect(page.locator("h1")).not.toBeEmpty();
      await expect(page.locator(".notice-bad")).not.toBeEmpty();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
  await context.close();
});

test("on paper there is the content and nothing to press", async ({ page, request, site }) => {
  await page.emulateMedia({ media: "print" });
  for (const name of ["event", "dyad", "article"]) {
    const place = PLACES.find((place) => place.name === name)!;
    await page.goto(await address(place, request, site.base, "lang=ar&theme=dark"));
    await ready(page);
    await expect(page.locator(".sidebar")).toBeHidden();
    await expect(page.locator(".actions")).toBeHidden();
    await expect(page.locator("main")).toBeVisible();
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground, "paper is white").toBe("rgb(255, 255, 255)");
  }
});

test("language, theme and digits are taken from the address and remembered", async ({ page }) => {
  await page.goto("/?lang=ar&theme=dark&digits=arab");
  const html = page.locator("html");
  await page.goto("/dyads");
  await expect(html).toHaveAttribute("lang", "ar");
  await expect(html).toHaveAttribute("data-theme", "dark");
  await expect(html).toHaveAttribute("data-digits", "arab");
  await expect(page.locator("tbody .num").first()).toHaveText(/^[٠-٩][^0-9]*$/);
  await page.getByRole("link", { name: "English" }).click();
  await expect(html).toHaveAttribute("lang", "en");
  await expect(html).toHaveAttribute("data-theme", "dark");
});

test("theme and digits are switched in place, and kept", async ({ page }) => {
  await page.goto("/dyads?lang=ar");
  const day = page.locator("tbody tr").first().locator(".num").last();
  await expect(day).toHaveText(/^2031/);
  const kept = page.waitForResponse((answer) => answer.url().includes("digits=arab"));
  await page.locator('[data-switch="digits"][data-value="arab"]').click();
  await expect(day).toHaveText(/^٢٠٣١/);
  await kept;
  await page.reload();
  await expect(day).toHaveText(/^٢٠٣١/);
  await page.locator('[data-switch="digits"][data-value="latn"]').click();
  await expect(day).toHaveText(/^2031/);
});

test("the theme of the system is followed where none was chosen", async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto("/");
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await ground()).not.toBe(light);
});

test("no motion where none is wanted", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/events");
  const durations = await page.evaluate(() => document.querySelectorAll(".button, .row").length && getComputedStyle(document.querySelector(".button")!).transitionDuration);
  expect(durations).toBe("0s");
});

test("entering and leaving", async ({ browser }) => {
  const site = await start();
  const context = await browser.newContext({ baseURL: site.base });
  const page = await context.newPage();
  await page.goto("/enter?lang=en");
  await page.getByLabel("Token").fill("not the token that was printed");
  await page.getByRole("button", { name: "Enter" }).click();
  await expect(page.locator(".notice-bad")).not.toBeEmpty();
  await page.getByLabel("Token").fill(site.token);
  await page.getByRole("button", { name: "Enter" }).click();
  await expect(page.locator("h1")).toHaveText("Overview");
  await page.getByRole("button", { name: "Leave" }).click();
  await expect(page.getByRole("link", { name: "Enter" })).toBeVisible();
  await context.close();
  await site.end();
});

test("what is chosen of a chart is part of the address: after a reload, on the way back, in the other language", async ({ page }) => {
  await page.goto("/dyads/IRN/IRQ?step=week&lang=en");
  await ready(page);
  const chip = (name: string) => page.getByRole("button", { name });
  await chip("Cooperation in words").click();
  await chip("Cooperation in deeds").click();
  await chip("Iraq towards Iran").click();
  await expect(page).toHaveURL(/quads=3,4/);
  await expect(page).toHaveURL(/directions=forward/);
  const stands = async () => {
    await ready(page);
    const pressed = await page.locator(".island-tools [aria-pressed]").evaluateAll((chips) => chips.map((chip) => chip.getAttribute("aria-pressed")));
    expect(pressed).toEqual(["true", "false", "false", "false", "true", "true"]);
  };
  await page.reload();
  await stands();
  await page.locator("main section tr.row a").first().click();
  await expect(page).toHaveURL(/\/events\//);
  await page.goBack();
  await stands();
  await page.getByRole("link", { name: "العربية" }).click();
  await stands();
  // Everything chosen again leaves the address as it was.
  await page.goto("/timeline?quads=1&lang=en&table=1");
  await ready(page);
  await expect(page.locator(".island-twin table")).toBeVisible();
  for (const name of ["Cooperation in deeds", "Conflict in words", "Conflict in deeds"]) await chip(name).click();
  await expect(page).not.toHaveURL(/quads/);
});

test("what is chosen of a chart stays when other days, steps or words are asked for", async ({ page }) => {
  const chosen = (search: URLSearchParams) => ["quads", "directions", "table"].map((name) => search.get(name));
  const now = () => chosen(new URL(page.url()).searchParams);
  await page.goto("/dyads/IRN/IRQ?step=week&quads=3,4&directions=forward&lang=en");
  await ready(page);
  await page.getByRole("button", { name: "Conflict in words" }).click();
  await page.getByLabel("Step", { exact: true }).selectOption("month");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/step=month/);
  expect(now()).toEqual(["4", "forward", null]);
  await page.goto("/timeline?q=actor:IRQ&quads=1&table=1&lang=en");
  await ready(page);
  await page.getByRole("navigation", { name: "Step", exact: true }).getByRole("link").first().click();
  await expect(page).toHaveURL(/step=day/);
  expect(now()).toEqual(["1", null, "1"]);
  await page.locator('main form[role="search"] input[name="q"]').fill("actor:IRN");
  await page.locator('main form[role="search"] input[name="q"]').press("Enter");
  await expect(page).toHaveURL(/q=actor(:|%3A)IRN/);
  expect(now()).toEqual(["1", null, "1"]);
});

test("a place of the map is chosen by the pointer and by Tab, and moving the map chooses nothing", async ({ page }) => {
  await page.goto("/map?lang=en");
  await ready(page);
  const map = page.locator(".map svg").first();
  const told = page.locator(".card[aria-live] .strong");
  const point = page.locator(".map-point").first();
  const name = (await point.getAttribute("aria-label"))!;
  await point.focus();
  await page.keyboard.press("Enter");
  await expect(told).toHaveText(name);
  await page.reload();
  await ready(page);
  const box = (await point.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 40, y + 10, { steps: 4 });
  await page.mouse.up();
  await expect(told).toHaveCount(0);
  const moved = (await point.boundingBox())!;
  await page.mouse.move(moved.x + moved.width / 2, moved.y + moved.height / 2);
  await expect(map).toHaveClass(/at-link/);
  await page.mouse.click(moved.x + moved.width / 2, moved.y + moved.height / 2);
  await expect(told).toHaveText(name);
  // Marks are painted: something of their colour lies on the canvas.
  const painted = await page.locator(".map canvas").evaluate((canvas: HTMLCanvasElement) => canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height).data.some((byte, at) => at % 4 === 3 && byte > 0));
  expect(painted).toBe(true);
});

test("keys change places, stay so, and are named as they lie", async ({ page }) => {
  await page.goto("/events?lang=en");
  await page.keyboard.press("?");
  const dialog = page.locator("dialog.keys");
  await dialog.locator('[data-code="KeyJ"]').click();
  await page.keyboard.press("x");
  await expect(dialog.locator('[data-code="KeyJ"] kbd')).toHaveText("x");
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.keyboard.press("j");
  await expect(page.locator(".row.at")).toHaveCount(0);
  await page.reload();
  await page.keyboard.press("x");
  await expect(page.locator(".row.at")).toHaveCount(1);
  await page.keyboard.press("?");
  await dialog.getByRole("button", { name: "As they were" }).click();
  await expect(dialog.locator('[data-code="KeyJ"] kbd')).toHaveText("j");
  await page.keyboard.press("Escape");
  // What a page's own keys do is named as they lie, too.
  await page.goto("/review");
  await page.evaluate(() => localStorage.setItem("marsad.keys.own", '{"KeyY":"KeyB","KeyB":"KeyY"}'));
  await page.reload();
  await expect(page.locator('[data-key="y"] kbd')).toHaveText("b");
});
