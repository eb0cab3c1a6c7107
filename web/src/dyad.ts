import { islands } from "./lib/island";
import Dyad from "./islands/Dyad.svelte";

islands("dyad", Dyad);
