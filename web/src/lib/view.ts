// Which part of the map is seen?
//
// A view is a scale and a shift: a point p of the drawn map is seen at p · k + (x, y). Pure functions over it; none leaves the limits.

export interface View {
  k: number;
  x: number;
  y: number;
}

export const WHOLE: View = { k: 1, x: 0, y: 0 };
const LEAST = 1;
const MOST = 60;

/** Holds the map in the frame: no emptiness at its edges. */
function held({ k, x, y }: View, width: number, height: number): View {
  return { k, x: Math.min(0, Math.max(width * (1 - k), x)), y: Math.min(0, Math.max(height * (1 - k), y)) };
}

/** Larger or smaller by `factor`; what is seen at (atX, atY) stays there. */
export function zoom(view: View, factor: number, atX: number, atY: number, width: number, height: number): View {
  const k = Math.max(LEAST, Math.min(MOST, view.k * factor));
  const by = k / view.k;
  return held({ k, x: atX - (atX - view.x) * by, y: atY - (atY - view.y) * by }, width, height);
}

export function pan(view: View, dx: number, dy: number, width: number, height: number): View {
  return held({ k: view.k, x: view.x + dx, y: view.y + dy }, width, height);
}

/** The view in which all points are seen with a margin; the whole map without any. A single place is not shown larger than a country. */
export function fit(points: readonly (readonly [number, number])[], width: number, height: number): View {
  if (points.length === 0) return WHOLE;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const k = Math.max(LEAST, Math.min(8, 0.8 * Math.min(width / Math.max(1, east - west), height / Math.max(1, south - north))));
  return held({ k, x: width / 2 - (k * (west + east)) / 2, y: height / 2 - (k * (north + south)) / 2 }, width, height);
}

export interface Label {
  id: string;
  text: string;
  /** Begin of its base line. */
  x: number;
  y: number;
  weight: number;
}

/** More names than these make no map clearer. */
const MOST_LABELS = 60;

/** Those labels, weightiest first, that stand within the frame and cover none before them. A letter counts as 7 wide, a line as 14 high. */
export function roomFor(labels: readonly Label[], width: number, height: number): Label[] {
  const kept: Label[] = [];
  const end = (label: Label) => label.x + label.text.length * 7;
  const within = labels.filter((label) => label.x >= 0 && label.y >= 14 && label.y <= height && end(label) <= width);
  for (const label of within.sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))) {
    if (kept.length === MOST_LABELS) break;
    if (kept.every((other) => Math.abs(other.y - label.y) > 14 || end(other) < label.x || end(label) < other.x)) kept.push(label);
  }
  return kept;
}
