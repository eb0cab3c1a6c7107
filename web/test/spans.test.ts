import { describe, expect, it } from "vitest";
import { inUnits, pieces, units } from "../src/lib/spans";

const cut = (text: string, span: [number, number]) => {
  const found = inUnits(span, units(text));
  return found && text.slice(...found);
};

describe("spans of code points", () => {
  it("are found after emoji, which are two units", () => {
    expect(units("😀ا")).toEqual([0, 2, 3]);
    expect(cut("😀😀 قال الوزير", [3, 6])).toBe("قال");
  });
  it("count every mark of a vowel", () => {
    expect(cut("أَعْلَنَ الوزيرُ", [9, 16])).toBe("الوزيرُ");
  });
  it("count joined emoji by their parts", () => {
    expect(cut("👩‍⚕️ طبيبة", [5, 10])).toBe("طبيبة");
  });
  it("are cut to the text", () => {
    expect(cut("نفى", [1, 99])).toBe("فى");
    expect(cut("نفى", [7, 9])).toBeUndefined();
    expect(cut("نفى", [2, 2])).toBeUndefined();
    expect(cut("", [0, 1])).toBeUndefined();
  });
});

describe("pieces", () => {
  it("are the text again, whatever overlaps", () => {
    const text = "وقال الوزير إن 12 جنديا قُتلوا";
    const spans = [
      [0, 31],
      [5, 11],
      [9, 20],
      [15, 17],
    ] as const;
    const cut = pieces(
      text,
      spans.map(([a, b]) => [a, Math.min(b, text.length)] as const),
    );
    expect(cut.map((piece) => piece.text).join("")).toBe(text);
    expect(cut.find((piece) => piece.text === "12")?.over).toEqual([0, 2, 3]);
  });
  it("without spans are one", () => expect(pieces("سلام", [])).toEqual([{ text: "سلام", over: [] }]));
});
