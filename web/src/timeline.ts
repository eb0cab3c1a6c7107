import { islands } from "./lib/island";
import Timeline from "./islands/Timeline.svelte";

islands("timeline", Timeline);
