// What of a chart is chosen, as part of the page's address?
//
// In: the address, a name, what there is to choose from. Out: what is chosen (`?quads=3,4`; everything where the address says nothing), and the address after
// a choice, which replaces the present one: no step of its own in the history, yet there again after a reload, by a link, and when one comes back. Other days, steps and words keep it.

/** Where nothing is chosen of what may be switched off as a whole. */
const NONE = "none";

/** What an address chooses of `all`; everything, where it chooses nothing that there is. */
export function chosenOf<T extends string | number>(search: string, name: string, all: readonly T[]): ReadonlySet<T> {
  const written = new URLSearchParams(search).get(name);
  if (written === NONE) return new Set();
  const names = new Set((written ?? "").split(","));
  const chosen = all.filter((one) => names.has(String(one)));
  return new Set(chosen.length ? chosen : all);
}

/** The address with a choice; without it where everything is chosen. */
export function withChosen<T extends string | number>(href: string, name: string, chosen: ReadonlySet<T>, all: readonly T[]): string {
  const kept = all.filter((one) => chosen.has(one));
  return withValue(href, name, kept.length === all.length ? undefined : kept.join(",") || NONE);
}

/** The address with a value, or without it. */
export function withValue(href: string, name: string, value: string | undefined): string {
  const address = new URL(href);
  if (value === undefined) address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  // Commas read better than %2C, and mean the same.
  return address.href.replace(/%2C/gi, ",");
}

/** What is chosen whatever days and words are asked for; the sliders of a network count from its own days and go with them. */
const CARRIED = ["quads", "directions", "table"];

/** What is chosen in an address, as names and values. */
export const carried = (search: string): [name: string, value: string][] =>
  CARRIED.flatMap((name): [string, string][] => new URLSearchParams(search).getAll(name).slice(0, 1).map((value) => [name, value]));

/** Links to this page by which it is shown otherwise: in another language, by other steps. */
const links = () =>
  [...document.querySelectorAll<HTMLAnchorElement>(".switches a[href], .tabs a[href]")].filter((link) => new URL(link.href).pathname === location.pathname);

/** From now on forms and links that show this page otherwise keep what is chosen. */
export function carry() {
  for (const [name, value] of carried(location.search)) for (const link of links()) link.href = withValue(link.href, name, value);
  document.addEventListener("formdata", ({ target, formData }) => {
    const form = target as HTMLFormElement;
    if (form.method !== "get" || new URL(form.action).pathname !== location.pathname) return;
    for (const [name, value] of carried(location.search)) if (!formData.has(name)) formData.append(name, value);
  });
}

/** Puts a value into the address of this page, and into the links that show it otherwise (language, theme, digits, step). */
export function keepValue(name: string, value: string | undefined) {
  history.replaceState(history.state, "", withValue(location.href, name, value));
  for (const link of links()) if (CARRIED.includes(name) || link.closest(".switches")) link.href = withValue(link.href, name, value);
}

export function keepChosen<T extends string | number>(name: string, chosen: ReadonlySet<T>, all: readonly T[]) {
  keepValue(name, new URL(withChosen(location.href, name, chosen, all)).searchParams.get(name) ?? undefined);
}

/** A whole number of the address within bounds; `usual` where there is none. */
export function numberOf(search: string, name: string, from: number, to: number, usual: number): number {
  const written = new URLSearchParams(search).get(name);
  return written !== null && /^\d+$/.test(written) ? Math.max(from, Math.min(to, Number(written))) : usual;
}
