// What does the map tell of a place?
//
// In: places and countries of the API. Out: how each is drawn: a disc for a town or a more exact place, a ring for a district, a
// hatched ring for a province. What is known only by its country is no place, and never becomes a dot.
import type { Quads } from "./quads";
import type { Name } from "./texts";

export interface Latest {
  id: string;
  day: string;
  label: string;
}
export interface Place {
  id: string;
  name: Name;
  lat: number;
  lon: number;
  country: string;
  /** `city`, `site`, `district`, `province` … */
  precision: string;
  n_events: number;
  quads: Quads;
  latest: Latest[];
}
export interface Country {
  code: string;
  numeric: string;
  name: Name;
  /** With those of its places. */
  n_events: number;
  latest: Latest[];
}
export interface Places {
  places: Place[];
  countries: Country[];
}

/** How much ground a place is. */
export type Extent = "town" | "district" | "province";
export function extent(place: Pick<Place, "precision">): Extent {
  return place.precision === "province" || place.precision === "district" ? place.precision : "town";
}

const WIDER: Record<Extent, number> = { town: 1, district: 1.3, province: 1.8 };
/** Radius in pixels: the area grows with the number of events, up to 60; wider for what is less exact. */
export const radius = (place: Place) => (4 + 2.2 * Math.sqrt(Math.min(place.n_events, 60))) * WIDER[extent(place)];

/** Events of each country, by its number, of which no place is known but the country; those without any are left out. */
export function vague({ places, countries }: Pick<Places, "places" | "countries">): Map<string, { country: Country; n: number }> {
  const exact = new Map<string, number>();
  for (const place of places) exact.set(place.country, (exact.get(place.country) ?? 0) + place.n_events);
  const rest = countries.map((country) => ({ country, n: country.n_events - (exact.get(country.code) ?? 0) }));
  return new Map(rest.filter(({ country, n }) => n > 0 && country.numeric !== "").map((row) => [row.country.numeric.padStart(3, "0"), row]));
}
