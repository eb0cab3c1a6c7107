import { describe, expect, it } from "vitest";
import { meaning, sign, type Pressed } from "../src/lib/keys";

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
