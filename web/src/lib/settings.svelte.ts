// What has the reader chosen, and what has just changed?
//
// In: html[data-theme], html[data-digits], the system's theme. Out: `settings`, which a component reads and is run again when it changes.
import type { Digits } from "./numbers";

function read() {
  const root = document.documentElement;
  const theme = root.dataset["theme"] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  return { theme, digits: (root.dataset["digits"] === "arab" ? "arab" : "latn") as Digits };
}

export const settings = $state(read());

const again = () => Object.assign(settings, read());
new MutationObserver(again).observe(document.documentElement, { attributeFilter: ["data-theme", "data-digits"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);

/** Whether things may move. */
export function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** The colour that a custom property has now, for a canvas. */
export function color(property: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(property).trim();
}
