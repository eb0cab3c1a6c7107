// Which four classes of events are there, and how are they told apart?
//
// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; each has a colour and a sign (○ ● △ ▲), in
// charts too.

export const QUADS = [1, 2, 3, 4] as const;
export type Quad = (typeof QUADS)[number];
/** Counts by class, in this order. */
export type Quads = [number, number, number, number];

export const quadColor = (quad: number) => `var(--quad-${quad})`;
export const isConflict = (quad: number) => quad > 2;
export const sum = (quads: readonly number[]) => quads.reduce((total, n) => total + n, 0);

/** The class with most events; the first of equals; undefined when there are none. */
export function weightiest(quads: readonly number[]): Quad | undefined {
  const most = Math.max(...quads);
  return most > 0 ? QUADS[quads.indexOf(most)] : undefined;
}
