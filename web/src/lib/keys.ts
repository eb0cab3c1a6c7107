// Which key was meant?
//
// In: event.code, the place of the key, so that «ت» under an Arabic layout is the same key as "j". Out: what to do. Two-key sequences
// begin with g. A key with Ctrl, Alt or Meta, or in a field, is nobody's here.

/** Where `g` and a second key lead; the names are those of data-go in the navigation. */
export const GO: Record<string, string> = {
  KeyE: "events",
  KeyD: "dyads",
  KeyA: "actors",
  KeyM: "map",
  KeyN: "network",
  KeyR: "review",
  KeyS: "sources",
  KeyT: "timeline",
  KeyW: "alerts",
};

export type Act =
  | { act: "search" | "help" | "down" | "up" | "open" | "previous" | "next" | "close" | "wait" }
  | { act: "go"; to: string }
  /** A key that an element of the page claims by data-key. */
  | { act: "own"; key: string };

export interface Pressed {
  code: string;
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/** The sign on a key with Latin letters: KeyY → y, Digit3 and Numpad3 → 3. */
export function sign(code: string): string | undefined {
  const found = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code);
  return found?.[1]?.toLowerCase();
}

/** Keys that a reader laid elsewhere: the place that is meant → the place that is pressed. Two keys change places, so that each still means something. */
export type Own = Readonly<Record<string, string>>;

/** What was kept, if it can be: every key once, letters and digits alone. */
export function ownOf(kept: string | null): Own {
  try {
    const read: unknown = JSON.parse(kept ?? "{}");
    if (typeof read !== "object" || read === null) return {};
    const pairs = Object.entries(read).filter((pair): pair is [string, string] => typeof pair[1] === "string");
    const sound = pairs.every((pair) => pair.every((code) => sign(code))) && pairs.map(([, to]) => to).sort().join() === pairs.map(([of]) => of).sort().join();
    return sound ? Object.fromEntries(pairs) : {};
  } catch {
    return {};
  }
}

/** The key that lies where `code` lay. */
export const laid = (own: Own, code: string): string => own[code] ?? code;
/** What a key at `code` means: that of the key which lies there now. */
export const meantBy = (own: Own, code: string): string => Object.keys(own).find((of) => own[of] === code) ?? code;

/** What is meant by `code` lies at `at` from now on, and what lay there where the former lay. */
export function swapped(own: Own, code: string, at: string): Own {
  const other = meantBy(own, at);
  const next: Record<string, string> = { ...own, [code]: at, [other]: laid(own, code) };
  return Object.fromEntries(Object.entries(next).filter(([of, to]) => of !== to));
}

/** The sign of the key that lies where the key of a sign lay: what a label says. */
export function signAt(own: Own, name: string): string {
  const code = /^[a-z]$/.test(name) ? `Key${name.toUpperCase()}` : /^[0-9]$/.test(name) ? `Digit${name}` : undefined;
  return code ? (sign(laid(own, code)) ?? name) : name;
}

const PLAIN: Record<string, Act["act"]> = {
  KeyJ: "down",
  KeyK: "up",
  KeyO: "open",
  Enter: "open",
  KeyH: "previous",
  KeyL: "next",
  Escape: "close",
};

/**
 * What a key means. `afterG`: the key before was g. `own`: keys that elements of the page claim; they come first.
 * `/` and `?` lie on other keys in other layouts, so their sign counts as well as their place; «؟» is a question mark.
 */
export function meaning(pressed: Pressed, afterG: boolean, own: ReadonlySet<string>): Act | undefined {
  const { code, key, shiftKey } = pressed;
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey) return undefined;
  if (afterG) return GO[code] ? { act: "go", to: GO[code] } : undefined;
  if (key === "?" || key === "\u061F" || (code === "Slash" && shiftKey)) return { act: "help" };
  if (key === "/" || code === "Slash") return { act: "search" };
  if (shiftKey) return undefined;
  const letter = sign(code);
  if (letter && own.has(letter)) return { act: "own", key: letter };
  if (code === "KeyG") return { act: "wait" };
  const act = PLAIN[code];
  return act ? ({ act } as Act) : undefined;
}
