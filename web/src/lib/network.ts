// Which edges of a network are shown?
//
// In: nodes and edges as the API tells them, a threshold and a span of time. Out: which edges fulfil them, and a threshold with which
// a network can be read. How it is drawn: picture.ts.
import { day } from "./numbers";
import type { Name } from "./texts";

export interface Node {
  id: string;
  name: Name;
  kind: string;
  n_events: number;
  hop: number;
}
export interface Edge {
  source: string;
  target: string;
  n_events: number;
  cooperation: number;
  conflict: number;
  intensity: number;
  first: string;
  last: string;
}
export interface Network {
  /** Who stands in the middle; null for a network of all. */
  ego: string | null;
  least: number;
  nodes: Node[];
  edges: Edge[];
  truncated: boolean;
}
export interface Bounds {
  least: number;
  from: number;
  until: number;
}

/** Strong enough, and reported at some time within the bounds. */
export const isShown = (edge: Edge, { least, from, until }: Bounds) =>
  edge.n_events >= least && day(edge.last) >= from && day(edge.first) <= until;

/** 0 only cooperation, 1 only conflict; a half when neither is known. */
export const shareOfConflict = ({ cooperation, conflict }: Edge) => (cooperation + conflict ? conflict / (cooperation + conflict) : 0.5);

/** The lowest threshold with which at most `most` edges are shown: no network begins as a tangle. */
export function legible(edges: readonly Edge[], least: number, most: number): number {
  if (edges.length <= most) return least;
  const strengths = edges.map((edge) => edge.n_events).sort((a, b) => b - a);
  return Math.max(least, strengths[most]! + 1);
}
