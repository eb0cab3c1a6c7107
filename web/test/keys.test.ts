import { describe, expect, it } from "vitest";
import { laid, meaning, meantBy, ownOf, sign, signAt, swapped, type Pressed } from "../src/lib/keys";

const none = new Set<string>();
const press = (code: string, key: string, more: Partial<Pressed> = {}): Pressed => ({
  code,
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...more,
});

describe("keys", () => {
  it("are meant by their place, under an Arabic layout too", () => {
    expect(meaning(press("KeyJ", "ت"), false, none)).toEqual({ act: "down" });
    expect(meaning(press("KeyJ", "j"), false, none)).toEqual({ act: "down" });
    expect(meaning(press("KeyE", "ث"), true, none)).toEqual({ act: "go", to: "events" });
  });
  it("slash and question mark count by sign as well", () => {
    expect(meaning(press("Slash", "ظ"), false, none)).toEqual({ act: "search" });
    expect(meaning(press("Digit7", "/", { shiftKey: true }), false, none)).toEqual({ act: "search" });
    expect(meaning(press("Slash", "؟", { shiftKey: true }), false, none)).toEqual({ act: "help" });
    expect(meaning(press("Minus", "?", { shiftKey: true }), false, none)).toEqual({ act: "help" });
  });
  it("belong first to elements that claim them", () => {
    expect(meaning(press("KeyH", "ا"), false, new Set(["h"]))).toEqual({ act: "own", key: "h" });
    expect(meaning(press("KeyH", "h"), false, none)).toEqual({ act: "previous" });
    expect(meaning(press("Numpad3", "3"), false, new Set(["3"]))).toEqual({ act: "own", key: "3" });
  });
  it("with Ctrl, Alt or Meta are the browser's", () => {
    expect(meaning(press("KeyJ", "j", { ctrlKey: true }), false, none)).toBeUndefined();
    expect(meaning(press("KeyS", "s", { metaKey: true }), true, none)).toBeUndefined();
  });
  it("unknown after g, do nothing", () => expect(meaning(press("KeyJ", "j"), true, none)).toBeUndefined());
  it("have a sign", () => expect(["KeyY", "Digit9", "Numpad1", "F1"].map(sign)).toEqual(["y", "9", "1", undefined]));
});

describe("keys that a reader laid elsewhere", () => {
  const own = swapped({}, "KeyJ", "KeyN");
  it("change places, so that each still means something", () => {
    expect(own).toEqual({ KeyJ: "KeyN", KeyN: "KeyJ" });
    expect([meantBy(own, "KeyN"), meantBy(own, "KeyJ"), meantBy(own, "KeyK")]).toEqual(["KeyJ", "KeyN", "KeyK"]);
    expect([laid(own, "KeyJ"), signAt(own, "j"), signAt(own, "n"), signAt(own, "Esc")]).toEqual(["KeyN", "n", "j", "Esc"]);
  });
  it("do so more than once, and back again", () => {
    const again = swapped(own, "KeyJ", "KeyX");
    expect(again).toEqual({ KeyJ: "KeyX", KeyN: "KeyJ", KeyX: "KeyN" });
    expect(new Set(Object.values(again))).toEqual(new Set(Object.keys(again)));
    expect(swapped(own, "KeyJ", "KeyJ")).toEqual({});
  });
  it("are kept as they were, unless what is kept is unsound", () => {
    expect(ownOf(JSON.stringify(own))).toEqual(own);
    for (const wrong of [null, "", "{", "[]", "7", '{"KeyJ":"KeyN"}', '{"KeyJ":"F1","F1":"KeyJ"}', '{"KeyJ":7}']) expect(ownOf(wrong)).toEqual({});
  });
});
