// How does a script take over a part of a page?
//
// In: <div data-island="NAME" data-src="/api/…">what the server wrote</div>. Out: a component in front of the server's words, which
// stay in the page as its twin: shown on demand, and whenever the script has nothing to show.
import { mount, type Component } from "svelte";
import { carry } from "./address";

export interface IslandProps {
  /** Address of the data, on the same server. */
  src: string;
  /** What the server wrote. */
  twin: HTMLElement;
}

/** Mounts the component into every island of the name. */
export function islands(name: string, component: Component<IslandProps>): void {
  carry();
  for (const place of document.querySelectorAll<HTMLElement>(`[data-island="${name}"]`)) {
    const twin = document.createElement("div");
    twin.className = "island-twin";
    twin.append(...place.childNodes);
    const target = document.createElement("div");
    target.className = "island-root";
    place.append(target, twin);
    mount(component, { target, props: { src: place.dataset["src"] ?? "", twin } });
  }
}

/** What went wrong, in words that the server gave, if it gave any. */
export class Refused extends Error {}

/** The JSON at an address. Throws `Refused` with the server's own words, or what the browser says. */
export async function load<T>(src: string): Promise<T> {
  const answer = await fetch(src, { headers: { accept: "application/json" }, credentials: "same-origin" });
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok && body !== undefined) return body as T;
  const said = body && typeof body === "object" ? Object.values(body).filter((value) => typeof value === "string") : [];
  throw new Refused(said.length ? said.join(" · ") : `HTTP ${answer.status}`);
}
