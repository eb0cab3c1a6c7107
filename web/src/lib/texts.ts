// What does the interface say, in the reader's language?
//
// In: <script type="application/json" id="texts"> of the page, {"key": "text with {n}"}. Out: text("key", {n: "3"}).
// A key that is missing shows itself, so that it is seen; test/texts.test.ts compares the keys used here with texts.json.

let texts: Record<string, string> | undefined;

function load(): Record<string, string> {
  try {
    return JSON.parse(document.getElementById("texts")?.textContent ?? "{}") as Record<string, string>;
  } catch {
    return {};
  }
}

/** The text of a key; `{name}` in it becomes `values.name`. */
export function text(key: string, values: Record<string, string> = {}): string {
  texts ??= load();
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Names of somebody or something in both languages. */
export interface Name {
  ar: string;
  en: string;
}

/** `ar` or `en`: the language of the page. */
export function lang(): keyof Name {
  return document.documentElement.lang.startsWith("ar") ? "ar" : "en";
}

/** «أ → ب» with its arrow from the first to the second, as it is read: an arrow is not mirrored by itself. */
export function turned(label: string): string {
  const first = /\p{L}/u.exec(label)?.[0] ?? "";
  return /\p{Script=Arabic}/u.test(first) ? label.replaceAll("→", "←") : label;
}

/** A name in the language of the page, else in the other one. */
export function named(name: Name | undefined, or: string): string {
  const here = lang();
  return name?.[here] || name?.[here === "ar" ? "en" : "ar"] || or;
}
