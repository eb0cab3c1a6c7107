import { islands } from "./lib/island";
import Map from "./islands/Map.svelte";

islands("map", Map);
