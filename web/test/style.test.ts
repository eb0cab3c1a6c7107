// Do styles, sample, texts and scripts fit together?
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const names = (folder: string, ending: string) => readdirSync(new URL(folder, root)).filter((name) => name.endsWith(ending));
const plain = (css: string) => css.replace(/\/\*[\s\S]*?\*\//g, "");
const styles = names("style/", ".css").map((name) => [name, plain(read(`style/${name}`))] as const);
const tokens = plain(read("style/tokens.css"));

/** Custom properties of the block that begins with `selector`. */
function block(selector: string): Map<string, string> {
  const body = tokens.slice(tokens.indexOf(selector) + selector.length).split("}")[0]!;
  return new Map([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]));
}
const light = block(":root {");
const dark = block(':root[data-theme="dark"] {');
const system = block(':root:not([data-theme="light"]) {');

/** Relative luminance of #rrggbb, as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const parts = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * parts[0]! + 0.7152 * parts[1]! + 0.0722 * parts[2]!;
}
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

/** Text on ground: at least 4.5. */
const TEXT: [string, string[]][] = [
  [
    "ink",
    [
      "ground",
      "surface",
      "sunken",
      "accent-soft",
      "warn-soft",
      "bad-soft",
      "layer-actor",
      "layer-act",
      "layer-time",
      "layer-place",
      "layer-speech",
      "layer-figure",
    ],
  ],
  ["ink-soft", ["ground", "surface", "sunken"]],
  ["ink-faint", ["ground", "surface", "sunken"]],
  ["accent", ["ground", "surface", "sunken", "accent-soft"]],
  ["accent-ink", ["accent"]],
  ["good", ["good-soft"]],
  ["warn", ["warn-soft"]],
  ["bad", ["bad-soft", "surface", "ground"]],
  ["ground", ["ink"]],
];
/** Marks, lines and borders of controls: at least 3. */
const MARKS: [string, string[]][] = [
  ["line-strong", ["surface", "ground"]],
  ...["quad-1", "quad-2", "quad-3", "quad-4", "series-1", "series-2"].map((name): [string, string[]] => [
    name,
    ["surface", "ground", ...(name.startsWith("quad") ? ["accent-soft"] : [])],
  ]),
  ...["actor", "act", "time", "place", "speech", "figure"].map((name): [string, string[]] => [
    `layer-${name}-line`,
    ["surface", `layer-${name}`],
  ]),
];

describe.each([
  ["light", light],
  ["dark", dark],
] as const)("contrast, %s", (_, theme) => {
  const pairs = (list: typeof TEXT) => list.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground] as const));
  it.each(pairs(TEXT))("text %s on %s", (ink, ground) => expect(contrast(theme.get(ink)!, theme.get(ground)!)).toBeGreaterThanOrEqual(4.5));
  it.each(pairs(MARKS))("mark %s on %s", (ink, ground) => expect(contrast(theme.get(ink)!, theme.get(ground)!)).toBeGreaterThanOrEqual(3));
});

describe("styles", () => {
  it("have one dark theme, by choice and by system", () => expect(dark).toEqual(system));
  it.each(styles)("%s has logical properties only", (_, css) => {
    expect(
      css.match(/(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin)-)?(?:left|right|top|bottom)(?:-(?:width|color|style))?\s*:/g),
    ).toBeNull();
    expect(css.match(/(?:text-align|float|clear)\s*:\s*(?:left|right)/g)).toBeNull();
  });
  it.each(styles)("%s asks for nothing from elsewhere and keeps the joins of Arabic", (_, css) => {
    expect(css).not.toMatch(/@import|url\(|https?:\/\/(?!www\.w3\.org)/);
    expect(css).not.toMatch(/letter-spacing:(?!\s*normal)/);
  });
  it.each(styles.filter(([name]) => name !== "tokens.css" && name !== "print.css"))("%s names no colour", (_, css) =>
    expect(css.replace(/rgb\(10 14 20 \/ 45%\)/, "")).not.toMatch(/#[0-9a-f]{3,8}\b|rgba?\(/i),
  );
  it("use only properties that exist", () => {
    const used = new Set(styles.flatMap(([, css]) => [...css.matchAll(/var\(--([\w-]+)/g)].map(([, name]) => name!)));
    expect([...used].filter((name) => !light.has(name))).toEqual([]);
  });
});

const sources = [
  ...names("src/", ".ts").map((name) => `src/${name}`),
  ...names("src/lib/", ".ts").map((name) => `src/lib/${name}`),
  ...names("src/islands/", ".svelte").map((name) => `src/islands/${name}`),
].map(read);

describe("the sample", () => {
  const classes = (html: string) => new Set([...html.matchAll(/class="([^"{}]+)"/g)].flatMap(([, list]) => list!.split(/\s+/)));
  const styled = new Set(styles.flatMap(([, css]) => [...css.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name!)));
  const [ar, en] = ["sample/index.html", "sample/en.html"].map((path) => classes(read(path)));
  it("has the same parts in both languages", () => expect([...ar!].sort()).toEqual([...en!].sort()));
  it("uses classes that are styled", () => expect([...ar!].filter((name) => !styled.has(name))).toEqual([]));
  it("shows every class that scripts do not add", () => {
    const byScript = sources.join("\n");
    const missing = [...styled].filter(
      (name) => !ar!.has(name) && !byScript.includes(name) && !byScript.includes(name.replace(/-\w+$/, "-{")),
    );
    expect(missing).toEqual([]);
  });
  it("fits the policy of the pages: nothing inline", () => {
    for (const path of ["sample/index.html", "sample/en.html"])
      expect(read(path)).not.toMatch(/\sstyle=|<style|\son\w+=|<script(?![^>]*(?:src=|application\/json))/);
  });
});

describe("texts", () => {
  const texts = JSON.parse(read("texts.json")) as Record<string, Record<string, string>>;
  const written = sources.join("\n").replace(/^\s*\/\/.*$/gm, "");
  it("exist for every key that a script names", () => {
    const used = [...written.matchAll(/\btext\(\s*"([a-z][\w.]*)"/g)].map(([, key]) => key!);
    expect(used.filter((key) => !texts[key])).toEqual([]);
  });
  it("are all used", () => {
    // Keys made of a part and a name: quad.1, layer.actor, map.town, keys.go_events.
    const made = ["quad.", "layer.", "map.", "keys."];
    expect(Object.keys(texts).filter((key) => !written.includes(`"${key}"`) && !made.some((start) => key.startsWith(start)))).toEqual([]);
  });
  it("have both languages, with the same values", () => {
    const values = (written: string) => [...written.matchAll(/\{\w+\}/g)].map(([value]) => value).sort();
    for (const [key, { ar, en, ...rest }] of Object.entries(texts)) {
      expect([key, values(ar!), rest]).toEqual([key, values(en!), {}]);
    }
  });
});

it("scripts ask for nothing from elsewhere", () => {
  expect(sources.join("\n").replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(
    /https?:\/\/|\beval\(|new Function|innerHTML|style="/,
  );
});
