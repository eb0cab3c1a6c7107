// What does a script add to every page?
//
// Keys (j k o / ? g… h l, and those that elements claim by data-key), which may change places, a switch of theme and digits that needs no new page, digits of
// numbers as chosen. All of it has a way without a script: links, forms, cookies of the server.
//
// What it reads: .nav a[data-go]; .row[data-href]; a[rel=prev], a[rel=next]; input[type=search]; a[data-switch=theme|digits][data-value];
// [data-key]; .num, .digits; html[data-theme], html[data-digits].
import { digits, type Digits } from "./lib/numbers";
import { GO, laid, meaning, meantBy, ownOf, sign, signAt, swapped, type Act } from "./lib/keys";
import { text } from "./lib/texts";

const root = document.documentElement;
const OFF = "marsad.keys.off";
/** Where keys lie that the reader laid elsewhere. */
const OWN = "marsad.keys.own";
/** How long `g` waits for its second key, in milliseconds. */
const PATIENCE = 1500;

/** A browser may forbid storage; then nothing is remembered. */
function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
function remember(key: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Not remembered, then.
  }
}

/** Tells those who listen what has changed. */
const live = document.body.appendChild(document.createElement("p"));
live.className = "hidden";
live.setAttribute("aria-live", "polite");
function say(words: string) {
  live.textContent = words;
}

// On a narrow screen the navigation is a line that is longer than the screen: the page that is open is seen in it.
const nav = document.querySelector(".nav");
const here = nav?.querySelector('[aria-current="page"]');
if (nav && here && nav.scrollWidth > nav.clientWidth) {
  const [whole, part] = [nav.getBoundingClientRect(), here.getBoundingClientRect()];
  nav.scrollBy({ left: part.x + part.width / 2 - whole.x - whole.width / 2, behavior: "instant" });
}

// --- Digits ---

function writeDigits(within: ParentNode) {
  const as: Digits = root.dataset["digits"] === "arab" ? "arab" : "latn";
  for (const element of within.querySelectorAll<HTMLElement>(".num, .digits")) {
    if (element.matches("input, time[data-plain]")) continue;
    const letters = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = letters.nextNode(); node; node = letters.nextNode()) {
      const written = digits(node.nodeValue ?? "", as);
      if (written !== node.nodeValue) node.nodeValue = written;
    }
  }
}

// --- Theme, digits ---

