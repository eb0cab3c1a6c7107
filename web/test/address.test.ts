import { describe, expect, it } from "vitest";
import { carried, chosenOf, numberOf, withChosen, withValue } from "../src/lib/address";

const QUADS = [1, 2, 3, 4] as const;
const set = (found: ReadonlySet<number>) => [...found];

describe("what is chosen of a chart", () => {
  it("is everything where the address says nothing that there is", () => {
    for (const search of ["", "?quads=", "?quads=9", "?other=1"]) expect(set(chosenOf(search, "quads", QUADS))).toEqual([1, 2, 3, 4]);
  });
  it("stands in the address, in its order", () => {
    expect(set(chosenOf("?q=x&quads=4,3", "quads", QUADS))).toEqual([3, 4]);
    expect(withChosen("http://h/t?q=a%20b", "quads", new Set([4, 3]), QUADS)).toBe("http://h/t?q=a+b&quads=3,4");
  });
  it("leaves it when everything is chosen again", () => {
    expect(withChosen("http://h/t?quads=3,4&step=day", "quads", new Set(QUADS), QUADS)).toBe("http://h/t?step=day");
  });
  it("may be nothing", () => {
    expect(withChosen("http://h/t", "layers", new Set<string>(), ["actor", "act"])).toBe("http://h/t?layers=none");
    expect(chosenOf("?layers=none", "layers", ["actor", "act"]).size).toBe(0);
  });
  it("comes and goes as a value", () => {
    expect(withValue("http://h/t", "table", "1")).toBe("http://h/t?table=1");
    expect(withValue("http://h/t?table=1#x", "table", undefined)).toBe("http://h/t#x");
  });
  it("has numbers within bounds", () => {
    expect([numberOf("?m=5", "m", 1, 9, 2), numberOf("?m=50", "m", 1, 9, 2), numberOf("?m=x", "m", 1, 9, 2), numberOf("", "m", 1, 9, 2)]).toEqual([5, 9, 2, 2]);
  });
});

describe("what is carried to other days, steps and words", () => {
  it("is what is chosen of the chart, not the page's own parameters", () =>
    expect(carried("?q=actor:IRQ&step=week&quads=3,4&table=1&first=20")).toEqual([
      ["quads", "3,4"],
      ["table", "1"],
    ]));
});
