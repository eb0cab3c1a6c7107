// Where in a text of the browser is a span of the API?
//
// The API counts code points, JavaScript counts UTF-16 units: «😀قال» has 4 code points and 5 units. In: spans [from, to) in code
// points. Out: the same in units, cut to the text, in order; and, for marks that overlap, pieces that do not.

export type Span = readonly [number, number];

/** Unit at which each code point begins, and the length: `units("😀ا")` is [0, 2, 3]. */
export function units(text: string): number[] {
  const starts: number[] = [];
  let at = 0;
  for (const char of text) {
    starts.push(at);
    at += char.length;
  }
  starts.push(at);
  return starts;
}

/** A span in units; undefined when nothing of it is in the text. */
export function inUnits([from, to]: Span, starts: readonly number[]): Span | undefined {
  const last = starts.length - 1;
  const begin = Math.max(0, Math.min(from, last));
  const end = Math.max(begin, Math.min(to, last));
  return begin === end ? undefined : [starts[begin]!, starts[end]!];
}

/** A piece of the text and which of the spans cover it. */
export interface Piece {
  text: string;
  over: number[];
}

/** The text cut at every border of a span (in units); the pieces together are the text. */
export function pieces(text: string, spans: readonly Span[]): Piece[] {
  const borders = [...new Set([0, text.length, ...spans.flat()])].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  return borders.slice(0, -1).map((from, i) => ({
    text: text.slice(from, borders[i + 1]),
    over: spans.flatMap(([begin, end], n) => (begin <= from && from < end ? [n] : [])),
  }));
}
