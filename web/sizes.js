// Is everything that a reader may load small enough?
//
// In: dist/ and style/. Out: bytes of each file as gzip sends it, and what each page loads; an error when all scripts together are
// over the limit.
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 400_000;
const dist = new URL("dist/", import.meta.url);
const packed = (url) => gzipSync(readFileSync(url), { level: 9 }).length;
const list = (folder, ending) => readdirSync(new URL(folder, import.meta.url)).filter((name) => name.endsWith(ending));

const files = [...list("dist/assets/", ".js"), ...list("dist/assets/chunks/", ".js").map((name) => `chunks/${name}`)];
const sizes = new Map(files.map((name) => [name, packed(new URL(`assets/${name}`, dist))]));

/** Every file that `name` imports, at once or later, with itself. */
function needed(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = readFileSync(new URL(`assets/${name}`, dist), "utf8");
  for (const file of files) if (file !== name && text.includes(file.split("/").at(-1))) needed(file, seen);
  return seen;
}

const sum = (names) => [...names].reduce((total, name) => total + sizes.get(name), 0);
const line = (label, bytes) => console.log(label.padEnd(44), (bytes / 1000).toFixed(1).padStart(7), "kB gzip");
for (const [name, bytes] of sizes) line(name, bytes);
for (const name of files.filter((name) => !name.includes("/"))) line(`page with ${name}`, sum(needed(name)));
line(
  "all styles",
  list("style/", ".css").reduce((total, name) => total + packed(new URL(`style/${name}`, import.meta.url)), 0),
);
line("all scripts", sum(files));
if (sum(files) > LIMIT) {
  console.error(`over the limit of ${LIMIT / 1000} kB: import less, or load it only where it is used`);
  process.exit(1);
}
