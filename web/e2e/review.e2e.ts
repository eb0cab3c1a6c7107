// J5: does a correction stay, and can it be taken back?
//
// With a console of its own, since it writes: enter by the token, correct a claim with keys alone, code the archive again, look. Keys
// come from an Arabic layout: the place of the key counts, not the letter on it.
import AxeBuilder from "@axe-core/playwright";
import { test as plain, type Page } from "@playwright/test";
import { expect, LANGS, marsad, ready, start, watch, type Console } from "./console";

const test = plain.extend<{ own: Console }>({
  own: async ({}, use) => {
    const own = await start();
    await use(own);
    await own.end();
  },
});

/** Letters that an Arabic layout has on these keys. */
const ARABIC: Record<string, string> = { KeyY: "غ", KeyN: "ى", KeyH: "ا", KeyE: "ث", KeyU: "ع", KeyJ: "ت", KeyG: "ل", KeyR: "ق", KeyK: "ن" };

/** Presses a key of a keyboard with an Arabic layout. */
async function press(page: Page, code: string) {
  const session = await page.context().newCDPSession(page);
  const key = ARABIC[code]!;
  const event = { code, key, windowsVirtualKeyCode: code.charCodeAt(3) };
  await session.send("Input.dispatchKeyEvent", { type: "keyDown", text: key, ...event });
  await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
  await session.detach();
}

for (const lang of LANGS)
  test(`${lang}: a correction by keys stays after the archive is coded again, and is undone by a key`, async ({ context, page, own }) => {
    test.setTimeout(180_000);
    const wrong = watch(context, own.base);
    await page.goto(`${own.base}/?lang=${lang}`);
    await page.goto(`${own.base}/enter?token=${own.token}`);
    await expect(page, "the token does not stay in the address").not.toHaveURL(/token/);
    await press(page, "KeyG");
    await press(page, "KeyR");
    await expect(page).toHaveURL(/\/review$/);
    await ready(page);
    const claim = await page.locator('form[data-review] input[name="claim"]').inputValue();
    const badge = page.locator(".badge.push");
    const before = await badge.innerText();

    await test.step("correct", async () => {
      await press(page, "KeyE");
      await expect(page.locator("#type"), "who opens the correction can write it").toBeFocused();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.keyboard.press("Tab");
      await expect(page.locator("#status")).toBeFocused();
      await page.locator("#status").selectOption("conditional");
      await page.locator("#author").focus();
      await page.keyboard.type("Huda");
      await page.keyboard.press("Enter");
      await expect(page.locator("#status"), "Enter in a field decides nothing").toHaveValue("conditional");
      await page.locator("#reason").fill("إذا");
      const save = page.locator('button[value="change"]');
      for (let steps = 0; steps < 20 && !(await save.evaluate((button) => button === document.activeElement)); steps++) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await expect(page.locator("[data-undo]")).toBeVisible();
      await expect(page.locator('form[data-review] input[name="claim"]')).not.toHaveValue(claim);
    });

    await test.step("code the archive again", async () => {
      marsad("recode", own.db, "--all");
      await page.goto(`${own.base}/review?claim=${claim}`);
      await expect(page.locator(".badge-conditional")).toBeVisible();
      await expect(badge).not.toHaveText(before);
      const article = page.locator(".card-body a[href^='/articles/']").first();
      await article.click();
      await expect(page.locator(`#c-${claim} .badge-conditional`)).toBeVisible();
      // What the coder says stands beside what was decided.
      await page.locator(`#c-${claim} summary`).click();
      await expect(page.locator(`#c-${claim} .why`)).toContainText(lang === "ar" ? "يقول المرمِّز" : "The coder says");
    });

    await test.step("accept another, and undo", async () => {
      await page.goto(`${own.base}/review`);
      await ready(page);
      const other = await page.locator('form[data-review] input[name="claim"]').inputValue();
      await expect(page.locator("#author"), "who decides is remembered").toHaveValue("Huda");
      await press(page, "KeyY");
      await expect(page.locator('form[data-review] input[name="claim"]')).not.toHaveValue(other);
      const accepted = await (await page.request.get(`${own.base}/api/v1/decisions`)).text();
      expect(accepted).toContain(other);
      await press(page, "KeyU");
      await expect(page.locator(".toast")).toHaveText(lang === "ar" ? "أُلغي القرار." : "Decision taken back.");
      await page.goto(`${own.base}/review?claim=${other}`);
      await expect(badge).toHaveText(before);
      // The correction is untouched by it.
      await page.goto(`${own.base}/review?claim=${claim}`);
      await expect(page.locator(".badge-conditional")).toBeVisible();
    });

    await test.step("unsure comes later, reject needs no mouse", async () => {
      await page.goto(`${own.base}/review`);
      await ready(page);
      const first = await page.locator('form[data-review] input[name="claim"]').inputValue();
      await press(page, "KeyH");
      await expect(page.locator('form[data-review] input[name="claim"]')).not.toHaveValue(first);
      await expect(page).toHaveURL(/skip=1/);
      const second = await page.locator('form[data-review] input[name="claim"]').inputValue();
      await press(page, "KeyN");
      await expect(page.locator('form[data-review] input[name="claim"]')).not.toHaveValue(second);
      await page.reload();
      await expect(page.locator('form[data-review] input[name="claim"]')).not.toHaveValue(second);
    });
    expect(wrong, "what went wrong in the browser").toEqual([]);
  });

test("without the token nothing can be decided, and without scripts a form decides", async ({ browser, own }) => {
  test.setTimeout(120_000);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: own.base });
  const page = await context.newPage();
  await page.goto("/review?lang=en");
  await expect(page.getByRole("button", { name: "Accept" })).toBeDisabled();
  await page.goto(`/enter?token=${own.token}`);
  await page.goto("/review");
  const claim = await page.locator('form[data-review] input[name="claim"]').inputValue();
  await page.getByLabel("Who decides").fill("Huda");
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page.locator('form[data-review] input[name="claim"]')).not.toHaveValue(claim);
  await page.getByRole("button", { name: /Undo/ }).click();
  await page.goto(`/review?claim=${claim}`);
  await expect(page.locator(".badge.push")).toHaveText("as coded");
  await context.close();
});
