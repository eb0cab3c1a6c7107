// What does the ground of the map look like, and where on it is a place?
//
// In: size of the frame. Out: outlines of countries and borders as SVG paths, and a projection of degrees to points. Equal Earth:
// areas can be compared. Borders are those of Natural Earth, 1 : 110 million.
import { geoEqualEarth, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json";

const topology = atlas as unknown as Topology<{ countries: GeometryCollection }>;
const countries = feature(topology, topology.objects.countries).features;
const between = mesh(topology, topology.objects.countries, (a, b) => a !== b);

export interface World {
  /** Outline of each country with its ISO 3166-1 number, three digits; "" where it has none. */
  outlines: { numeric: string; d: string }[];
  borders: string;
  /** Longitude and latitude in degrees to a point in the frame. */
  project(lon: number, lat: number): [number, number] | undefined;
}

export function world(width: number, height: number): World {
  const projection = geoEqualEarth().fitExtent(
    [
      [4, 4],
      [width - 4, height - 4],
    ],
    { type: "Sphere" },
  );
  const path = geoPath(projection);
  return {
    outlines: countries.map((country) => ({
      numeric: country.id === undefined ? "" : String(country.id).padStart(3, "0"),
      d: path(country) ?? "",
    })),
    borders: path(between) ?? "",
    project: (lon, lat) => projection([lon, lat]) ?? undefined,
  };
}
