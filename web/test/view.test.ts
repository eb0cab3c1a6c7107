import { describe, expect, it } from "vitest";
import { fit, pan, roomFor, WHOLE, zoom } from "../src/lib/view";

describe("the view of the map", () => {
  it("keeps the point under the pointer", () => {
    const seen = zoom(WHOLE, 3, 300, 120, 800, 400);
    expect((300 - seen.x) / seen.k).toBeCloseTo(300);
    expect((120 - seen.y) / seen.k).toBeCloseTo(120);
  });
  it("never leaves the map", () => {
    expect(zoom(WHOLE, 0.1, 0, 0, 800, 400)).toEqual(WHOLE);
    expect(pan(zoom(WHOLE, 2, 0, 0, 800, 400), 5000, -5000, 800, 400)).toEqual({ k: 2, x: 0, y: -400 });
  });
  it("fits what is there", () => {
    expect(fit([], 800, 400)).toEqual(WHOLE);
    const seen = fit([[400, 200]], 800, 400);
    expect(seen.k).toBe(8);
    expect(400 * seen.k + seen.x).toBeCloseTo(400);
  });
});

describe("labels", () => {
  const label = (id: string, x: number, y: number, weight: number) => ({ id, text: "مدينة", x, y, weight });
  it("give way to weightier ones", () => {
    expect(roomFor([label("a", 10, 50, 1), label("b", 20, 55, 9), label("c", 200, 50, 1)], 400, 200).map(({ id }) => id)).toEqual([
      "b",
      "c",
    ]);
  });
  it("stay in the frame", () => expect(roomFor([label("a", 390, 50, 1), label("b", 10, 300, 1)], 400, 200)).toEqual([]));
});
