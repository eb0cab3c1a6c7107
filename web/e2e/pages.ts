// Which pages are there?
//
// One address of each kind, with something on it, and what of it is in every language the same.
import type { APIRequestContext } from "@playwright/test";

/** The words of a query as part of an address. */
export const query = (q: string) => encodeURIComponent(q);

/** The attack that six outlets report, with figures that differ. */
export const ATTACK = "type:ASSAULT from:2031-02-04 to:2031-02-04 in:IRQ";

export interface Place {
  name: string;
  path: string;
  /** Without a script it has a table with rows. */
  table: boolean;
}

/** The event of a query that most claims tell. */
export async function eventOf(request: APIRequestContext, base: string, q: string): Promise<string> {
  const answer = await request.get(`${base}/api/v1/events?q=${query(q)}`);
  const { events } = (await answer.json()) as { events: { id: string; n_claims: number }[] };
  return events.sort((a, b) => b.n_claims - a.n_claims)[0]!.id;
}

/** Every kind of page; the address of `event` is found first. */
export const PLACES: Place[] = [
  { name: "overview", path: "/", table: true },
  { name: "search", path: `/search?q=${query("هدنة")}`, table: false },
  { name: "events", path: `/events?q=${query("actor:iraq")}`, table: true },
  { name: "event", path: "/events/", table: true },
  { name: "article", path: "/articles/demo-035", table: false },
  { name: "dyads", path: "/dyads", table: true },
  { name: "dyad", path: "/dyads/IRN/IRQ?step=week", table: true },
  { name: "actors", path: "/actors", table: true },
  { name: "actor", path: "/actors/IRN?on=2015-06-01", table: true },
  { name: "map", path: "/map", table: true },
  { name: "network", path: "/network?ego=IRN&least=2", table: true },
  { name: "network to choose", path: "/network", table: false },
  { name: "timeline", path: "/timeline?step=week", table: true },
  { name: "review", path: "/review", table: false },
  { name: "decisions", path: "/decisions", table: false },
  { name: "sources", path: "/sources", table: true },
  { name: "exports", path: "/exports?q=type:CONSULT", table: true },
  { name: "alerts", path: "/alerts", table: false },
  { name: "enter", path: "/enter", table: false },
  { name: "nothing found", path: `/events?q=${query("زرافة")}`, table: false },
];

/** The address of a place in a language. */
export async function address(place: Place, request: APIRequestContext, base: string, wish: string): Promise<string> {
  const path = place.name === "event" ? `/events/${await eventOf(request, base, ATTACK)}` : place.path;
  return `${path}${path.includes("?") ? "&" : "?"}${wish}`;
}
