// Which layers of marks has an article? In order of priority: a later one is painted over an earlier one. Their looks are `mark.NAME` and
// `::highlight(NAME)` in style/.

export const LAYERS = ["speech", "act", "place", "time", "actor", "figure"] as const;
export type Layer = (typeof LAYERS)[number];
