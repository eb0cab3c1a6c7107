// How are thousands of places drawn on the map, and which of them is under the pointer?
//
// In: places, a projection, what of the map is seen. Out: spots, painted on a canvas: an element for each of 5,000 places would hold the page for seconds at every step, all of
// them on a canvas take some milliseconds. Which spot is meant by a click is found by distance. What is told of a place: places.ts.
import { extent, radius, type Extent, type Place } from "./places";
import { weightiest, type Quad } from "./quads";
import type { View } from "./view";

/** A place on the drawn map, before it is zoomed. */
export interface Spot {
  place: Place;
  x: number;
  y: number;
  /** In pixels, at every zoom. */
  r: number;
  kind: Extent;
  quad: Quad;
}

/** What the marks are painted with. */
export interface Paint {
  quads: readonly string[];
  surface: string;
  /** Fills what is only known by its province. */
  hatch: string | CanvasPattern;
}

/** Pixels around a spot that are meant by a click too: 24 across. */
const REACH = 12;

/** The places that the projection has, in the order of the places. */
export function spotsOf(places: readonly Place[], project: (lon: number, lat: number) => [number, number] | undefined): Spot[] {
  return places.flatMap((place) => {
    const here = project(place.lon, place.lat);
    if (!here) return [];
    return [{ place, x: here[0], y: here[1], r: radius(place), kind: extent(place), quad: weightiest(place.quads) ?? 1 }];
  });
}

/** Where a spot is seen. */
export const seenAt = ({ x, y }: Pick<Spot, "x" | "y">, { k, x: dx, y: dy }: View): [number, number] => [x * k + dx, y * k + dy];

/** The spot that a click means: the nearest of those that have the point within them, else of those whose reach has it. */
export function spotAt(spots: readonly Spot[], view: View, x: number, y: number): Spot | undefined {
  let [found, best]: [Spot | undefined, number] = [undefined, Infinity];
  for (const spot of spots) {
    const [sx, sy] = seenAt(spot, view);
    const away = Math.hypot(sx - x, sy - y);
    if (away > Math.max(REACH, spot.r)) continue;
    // Whoever is only near gives way to whoever is there.
    const rank = away <= spot.r ? away : away + 1_000;
    // Of two at one place the later one lies above.
    if (rank <= best) [found, best] = [spot, rank];
  }
  return found;
}

/** Paints the spots within the frame, in their order. */
export function paint(context: CanvasRenderingContext2D, spots: readonly Spot[], view: View, width: number, height: number, { quads, surface, hatch }: Paint) {
  context.clearRect(0, 0, width, height);
  for (const spot of spots) {
    const { r, kind } = spot;
    const [x, y] = seenAt(spot, view);
    if (x < -r || y < -r || x > width + r || y > height + r) continue;
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    const color = quads[spot.quad - 1] ?? "";
    if (kind === "town") {
      context.globalAlpha = 0.9;
      context.fillStyle = color;
      context.fill();
      context.globalAlpha = 1;
    } else if (kind === "province") {
      context.fillStyle = hatch;
      context.fill();
    }
    context.strokeStyle = kind === "town" ? surface : color;
    context.lineWidth = { town: 1.5, district: 3, province: 2 }[kind];
    context.setLineDash(kind === "province" ? [4, 3] : []);
    context.stroke();
  }
}

/** Slanted lines of a colour; the colour itself where the browser has no patterns. */
export function hatched(context: CanvasRenderingContext2D, color: string): string | CanvasPattern {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 7;
  const lines = tile.getContext("2d");
  if (!lines) return color;
  lines.strokeStyle = color;
  lines.lineWidth = 1.5;
  lines.beginPath();
  // From beyond the corners, so that the lines of neighbouring tiles meet.
  for (const at of [0, 7, 14]) {
    lines.moveTo(at + 1, -1);
    lines.lineTo(at - 8, 8);
  }
  lines.stroke();
  return context.createPattern(tile, "repeat") ?? color;
}
