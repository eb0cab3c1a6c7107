// Does Arabic stay what was written?
//
// Marks never move or reorder a word, what is copied is what was written, numbers and dates keep their order beside Arabic, keys work
// under an Arabic layout.
import type { Locator, Page } from "@playwright/test";
import { expect, LANGS, ready, test } from "./console";
import { address, ATTACK, eventOf, PLACES, query } from "./pages";

/** Where each word of an element is drawn, in whole pixels. */
const words = (place: Locator) =>
  place.evaluate((element) => {
    const letters = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let text = "";
    const starts: [Text, number][] = [];
    for (let node = letters.nextNode() as Text | null; node; node = letters.nextNode() as Text | null) {
      starts.push([node, text.length]);
      text += node.data;
    }
    const at = (offset: number): [Text, number] => {
      const [node, start] = starts.findLast(([, start]) => start <= offset)!;
      return [node, offset - start];
    };
    return [...text.matchAll(/\S+/g)].map((found) => {
      const range = document.createRange();
      range.setStart(...at(found.index));
      const [node, offset] = at(found.index + found[0].length - 1);
      range.setEnd(node, offset + 1);
      const { x, y, right } = range.getBoundingClientRect();
      return [found[0], Math.round(x), Math.round(y), Math.round(right)] as const;
    });
  });

/** Whether words stand where they stood, in the same order; letters may be a pixel wider where their colour changes inside a word. */
function expectStill(now: Awaited<ReturnType<typeof words>>, before: typeof now) {
  expect(now.map(([word, , y]) => [word, y])).toEqual(before.map(([word, , y]) => [word, y]));
  now.forEach(([word, x, , right], i) => expect(Math.max(Math.abs(x - before[i]![1]), Math.abs(right - before[i]![3])), word).toBeLessThanOrEqual(2));
}

interface Article {
  title: string;
  body: string;
}
const read = async (page: Page, base: string, id: string) => (await (await page.request.get(`${base}/api/v1/articles/${id}/marks`)).json()) as Article;
const body = (page: Page) => page.locator(".island-view .reading:not(.reading-title)");
const selected = (place: Locator) =>
  place.evaluate((element) => {
    getSelection()!.selectAllChildren(element);
    return getSelection()!.toString();
  });

for (const lang of LANGS) {
  test(`${lang}: layers of an article move no word, and the text is what was written`, async ({ page, site }) => {
    const article = await read(page, site.base, "demo-035");
    await page.goto(`/articles/demo-035?lang=${lang}`);
    await ready(page);
    await expect(body(page)).toBeVisible();
    expect(await body(page).evaluate((element) => element.childNodes.length), "one run of letters").toBe(1);
    expect(await body(page).evaluate((element) => element.textContent)).toBe(article.body);
    expect(await page.locator(".reading-title").evaluate((element) => element.textContent)).toBe(article.title);
    const marked = await words(body(page));
    for (const layer of await page.locator(".island-tools .chip").all()) await layer.click();
    await expect(page.locator('.island-tools .chip[aria-pressed="true"]')).toHaveCount(0);
    expectStill(await words(body(page)), marked);
    await expect(body(page)).toHaveCSS("direction", "rtl");
  });

  test(`${lang}: what is selected and copied is what was written`, async ({ page, site, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: site.base });
    const article = await read(page, site.base, "demo-047");
    await page.goto(`/articles/demo-047?lang=${lang}`);
    await ready(page);
    expect((await selected(body(page))).trim()).toBe(article.body.trim());
    await page.keyboard.press("Control+c");
    expect((await page.evaluate(() => navigator.clipboard.readText())).trim()).toBe(article.body.trim());
  });

  test(`${lang}: marks begin and end at letters, and a click says why`, async ({ page }) => {
    await page.goto(`/articles/demo-035?lang=${lang}`);
    await ready(page);
    const marks = await page.evaluate(() => [...CSS.highlights].flatMap(([, marks]) => [...marks].map((range) => String(range))));
    expect(marks.length).toBeGreaterThan(20);
    for (const mark of marks) expect(mark, "no space at an end of a mark").toBe(mark.trim());
    const box = await body(page).evaluate((element) => {
      const range = [...CSS.highlights.get("act")!].map((range) => range as Range).find((range) => element.contains(range.startContainer))!;
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    await page.mouse.click(box.x, box.y);
    const why = page.locator(".article-why .card").first();
    await expect(why.locator(".evidence")).toHaveText("حذرت");
    await expect(why.locator(".why")).not.toBeEmpty();
  });

  test(`${lang}: marks in sentences of the server move no word`, async ({ page, request, site }) => {
    await page.goto(`/events/${await eventOf(request, site.base, ATTACK)}?lang=${lang}`);
    await ready(page);
    const sentences = await page.locator("main .evidence").all();
    expect(sentences.length).toBeGreaterThan(10);
    for (const sentence of sentences.slice(0, 12)) {
      const marked = await words(sentence);
      await expect(sentence.locator("mark.act").first()).toBeVisible();
      const display = await sentence.locator("mark").evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark)).map(({ display, padding, margin }) => [display, padding, margin].join()));
      expect(new Set(display)).toEqual(new Set(["inline,0px,0px"]));
      await sentence.evaluate((element) => element.replaceChildren(element.textContent));
      expectStill(await words(sentence), marked);
    }
  });

  test(`${lang}: spaces around a query and inside it do not count`, async ({ page }) => {
    const found = async (words: string) => {
      await page.goto(`/search?q=${query(words)}&lang=${lang}`);
      return page.locator("main .row h2").allInnerTexts();
    };
    const plain = await found("هدنة السعودية");
    expect(plain.length).toBeGreaterThan(2);
    expect(await found("  هدنة   السعودية ")).toEqual(plain);
    // Folded: vowels, tatweel, alef and taa marbuta as people type them.
    expect(await found("هُدنه السعوديّة")).toEqual(plain);
  });
}

