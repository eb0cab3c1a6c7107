import { describe, expect, it } from "vitest";
import { day, digits, number, shown } from "../src/lib/numbers";

describe("digits", () => {
  it("change, and nothing else does", () => {
    expect(digits("2031-03-14 ≈ 12–20", "arab")).toBe("٢٠٣١-٠٣-١٤ ≈ ١٢–٢٠");
    expect(digits("٢٠٣١ و۱۲", "latn")).toBe("2031 و12");
    expect(digits("۱۲", "arab")).toBe("١٢");
    expect(digits("قال", "arab")).toBe("قال");
  });
  it("take their separators with them", () => {
    expect(digits("1,284 و0.82، 12:30, 3/5", "arab")).toBe("١٬٢٨٤ و٠٫٨٢، ١٢:٣٠, ٣/٥");
    expect(digits("١٬٢٨٤٫٥", "latn")).toBe("1,284.5");
  });
  it("there and back are the same", () => expect(digits(digits("0123456789", "arab"), "latn")).toBe("0123456789"));
});

describe("numbers", () => {
  it("follow the choice, not the language", () => {
    expect(number(1284, "ar", "latn")).toBe("1,284");
    expect(number(1284, "ar", "arab")).toBe("١٬٢٨٤");
    expect(number(-2.15, "en", "latn", 1)).toMatch(/^-2\.[12]$/);
  });
  it("begin with their minus", () => expect([...number(-5, "ar", "arab")].at(-1)).toBe("٥"));
});

describe("days", () => {
  it("are days whatever the time zone", () => {
    expect(new Date(day("2031-03-14")).toISOString()).toBe("2031-03-14T00:00:00.000Z");
    expect(shown(day("2031-03-14"), "en", "latn")).toBe("Mar 14, 2031");
    expect(shown(day("2031-03-14"), "ar", "arab")).toContain("١٤");
  });
  it("keep their order in Arabic wherever they stand", () => expect(shown(day("2031-03-14"), "ar", "latn")).toMatch(/^\u2067.*\u2069$/));
  it("are Gregorian in every language", () => expect(shown(day("2031-03-14"), "ar", "latn", false)).toContain("2031"));
});
