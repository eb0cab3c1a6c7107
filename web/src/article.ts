import { islands } from "./lib/island";
import Article from "./islands/Article.svelte";

islands("article", Article);
