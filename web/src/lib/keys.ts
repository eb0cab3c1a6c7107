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
