import { describe, expect, it } from "vitest";
import { bars, begins, cooperationUp, ends, stepAt } from "../src/lib/chart";
import { legible, shareOfConflict } from "../src/lib/network";
import { extent, radius, vague } from "../src/lib/places";
import { eventsOf, withoutTime } from "../src/lib/query";
import { weightiest, type Quad } from "../src/lib/quads";
import { turned } from "../src/lib/texts";

const step = (from: string, to: string, n_articles = 5, coverage: number | null = 1) => ({ from, to, n_articles, coverage, gap: n_articles === 0 });
const weeks = [step("2031-01-06", "2031-01-12"), step("2031-01-13", "2031-01-19"), step("2031-01-20", "2031-01-26", 0)];

describe("steps", () => {
  it("end where the next begins", () => expect(ends(weeks[0]!)).toBe(begins(weeks[1]!)));
  it("are found by time", () =>
    expect(["2030-01-01", "2031-01-13", "2031-01-19", "2039-01-01"].map((day) => stepAt(weeks, Date.parse(day)))).toEqual([0, 1, 1, 2]));
});

describe("bars", () => {
  const counts = () => [1, 2, 3, 4];
  it("stack away from zero", () => {
    const made = bars(weeks.slice(0, 1), counts, new Set<Quad>([1, 2, 3, 4]), cooperationUp);
    expect(made.map(({ quad, y1, y2 }) => [quad, y1, y2])).toEqual([
      [1, 0, 1],
      [2, 1, 3],
      [3, 0, -3],
      [4, -3, -7],
    ]);
  });
  it("are those that are asked for", () =>
    expect(bars(weeks.slice(0, 1), counts, new Set<Quad>([4]), () => true).map(({ y1, y2 }) => [y1, y2])).toEqual([[0, 4]]));
});

describe("networks", () => {
  const edge = (n_events: number) => ({
    source: "a",
    target: "b",
    n_events,
    cooperation: 1,
    conflict: 3,
    intensity: 0,
    first: "2031-01-01",
    last: "2031-01-02",
  });
  it("begin legible", () => {
    expect(legible([9, 5, 5, 2, 1].map(edge), 1, 3)).toBe(3);
    expect(legible([9, 5, 5, 5].map(edge), 2, 2)).toBe(6);
    expect(legible([9].map(edge), 2, 2)).toBe(2);
  });
  it("know the share of conflict", () => expect(shareOfConflict(edge(4))).toBe(0.75));
});

describe("places", () => {
  const quads = [1, 0, 0, 2] as [number, number, number, number];
  const place = { id: "p", name: { ar: "مدينة", en: "Town" }, lat: 0, lon: 0, country: "AAA", precision: "city", n_events: 3, quads, latest: [] };
  const country = (code: string, numeric: string, n_events: number) => ({ code, numeric, name: place.name, n_events, latest: [] });
  it("are counted out of their countries", () => {
    const rest = vague({ places: [place], countries: [country("AAA", "12", 5), country("BBB", "818", 2), country("CCC", "", 1)] });
    expect([...rest].map(([numeric, { n }]) => [numeric, n])).toEqual([["012", 2], ["818", 2]]);
    expect(vague({ places: [place], countries: [country("AAA", "012", 3)] }).size).toBe(0);
  });
  it("are as large as they are exact", () => {
    expect(["city", "camp", "district", "province"].map((precision) => extent({ precision }))).toEqual(["town", "town", "district", "province"]);
    expect(radius({ ...place, precision: "province" })).toBeGreaterThan(radius(place));
  });
  it("have labels whose arrow leads from the first to the second", () => {
    expect(turned("بغداد → طهران")).toBe("بغداد ← طهران");
    expect(turned("Baghdad → Tehran")).toBe("Baghdad → Tehran");
  });
});

describe("addresses", () => {
  it("keep a query and bound its time anew", () => {
    expect(withoutTime('actor:iraq from:2031-01 "مجلس الأمن" to:2031-02')).toBe('actor:iraq "مجلس الأمن"');
    expect(eventsOf("source:IRN", "", undefined, "from:2031-01-01")).toBe("/events?q=source%3AIRN%20from%3A2031-01-01");
  });
});

it("the weightiest class is the first of the largest", () =>
  expect([weightiest([0, 2, 2, 0]), weightiest([0, 0, 0, 0])]).toEqual([2, undefined]));
