// How do the sources become what the server embeds?
//
// In: one entry per island, src/*.ts. Out: dist/assets/NAME.js (fixed names: templates name them; the server adds an ETag) and chunks that several
// share, named by their content. No style sheet comes out: all rules are in style/, so nothing inline is needed under the page's CSP.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const entries = ["shell", "timeline", "dyad", "network", "map", "article", "review"];

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [svelte()],
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
