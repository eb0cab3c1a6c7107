// What do all charts over time have in common?
//
// In: points of a series, each a span of days. Out: marks and options for Plot: the axis of time from left to right in every language,
// ticks in the reader's digits, gaps of coverage as hatched ground (a step without articles is unknown, not calm), counts as bars away
// from zero.
import * as Plot from "@observablehq/plot";
import { DAY, day, number, shown, type Digits } from "./numbers";
import { isConflict, quadColor, QUADS, type Quad } from "./quads";

export interface Step {
  from: string;
  to: string;
  n_articles: number;
  coverage: number | null;
  /** Too little was read for a number of events to mean anything: the server's rule. */
  gap: boolean;
}

/** Begin and end of a step in milliseconds; the end is the midnight after its last day. */
export const begins = (step: Step) => day(step.from);
export const ends = (step: Step) => day(step.to) + DAY;
export const middle = (step: Step) => (begins(step) + ends(step)) / 2;

export const isGap = (step: Step) => step.gap;

/** The step in which a moment lies; the nearest one at the edges. */
export function stepAt<T extends Step>(steps: readonly T[], at: number): number {
  let nearest = 0;
  steps.forEach((step, i) => {
    if (begins(step) <= at) nearest = i;
  });
  return nearest;
}

export interface Bar {
  x1: number;
  x2: number;
  y1: number;
  y2: number;
  quad: Quad;
}

/** Bars of counts by class, cut out of those that are shown: `upward` ones above zero, the others below. */
export function bars<T extends Step>(
  steps: readonly T[],
  counts: (step: T) => readonly number[],
  shows: ReadonlySet<Quad>,
  upward: (quad: Quad) => boolean,
): Bar[] {
  return steps.flatMap((step) => {
    let [up, down] = [0, 0];
    const [x1, x2] = [begins(step), ends(step)];
    return QUADS.flatMap((quad): Bar[] => {
      const n = shows.has(quad) ? (counts(step)[quad - 1] ?? 0) : 0;
      if (n === 0) return [];
      if (upward(quad)) return [{ x1, x2, y1: up, y2: (up += n), quad }];
      return [{ x1, x2, y1: down, y2: (down -= n), quad }];
    });
  });
}

/** Cooperation above, conflict below. */
export const cooperationUp = (quad: Quad) => !isConflict(quad);

/** `told`: what a bar says when it is pointed at. */
export function barMarks(data: readonly Bar[], told: (bar: Bar) => string) {
  return Plot.rectY(data, {
    x1: "x1",
    x2: "x2",
    y1: "y1",
    y2: "y2",
    fill: (bar: Bar) => quadColor(bar.quad),
    title: told,
    insetLeft: 0.5,
    insetRight: 0.5,
  });
}

/** Hatched ground where nothing is known. The pattern is defined once in each drawing. */
export function gapMarks(steps: readonly Step[]) {
  return [
    () => {
      const svg = "http://www.w3.org/2000/svg";
      const pattern = document.createElementNS(svg, "pattern");
      for (const [key, value] of Object.entries({
        id: "gap",
        width: 6,
        height: 6,
        patternUnits: "userSpaceOnUse",
        patternTransform: "rotate(45)",
      }))
        pattern.setAttribute(key, String(value));
      const line = document.createElementNS(svg, "rect");
      for (const [key, value] of Object.entries({ width: 2, height: 6, fill: "var(--gap)" })) line.setAttribute(key, String(value));
      pattern.append(line);
      const defs = document.createElementNS(svg, "defs");
      defs.append(pattern);
      return defs;
    },
    Plot.rect(steps.filter(isGap), { x1: begins, x2: ends, fill: "url(#gap)" }),
  ];
}

/** Options of every chart; `first` and `last` are the ends of its time. */
export function base(steps: readonly Step[], width: number, height: number, lang: string, digits: Digits): Plot.PlotOptions {
  const [first, last] = [steps[0], steps.at(-1)];
  const domain = first && last ? [begins(first), ends(last)] : undefined;
  const days = domain ? (domain[1]! - domain[0]!) / DAY : 0;
  return {
    width,
    height,
    marginLeft: 44,
    marginRight: 36,
    marginTop: 12,
    marginBottom: 28,
    className: "chart",
    x: {
      type: "utc",
      domain,
      label: null,
      ticks: Math.max(2, Math.floor(width / 130)),
      tickFormat: (at: Date) => shown(at.getTime(), lang, digits, days < 120),
    },
    y: { label: null, tickFormat: (value: number) => number(value, lang, digits, 1), grid: true, ticks: 5 },
  };
}

/**
 * Draws. The result has no <style> (the page's CSP forbids it; style/islands.css has those rules), and links in it are no stops of the tab
 * key, since the table beside it has them all.
 */
export function draw(options: Plot.PlotOptions): SVGSVGElement & Plot.Plot {
  const chart = Plot.plot({ ...options, figure: false } as Plot.PlotOptions) as SVGSVGElement & Plot.Plot;
  for (const style of chart.querySelectorAll("style")) style.remove();
  for (const link of chart.querySelectorAll("a")) link.setAttribute("tabindex", "-1");
  // Plot names groups "rect" and "dot", in English, where no name may be.
  for (const group of chart.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  return chart;
}