for (const digits of ["latn", "arab"] as const)
  test(`dates and ranges keep their order beside Arabic, ${digits} digits`, async ({ page, request, site }) => {
    test.setTimeout(120_000);
    for (const name of ["overview", "events", "event", "dyad", "actor", "timeline", "sources"]) {
      await page.goto(await address(PLACES.find((place) => place.name === name)!, request, site.base, `lang=ar&digits=${digits}`));
      await ready(page);
      const wrong = await page.locator("main .num").evaluateAll((numbers) =>
        numbers.flatMap((number) => {
          const node = number.firstChild;
          if (!(node instanceof Text) || number.getClientRects().length !== 1) return [];
          const style = getComputedStyle(number);
          const at = [...node.data].map((_, i) => {
            const range = document.createRange();
            range.setStart(node, i);
            range.setEnd(node, i + 1);
            return range.getBoundingClientRect();
          });
          // Each letter stands right of the one before.
          const ordered = at.every((box, i) => i === 0 || box.width === 0 || box.x >= at[i - 1]!.x - 0.5);
          return ordered && style.direction === "ltr" && style.unicodeBidi.startsWith("isolate") ? [] : [node.data];
        }),
      );
      expect(wrong, name).toEqual([]);
    }
  });

for (const place of PLACES)
  test(`${place.name}: no date, range or share stands in Arabic words without being isolated`, async ({ page, request, site }) => {
    await page.goto(await address(place, request, site.base, "lang=ar"));
    await ready(page);
    const loose = await page.locator("main").evaluate((main) => {
      const letters = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let node = letters.nextNode(); node; node = letters.nextNode()) {
        const parent = node.parentElement!;
        // What was quoted stands as it was written; what only those who listen read has no order on the screen.
        if (parent.closest(".evidence, .reading, [lang=ar] > mark, bdi, .num, code, pre, svg, option, .hidden, [lang=ar]:not(html), textarea")) continue;
        if (/[\u0621-\u064A]/.test(node.nodeValue!) && /\d[-–/]\d|[+−]\d/.test(node.nodeValue!)) found.push(node.nodeValue!.trim());
      }
      return found;
    });
    expect(loose).toEqual([]);
  });

test("days on the axis of a chart are read from the right in Arabic", async ({ page }) => {
  await page.goto("/timeline?lang=ar&step=day");
  await ready(page);
  const ticks = await page.locator(".chart text").evaluateAll((ticks) =>
    (ticks as SVGTextElement[]).flatMap((tick) => {
      const found = /(\d+) [^\d\s]+ (\d{4})/.exec(tick.textContent ?? "");
      if (!found) return [];
      const at = (offset: number) => tick.getExtentOfChar(offset).x;
      // Day, month, year: each stands left of the one before.
      const [day, month, year] = [found.index, found.index + found[1]!.length + 1, found.index + found[0].length - 4].map(at);
      return [day! > month! && month! > year!];
    }),
  );
  expect(ticks.length).toBeGreaterThan(4);
  expect(new Set(ticks)).toEqual(new Set([true]));
});

test("names of outlets in a citation do not turn its dates around", async ({ page, request, site }) => {
  await page.goto(`/events/${await eventOf(request, site.base, ATTACK)}?lang=en`);
  const citation = await page.locator("#cite pre").innerText();
  const reports = citation.split("\n").filter((line) => /claim/.test(line));
  expect(reports.length).toBeGreaterThan(5);
  for (const line of reports) expect(line).toMatch(/^ {2}\u2068[^\u2069]+\u2069, 2031-/);
});

test("rows, search, help and pages by the place of keys, whatever the layout", async ({ page }) => {
  await page.goto("/events?lang=ar");
  await ready(page);
  const session = await page.context().newCDPSession(page);
  const press = async (code: string, key: string) => {
    for (const type of ["keyDown", "keyUp"] as const) await session.send("Input.dispatchKeyEvent", { type, code, key, windowsVirtualKeyCode: code.charCodeAt(3) });
  };
  await press("KeyJ", "ت");
  await press("KeyJ", "ت");
  await expect(page.locator("tr.row").nth(1)).toHaveClass(/\bat\b/);
  await press("KeyK", "ن");
  await expect(page.locator("tr.row").first()).toHaveClass(/\bat\b/);
  await press("KeyO", "خ");
  await expect(page).toHaveURL(/\/events\/e/);
  await ready(page);
  await press("KeyG", "ل");
  await press("KeyM", "ة");
  await expect(page).toHaveURL(/\/map/);
  await ready(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
});
