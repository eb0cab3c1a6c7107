// How are numbers and days written?
//
// In: a number or a day, the language, the digits chosen. Out: "1,284" or "١٬٢٨٤". Days stay Gregorian. Nothing is measured in the
// reader's time zone: a day is a day.

export type Digits = "latn" | "arab";

const DIGIT = "[0-9\\u0660-\\u0669\\u06F0-\\u06F9]";
/** A digit, or what parts thousands or decimals between digits. */
const WRITTEN = new RegExp(`${DIGIT}|(?<=${DIGIT})[.\\u066B](?=${DIGIT})|(?<=${DIGIT})[,\\u066C](?=${DIGIT}{3})`, "g");

/** "12–20" → "١٢–٢٠", "1,284.5" → "١٬٢٨٤٫٥" and back; everything else stays as it is. Persian digits become what was asked for, too. */
export function digits(written: string, as: Digits): string {
  return written.replace(WRITTEN, (sign) => {
    if (sign === "." || sign === "\u066B") return as === "arab" ? "\u066B" : ".";
    if (sign === "," || sign === "\u066C") return as === "arab" ? "\u066C" : ",";
    return String.fromCodePoint((as === "arab" ? 0x660 : 0x30) + (sign.codePointAt(0)! & 0xf));
  });
}

const locale = (lang: string, as: Digits) => `${lang}-u-nu-${as}-ca-gregory`;

/** A count or a measure with at most `places` decimals. */
export function number(value: number, lang: string, as: Digits, places = 0): string {
  // The mark that Arabic locales put before a minus would move it to the other side of the number on an axis.
  return value.toLocaleString(locale(lang, as), { maximumFractionDigits: places }).replace("\u061C", "");
}

/** Milliseconds of an ISO day, at midnight UTC; NaN when it is none. */
export function day(iso: string): number {
  return Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);
}

export const DAY = 86_400_000;

/** A day for a tick or a sentence; `fine` with its day of month. An Arabic one is isolated: in a drawing, which runs from left to right, its year would stand before its month. */
export function shown(at: number, lang: string, as: Digits, fine = true): string {
  const parts = fine ? ({ day: "numeric", month: "short", year: "numeric" } as const) : ({ month: "short", year: "numeric" } as const);
  const written = new Date(at).toLocaleDateString(locale(lang, as), { ...parts, timeZone: "UTC" });
  return lang === "ar" ? `\u2067${written}\u2069` : written;
}
