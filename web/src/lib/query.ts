// Which address lists what a chart shows?
//
// In: terms of the query language (`source:IRN from:2024-01-01`). Out: /events?q=…

/** A query of terms that are not empty. */
export function query(...terms: (string | undefined | null | false)[]): string {
  return terms.filter((term): term is string => Boolean(term)).join(" ");
}

export function eventsOf(...terms: Parameters<typeof query>): string {
  return `/events?q=${encodeURIComponent(query(...terms))}`;
}

/** The query without what bounds its time, so that other bounds can stand there. */
export function withoutTime(written: string): string {
  return written
    .replace(/(^|\s)(from|to):\S+/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

export const eventPage = (id: string) => `/events/${encodeURIComponent(id)}`;
export const actorPage = (id: string) => `/actors/${encodeURIComponent(id)}`;
export const dyadPage = (source: string, target: string) => `/dyads/${encodeURIComponent(source)}/${encodeURIComponent(target)}`;
