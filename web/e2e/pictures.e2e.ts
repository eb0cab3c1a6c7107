// What does the console look like?
//
// With MARSAD_IMG=1, pictures of the main pages in docs/img, 1280 × 900, each in one language and theme.
import { mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, ready, test } from "./console";
import { address, PLACES } from "./pages";

const folder = resolve(import.meta.dirname, "../../docs/img");
const PICTURES: [string, string, "light" | "dark"][] = [
  ["overview", "en", "light"],
  ["overview", "ar", "dark"],
  ["search", "ar", "light"],
  ["events", "en", "light"],
  ["event", "ar", "light"],
  ["article", "en", "light"],
  ["article", "ar", "dark"],
  ["dyad", "ar", "dark"],
  ["dyad", "en", "light"],
  ["network", "ar", "light"],
  ["map", "en", "dark"],
  ["review", "ar", "light"],
];

test.skip(!process.env["MARSAD_IMG"], "MARSAD_IMG=1 writes them");
for (const [name, lang, theme] of PICTURES)
  test(`${name}, ${lang}, ${theme}`, async ({ page, request, site }) => {
    mkdirSync(folder, { recursive: true });
    if (name === "review") await page.goto(`/enter?token=${site.token}`);
    const place = name === "network" ? { name, path: "/network?ego=IRN", table: true } : PLACES.find((place) => place.name === name)!;
    await page.goto(await address(place, request, site.base, `lang=${lang}&theme=${theme}`));
    await ready(page);
    const path = join(folder, `${name}-${lang}-${theme}.png`);
    await page.screenshot({ path });
    expect(statSync(path).size).toBeLessThan(200_000);
  });