function markSwitches() {
  for (const link of document.querySelectorAll<HTMLElement>("[data-switch]")) {
    const now = root.dataset[link.dataset["switch"]!] ?? "";
    if (link.dataset["value"] === now) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
function onSwitch(event: MouseEvent, link: HTMLAnchorElement) {
  const { switch: what, value } = link.dataset;
  if (!what || value === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (value) root.dataset[what] = value;
  else delete root.dataset[what];
  markSwitches();
  writeDigits(document);
  say(link.getAttribute("aria-label") ?? link.textContent ?? "");
  // The server sets its cookie, so that the next page comes as chosen.
  void fetch(link.href, { credentials: "same-origin" }).catch(() => undefined);
}

// --- Rows ---

const rows = () => [...document.querySelectorAll<HTMLElement>(".row")].filter((row) => row.offsetParent !== null);
function step(by: number) {
  const all = rows();
  const at = all.findIndex((row) => row.classList.contains("at"));
  const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
  if (!next) return;
  for (const row of all) row.classList.toggle("at", row === next);
  const link = next.querySelector<HTMLElement>("a[href]");
  link?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}
function open() {
  const row = document.querySelector<HTMLElement>(".row.at");
  const href = row?.dataset["href"] ?? row?.querySelector("a")?.href;
  if (href) location.assign(href);
}

// --- Keys ---

let dialog: HTMLDialogElement | undefined;
let own = ownOf(remembered(OWN));
/** The key whose new place is asked for. */
let asked: string | undefined;
const LINES: [string[], string][] = [
  [["/"], "keys.search"],
  [["j", "k"], "keys.rows"],
  [["o", "↵"], "keys.open"],
  [["h", "l"], "keys.pages"],
  ...Object.entries(GO).map(([code, to]): [string[], string] => [["g", sign(code)!], `keys.go_${to}`]),
  [["?"], "keys.help"],
  [["Esc"], "keys.close"],
];
const make = <K extends keyof HTMLElementTagNameMap>(tag: K, words = "", name = "") => {
  const element = document.createElement(tag);
  element.textContent = words;
  if (name) element.className = name;
  return element;
};

/** A key as it lies; one with a letter or digit can be laid elsewhere. */
function keycap(name: string): HTMLElement {
  const code = /^[a-z]$/.test(name) ? `Key${name.toUpperCase()}` : /^[0-9]$/.test(name) ? `Digit${name}` : undefined;
  if (!code) return make("kbd", name);
  const button = make("button", "", "keycap");
  button.type = "button";
  button.append(make("kbd", asked === code ? "…" : signAt(own, name)));
  button.setAttribute("aria-label", asked === code ? text("keys.press") : text("keys.change", { key: signAt(own, name) }));
  button.title = text("keys.change", { key: signAt(own, name) });
  button.dataset["code"] = code;
  button.addEventListener("click", () => ask(asked === code ? undefined : code));
  return button;
}
function ask(code: string | undefined) {
  const at = code ?? asked;
  asked = code;
  fill();
  dialog?.querySelector<HTMLElement>(`[data-code="${at}"]`)?.focus();
  if (code) say(text("keys.press"));
}
function lay(next: typeof own) {
  own = next;
  remember(OWN, Object.keys(own).length ? JSON.stringify(own) : null);
  label();
}
/** Labels on the page name the keys as they lie. */
function label() {
  for (const element of document.querySelectorAll<HTMLElement>("[data-key]")) {
    const cap = element.querySelector("kbd");
    if (cap) cap.textContent = signAt(own, element.dataset["key"]!);
  }
}
function onDialogKey(event: KeyboardEvent) {
  if (!asked || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.code === "Escape") {
    event.preventDefault();
    return ask(undefined);
  }
  if (!sign(event.code)) return;
  event.preventDefault();
  const code = asked;
  lay(swapped(own, code, event.code.replace("Numpad", "Digit")));
  say(text("keys.laid", { key: sign(laid(own, code))! }));
  ask(undefined);
}

function help() {
  if (dialog?.open) return dialog.close();
  if (!dialog) {
    dialog = document.body.appendChild(make("dialog", "", "keys"));
    dialog.addEventListener("keydown", onDialogKey);
    dialog.addEventListener("close", () => (asked = undefined));
  }
  asked = undefined;
  fill();
  dialog.showModal();
}
function fill() {
  if (!dialog) return;
  const list = make("dl", "", "facts");
  for (const [keys, key] of LINES) {
    const term = make("dt");
    for (const name of keys) term.append(keycap(name), " ");
    list.append(term, make("dd", text(key)));
  }
  // The keys of this page, as its elements name them.
  for (const element of document.querySelectorAll<HTMLElement>("[data-key]")) {
    const name =
      (element.getAttribute("aria-label") ?? element.title) ||
      [...element.childNodes]
        .filter((node) => node.nodeName !== "KBD")
        .map((node) => node.textContent)
        .join(" ");
    const term = make("dt");
    term.append(keycap(element.dataset["key"]!));
    list.append(term, make("dd", name.trim()));
  }
  const check = make("label", "", "check");
  const box = make("input");
  box.type = "checkbox";
  box.checked = remembered(OFF) === null;
  box.addEventListener("change", () => remember(OFF, box.checked ? null : "1"));
  check.append(box, text("keys.on"));
  const close = make("button", text("keys.close"), "button");
  close.type = "button";
  close.addEventListener("click", () => dialog?.close());
  const title = make("h2", text("keys.title"));
  title.id = "keys-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const reset = make("button", text("keys.reset"), "button button-quiet");
  reset.type = "button";
  reset.hidden = Object.keys(own).length === 0;
  reset.addEventListener("click", () => {
    lay({});
    fill();
    close.focus();
  });
  const foot = make("div", "", "cluster");
  foot.append(close, reset);
  dialog.replaceChildren(title, make("p", text(asked ? "keys.press" : "keys.own"), "hint"), list, check, foot);
}

const visible = (element: HTMLElement) => element.offsetParent !== null && !(element as HTMLButtonElement).disabled;
function claimed(): Map<string, HTMLElement> {
  return new Map(
    [...document.querySelectorAll<HTMLElement>("[data-key]")].filter(visible).map((element) => [element.dataset["key"]!, element]),
  );
}

let waiting = 0;
function act(what: Act, own: Map<string, HTMLElement>): boolean {
  switch (what.act) {
    case "wait":
      waiting = performance.now();
      return true;
    case "go": {
      const link = document.querySelector<HTMLAnchorElement>(`.nav a[data-go="${what.to}"]`);
      link?.click();
      return Boolean(link);
    }
    case "own": {
      const element = own.get(what.key)!;
      if (element.matches("input:not([type=checkbox], [type=radio]), select, textarea")) element.focus();
      else element.click();
      return true;
    }
    case "search": {
      const field = document.querySelector<HTMLInputElement>('input[type="search"]');
      if (!field) return act({ act: "go", to: "search" }, own);
      field.focus();
      field.select();
      return true;
    }
    case "help":
      help();
      return true;
    case "down":
    case "up":
      step(what.act === "down" ? 1 : -1);
      return true;
    case "open":
      if (!document.querySelector(".row.at")) return false;
      open();
      return true;
    case "previous":
    case "next": {
      const link = document.querySelector<HTMLAnchorElement>(what.act === "next" ? "a[rel=next]" : "a[rel=prev]");
      link?.click();
      return Boolean(link);
    }
    case "close":
      (document.activeElement as HTMLElement | null)?.blur();
      for (const row of document.querySelectorAll(".row.at")) row.classList.remove("at");
      return false;
  }
}

document.addEventListener("keydown", (event) => {
  const at = event.target instanceof HTMLElement ? event.target : document.body;
  const writing =
    at.isContentEditable ||
    at.matches("select, textarea, input:not([type=checkbox], [type=radio], [type=range], [type=button], [type=submit])");
  if (event.defaultPrevented || event.isComposing || dialog?.open) return;
  if (writing) {
    if (event.code === "Escape") at.blur();
    return;
  }
  // Enter on a link or button is theirs.
  if (event.code === "Enter" && (event.target as Element).matches?.("a[href], button, summary, [role=button], input")) return;
  if (remembered(OFF) !== null && !(event.key === "?" || event.key === "\u061F")) return;
  const mine = claimed();
  const afterG = performance.now() - waiting < PATIENCE && waiting > 0;
  waiting = 0;
  const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
  const pressed = { code: meantBy(own, event.code), key, shiftKey, ctrlKey, altKey, metaKey };
  const what = meaning(pressed, afterG, new Set(mine.keys()));
  if (what && act(what, mine)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-switch]");
  if (link) onSwitch(event, link);
});

markSwitches();
label();
writeDigits(document);
// What islands add later is written in the same digits.
new MutationObserver((changes) => {
  if (root.dataset["digits"] !== "arab") return;
  for (const change of changes)
    if (change.target.nodeType === Node.ELEMENT_NODE && change.addedNodes.length) writeDigits(change.target as Element);
}).observe(document.body, { childList: true, subtree: true });
