import { MultiDirectedGraph } from "graphology";
import { describe, expect, it } from "vitest";
import { advance, angle, rings, stepsFor } from "../src/lib/layout";

function graph(n: number) {
  const made = new MultiDirectedGraph();
  for (let i = 0; i < n; i += 1) made.addNode(`N${i}`, { hop: i === 0 ? 0 : i % 2 ? 1 : 2, size: 4 });
  for (let i = 1; i < n; i += 1) made.addEdge(`N${Math.floor(i / 3)}`, `N${i}`, { weight: 1 + (i % 4) });
  rings(made, "N0");
  return made;
}
// + 0: the middle may be −0.
const places = (made: MultiDirectedGraph) => made.mapNodes((id, { x, y }) => [id, x + 0, y + 0] as const);

describe("the layout", () => {
  it("is the same on every visit", () => {
    const [a, b] = [graph(40), graph(40)];
    for (const made of [a, b]) for (let i = 0; i < 12; i += 1) advance(made, 5);
    expect(places(a)).toEqual(places(b));
  });
  it("starts with the ego in the middle and nobody upon another", () => {
    const start = places(graph(30));
    expect(start[0]).toEqual(["N0", 0, 0]);
    expect(new Set(start.map(([, x, y]) => `${x},${y}`)).size).toBe(30);
  });
  it("moves nodes to finite places, alone too", () => {
    const alone = graph(1);
    advance(alone, 5);
    expect(places(alone)).toEqual([["N0", 0, 0]]);
    const some = graph(400);
    advance(some, 5);
    expect(places(some).every(([, x, y]) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });
  it("takes fewer steps for more nodes", () => expect([1, 200, 2000].map(stepsFor)).toEqual([400, 300, 60]));
  it("has an angle of an id alone", () => expect(angle("IRN")).toBe(angle("IRN")));
});
