// How do the sources become what the server embeds?
//
// In: one entry per island, src/*.ts. Out: dist/assets/NAME.js (fixed names: templates name them; the server adds an ETag), chunks
// that several share, named by their content, and licenses.txt of what is in them. No style sheet comes out: all rules are in style/,
// so nothing inline is needed under the page's CSP.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

const entries = ["shell", "timeline", "dyad", "network", "map", "article", "review"];

/** Licences of the packages of which something is in a bundle, in order of their names. */
function licenses(): Plugin {
  return {
    name: "licenses",
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
      const folders = modules.flatMap((id) => /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? []);
      const texts = [...new Set(folders)]
        .filter(existsSync)
        .sort()
        .map((folder) => {
          const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as Record<string, string>;
          const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
          return `${name} ${version} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, "utf8").trim() : ""}\n`;
        });
      this.emitFile({ type: "asset", fileName: "assets/licenses.txt", source: texts.join("\n----\n\n") });
    },
  };
}

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [svelte(), licenses()],
  build: {
    target: "es2022",
    outDir: "dist",
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
      output: {
        entryFileNames: "assets/[name].js",
        chunkFileNames: "assets/chunks/[name]-[hash].js",
        assetFileNames: "assets/chunks/[name]-[hash][extname]",
      },
    },
  },
});
