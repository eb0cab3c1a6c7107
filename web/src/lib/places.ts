// What does the map tell of a place?
//
// In: places and countries of the API. Out: how each is drawn: a disc for a town or a more exact place, a ring for a district, a
// hatched ring for a province. What is known only by its country is no place, and never becomes a dot.
import { quadColor, weightiest, type Quads } from "./quads";
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
  precision: string;
  n_events: number;
  quads: Quads;
  latest: Latest[];
}
export interface Country {
  code: string;
  numeric: string;
  name: Name;
  n_events: number;
  latest: Latest[];
}
export interface Places {
  places: Place[];
  countries: Country[];
  nowhere: number;
}

/** How much ground a place is. */
export type Extent = "town" | "district" | "province";
export function extent(place: Pick<Place, "precision">): Extent {
  if (/province|region|admin|governorate|state/.test(place.precision)) return "province";
  return place.precision === "district" ? "district" : "town";
}

const WIDER: Record<Extent, number> = { town: 1, district: 1.3, province: 1.8 };
/** Radius in pixels: the area grows with the number of events, up to 60; wider for what is less exact. */
export const radius = (place: Place) => (4 + 2.2 * Math.sqrt(Math.min(place.n_events, 60))) * WIDER[extent(place)];

/** Colour of the class with most events. */
export const shade = (place: Place) => quadColor(weightiest(place.quads) ?? 1);
