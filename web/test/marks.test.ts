import { describe, expect, it } from "vitest";
import { paint, spotAt, spotsOf } from "../src/lib/marks";
import type { Place } from "../src/lib/places";

const place = (id: string, lon: number, lat: number, n_events = 1, precision = "city"): Place => ({
  id,
  name: { ar: id, en: id },
  lat,
  lon,
  country: "IRQ",
  precision,
  n_events,
  quads: [0, 0, 0, n_events],
  latest: [],
});
const flat = (lon: number, lat: number): [number, number] | undefined => (lon > 900 ? undefined : [lon, lat]);
const view = { k: 2, x: 10, y: 0 };

describe("marks of the map", () => {
  const spots = spotsOf([place("large", 50, 50, 60), place("small", 55, 50), place("nowhere", 999, 0), place("far", 200, 50)], flat);

  it("are where the projection has them, and nowhere else", () => expect(spots.map((spot) => spot.place.id)).toEqual(["large", "small", "far"]));

  it("are found by the nearest of those under the pointer, then by what is near", () => {
    const at = (x: number, y: number) => spotAt(spots, view, x, y)?.place.id;
    // large is seen at 110, small at 120, within the disc of large.
    expect(at(110, 100)).toBe("large");
    expect(at(121, 100)).toBe("small");
    expect(at(94, 100)).toBe("large");
    // Beside the mark, within reach.
    expect(at(421, 100)).toBe("far");
    expect(at(424, 100)).toBe(undefined);
  });

  it("are painted only within the frame", () => {
    const seen: number[] = [];
    const context = { clearRect() {}, beginPath() {}, fill() {}, stroke() {}, setLineDash() {}, arc: (x: number) => seen.push(x) };
    paint(context as unknown as CanvasRenderingContext2D, spots, view, 300, 300, { quads: ["", "", "", "red"], surface: "white", hatch: "grey" });
    expect(seen).toEqual([110, 120]);
  });
});
