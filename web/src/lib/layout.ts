// Where does each node of a network stand?
//
// In: nodes with the number of steps from the ego (`hop`), edges with weights. Out: positions; equal input gives equal positions, on every
// visit. The layout is made in slices, so that a page with thousands of edges can be used meanwhile.
import type Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";

/** FNV-1a of a text, as an angle: where a node starts depends on nothing but its id. */
export function angle(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0;
  return (hash / 0x1_0000_0000) * 2 * Math.PI;
}

/** Sets x and y on rings around the ego, by hop; without an ego all stand on the first ring. */
export function rings(graph: Graph, ego: string | null): void {
  graph.forEachNode((id, { hop }) => {
    const at = angle(id);
    const far = id === ego ? 0 : Math.max(1, hop as number) * 10 + Math.abs(Math.sin(at * 7)) * 3;
    graph.mergeNodeAttributes(id, { x: far * Math.cos(at), y: far * Math.sin(at) });
  });
}

/** How many steps a network of this size needs: enough for small ones, bearable for large ones. */
export function stepsFor(order: number): number {
  return Math.max(60, Math.min(400, Math.round(60_000 / Math.max(1, order))));
}

/** How many of them are made in one go: of a large one a step alone takes its time, and the page waits. */
export function stepsAtOnce(order: number): number {
  return order > 500 ? 1 : 5;
}

/** Makes the next `steps` steps of the layout. */
export function advance(graph: Graph, steps: number): void {
  if (graph.order < 2) return;
  const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: graph.order > 300, edgeWeightInfluence: 0.6 };
  forceAtlas2.assign(graph, { iterations: steps, getEdgeWeight: "weight", settings });
}
