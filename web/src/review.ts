// How does one decide on many claims quickly?
//
// The server's page decides without a script: a form, and a link to the next claim. This island makes it quick: the next page is
// fetched ahead, a decision shows it at once and is sent meanwhile, and a decision that the server refuses comes back with the
// server's words.
//
// What it reads inside <div data-island="review">:
//   form[method=post]            one decision: buttons with name and value, fields for reason and author; data-key on what a key presses
//   a[rel=next]                  the next claim (skip this one)
//   details[data-edit]           the fields of a correction
//   [data-undo]                  a form that takes the last decision back; in the page that answers a decision
// Keys are those of shell.ts: any element with data-key is pressed, or, if it is a field, entered, by its key (y n h e u).
import { text } from "./lib/texts";

const place = document.querySelector<HTMLElement>('[data-island="review"]');

interface Page {
  island: HTMLElement;
  /** Its address, after all redirections. */
  href: string;
}

/** The island of a page of the same server, as its HTML tells. Throws what the page says is wrong. */
async function islandOf(answer: Response): Promise<Page> {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const island = page.querySelector<HTMLElement>('[data-island="review"]');
  if (answer.ok && island) return { island: document.adoptNode(island), href: answer.url };
  const said = page.querySelector(".notice-bad, .error, main p")?.textContent?.trim();
  throw new Error(said || `HTTP ${answer.status}`);
}

function start(island: HTMLElement) {
  let ahead: { href: string; page: Promise<Page> } | undefined;
  /** Decisions are sent one after the other, in the order in which they were made. */
  let sent: Promise<void> = Promise.resolve();

  const status = document.createElement("p");
  status.className = "toast";
  status.setAttribute("role", "status");
  status.hidden = true;
  document.body.append(status);
  let quiet = 0;
  const say = (words: string, lasting = false) => {
    status.textContent = words;
    status.hidden = words === "";
    clearTimeout(quiet);
    if (!lasting) quiet = window.setTimeout(() => (status.hidden = true), 4000);
  };

  function show(nodes: readonly Node[], href: string) {
    island.replaceChildren(...nodes);
    history.replaceState(null, "", href);
    const heading = island.querySelector<HTMLElement>("h2, h3");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
    prepare();
  }

  function prepare() {
    const href = island.querySelector<HTMLAnchorElement>("a[rel=next]")?.href;
    if (ahead?.href === href) return;
    ahead = undefined;
    if (!href) return;
    const page = fetch(href, { credentials: "same-origin" }).then(islandOf);
    // It is asked for again when it is needed; until then a failure is nobody's trouble.
    page.catch(() => undefined);
    ahead = { href, page };
  }

  /** The form as it is now: it may leave the page before it is sent. */
  function filled(form: HTMLFormElement, submitter: HTMLElement | null) {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form, submitter)) if (typeof value === "string") body.append(name, value);
    // Its buttons are named "action" and stand before the property of that name.
    const action = form.getAttribute("action") ?? location.href;
    return async () => islandOf(await fetch(action, { method: "POST", body, credentials: "same-origin" }));
  }

  const why = (error: unknown) => text("review.failed", { why: error instanceof Error ? error.message : String(error) });

  function decide(form: HTMLFormElement, submitter: HTMLElement | null) {
    const before = [...island.childNodes];
    const beforeHref = location.href;
    let shown = false;
    const send = filled(form, submitter);
    say(text("review.sending"));
    const optimistic = ahead?.page.then((page) => {
      shown = true;
      show([...page.island.childNodes], page.href);
    });
    sent = sent.then(async () => {
      try {
        const answer = await send();
        await optimistic?.catch(() => undefined);
        const undo = answer.island.querySelector("[data-undo]");
        if (!shown) show([...answer.island.childNodes], answer.href);
        else if (undo) {
          island.querySelector("[data-undo]")?.remove();
          island.prepend(undo);
        }
        say(text("review.kept"));
      } catch (error) {
        await optimistic?.catch(() => undefined);
        show(before, beforeHref);
        say(why(error), true);
      }
    });
  }

  function takeBack(form: HTMLFormElement, submitter: HTMLElement | null) {
    const send = filled(form, submitter);
    say(text("review.sending"));
    sent = sent.then(async () => {
      try {
        const answer = await send();
        show([...answer.island.childNodes], answer.href);
        say(text("review.undone"));
      } catch (error) {
        say(why(error), true);
      }
    });
  }

  island.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post") return;
    event.preventDefault();
    if (form.closest("[data-undo]")) takeBack(form, event.submitter);
    else decide(form, event.submitter);
  });
  // Who opens the correction wants to write it.
  island.addEventListener(
    "toggle",
    (event) => {
      const edit = event.target as HTMLDetailsElement;
      if (edit.open && edit.matches("[data-edit]")) edit.querySelector<HTMLElement>("select, input")?.focus();
    },
    { capture: true },
  );
  prepare();
}

if (place) start(place);
