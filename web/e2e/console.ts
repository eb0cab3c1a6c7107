// What does a test with a browser stand on?
//
// A console of the sample articles that this worker started on a free port (`base`, `token`, `db`), and a page of it on which anything
// that goes wrong fails the test: an error in the browser's console, a request that fails, a request to another host.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { test as plain, expect, type BrowserContext, type Page } from "@playwright/test";

const root = resolve(import.meta.dirname, "../..");
const candidates = [process.env["MARSAD"], join(root, "target/release/marsad"), join(root, "target/debug/marsad")];

/** The program that is tested. */
export function program(): string {
  const path = candidates.find((candidate) => candidate && existsSync(candidate));
  if (!path) throw new Error("no program to test: build it, or name it by MARSAD=/path/of/marsad");
  return path;
}

/** A console that runs. */
export interface Console {
  /** Its address, without a slash at the end. */
  base: string;
  /** Who has it may decide. */
  token: string;
  /** The observatory. */
  db: string;
  end(): Promise<void>;
}

/** Starts a console of the sample articles, of articles of one's own, or of an archive that is there already; it answers when this is done. */
export async function start(of?: object[] | string): Promise<Console> {
  const folder = mkdtempSync(join(tmpdir(), "marsad-e2e-"));
  const db = typeof of === "string" ? of : join(folder, "demo.marsad");
  if (typeof of === "object") ingest(db, of);
  const command = of ? ["serve", db] : ["demo", "--db", db];
  const server = spawn(program(), [...command, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  const address = new Promise<{ base: string; token: string }>((found, failed) => {
    for (const stream of [server.stdout, server.stderr])
      createInterface(stream).on("line", (line) => {
        said.push(line);
        const entry = /(http:\/\/127\.0\.0\.1:\d+)\/enter\?token=(\w+)/.exec(line);
        if (entry) found({ base: entry[1]!, token: entry[2]! });
      });
    server.once("error", failed);
    server.once("exit", (code) => failed(new Error(`the program ended (${code}):\n${said.join("\n")}`)));
  });
  return { ...(await address), db, end: () => stop(server, folder) };
}

async function stop(server: ChildProcess, folder: string) {
  const ended = new Promise((done) => server.once("exit", done));
  server.kill("SIGTERM");
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

/** Runs a command of the program to its end; what it printed. */
export const marsad = (...args: string[]) => execFileSync(program(), args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** Takes articles into an observatory. */
export function ingest(db: string, articles: object[]) {
  const file = `${db}.jsonl`;
  writeFileSync(file, articles.map((article) => `${JSON.stringify(article)}\n`).join(""));
  marsad("ingest", db, file);
}

/** What goes wrong on the pages of a context, as it happens. */
export function watch(context: BrowserContext, base: string): string[] {
  const wrong: string[] = [];
  context.on("console", (message) => {
    // Drivers of graphics that are made of software complain of their own slowness.
    if (["error", "warning"].includes(message.type()) && !message.text().includes("GL Driver Message")) wrong.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => wrong.push(`script: ${error.error().message}`));
  context.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(`${base}/`)) wrong.push(`request to ${request.url()}`);
  });
  context.on("requestfailed", (request) => {
    // What a page no longer waits for when it is left, and what becomes a download, has not failed.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") wrong.push(`failed: ${request.url()} (${request.failure()?.errorText})`);
  });
  context.on("response", (answer) => {
    if (answer.status() >= 400) wrong.push(`${answer.status()}: ${answer.url()}`);
  });
  return wrong;
}

export const test = plain.extend<{ wrong: string[]; baseURL: string }, { site: Console }>({
  site: [
    async ({}, use) => {
      const site = await start();
      await use(site);
      await site.end();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ site }, use) => use(site.base),
  wrong: [
    async ({ context, site }, use) => {
      const wrong = watch(context, site.base);
      await use(wrong);
      expect(wrong, "what went wrong in the browser").toEqual([]);
    },
    { auto: true },
  ],
});

/** Waits until every island of the page shows its data. */
export async function ready(page: Page) {
  await page.waitForLoadState("networkidle");
}

export { expect };
export const LANGS = ["en", "ar"] as const;
export type Lang = (typeof LANGS)[number];
