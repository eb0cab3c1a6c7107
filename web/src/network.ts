import { islands } from "./lib/island";
import Network from "./islands/Network.svelte";

islands("network", Network);
