// How is a network drawn on a canvas?
//
// In: nodes and edges of the API, a place in the page. Out: a picture that can be filtered, recoloured and zoomed. Labels are drawn by
// the browser's own text engine, so Arabic is shaped. Edges go from cooperation to conflict by the share of conflict among their
// events.
import { DEFAULT_EDGE_CURVATURE, EdgeCurvedArrowProgram } from "@sigma/edge-curve";
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram } from "sigma/rendering";
import type { NodeLabelDrawingFunction } from "sigma/rendering";
import { advance, rings, stepsAtOnce, stepsFor } from "./layout";
import { isShown, shareOfConflict, type Bounds, type Edge, type Network, type Node } from "./network";
import { color } from "./settings.svelte";

export interface Picture {
  show(bounds: Bounds): void;
  recolor(): void;
  /** Factor below 1 comes nearer; 0 shows everything. */
  zoom(factor: number): void;
  end(): void;
}

interface Asked {
  name: (node: Node) => string;
  choose: (what: { node: Node } | { edge: Edge } | undefined) => void;
  working: (now: boolean) => void;
  still: boolean;
}

/** Milliseconds of layout per frame. */
const SLICE = 12;
/** Edges that are drawn at once and still can be clicked and moved about. */
const MANY = 1_500;

/** Draws. Throws when the browser has no WebGL. */
export function picture(place: HTMLElement, { ego, nodes, edges }: Network, { name, choose, working, still }: Asked): Picture {
  // Asked first: without it, what sigma throws tells nobody what is missing.
  if (!document.createElement("canvas").getContext("webgl2")) throw new Error("WebGL 2");
  const graph = new MultiDirectedGraph();
  const crowd = Math.max(0.3, Math.min(1, Math.sqrt(60 / nodes.length)));
  for (const node of nodes)
    graph.mergeNode(node.id, { node, hop: node.hop, label: name(node), size: (4 + 1.8 * Math.log2(1 + node.n_events)) * crowd });
  for (const edge of edges) {
    if (!graph.hasNode(edge.source) || !graph.hasNode(edge.target)) continue;
    graph.addEdge(edge.source, edge.target, {
      edge,
      weight: Math.log2(1 + edge.n_events),
      size: (0.8 + Math.log2(1 + edge.n_events) * 0.6) * Math.max(0.5, crowd),
    });
  }
  // Two that act towards each other have two edges; bent, both can be seen and clicked.
  graph.forEachEdge((id, _, source, target) => {
    if (graph.hasEdge(target, source)) graph.mergeEdgeAttributes(id, { type: "curved", curvature: DEFAULT_EDGE_CURVATURE });
  });
  rings(graph, ego);

  const font = getComputedStyle(document.body).fontFamily;
  const paint = { ink: "", surface: "", accent: "" };
  /** A label with a halo in the colour of the ground, so that edges do not cross it out. */
  const label: NodeLabelDrawingFunction = (context, data, { labelWeight, labelSize, labelFont }) => {
    if (!data.label) return;
    context.font = `${labelWeight} ${labelSize}px ${labelFont}`;
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.strokeStyle = paint.surface;
    context.fillStyle = paint.ink;
    const [x, y] = [data.x + data.size + 4, data.y + labelSize / 3];
    context.strokeText(data.label, x, y);
    context.fillText(data.label, x, y);
  };
  const sigma = new Sigma(graph, place, {
    defaultEdgeType: "arrow",
    edgeProgramClasses: { arrow: EdgeArrowProgram, curved: EdgeCurvedArrowProgram },
    defaultDrawNodeLabel: label,
    enableEdgeEvents: true,
    labelFont: font,
    labelSize: 13,
    labelWeight: "600",
    labelRenderedSizeThreshold: 2.5,
    // A page that is being left has no width any more.
    allowInvalidContainer: true,
    zIndex: true,
    stagePadding: 48,
    minCameraRatio: 0.05,
    maxCameraRatio: 4,
    defaultDrawNodeHover: (context, data, options) => {
      // The built-in one has a white box, whatever the theme.
      context.font = `${options.labelWeight} ${options.labelSize}px ${options.labelFont}`;
      const width = context.measureText(data.label ?? "").width;
      context.fillStyle = paint.surface;
      context.strokeStyle = paint.accent;
      context.beginPath();
      context.roundRect(data.x + data.size, data.y - 12, width + 12, 24, 4);
      context.fill();
      context.stroke();
      context.beginPath();
      context.arc(data.x, data.y, data.size + 2, 0, 2 * Math.PI);
      context.stroke();
      context.fillStyle = paint.ink;
      context.fillText(data.label ?? "", data.x + data.size + 6, data.y + options.labelSize / 3);
    },
  });

  function recolor() {
    const [cooperation, mixed, conflict] = [color("--quad-2"), color("--line-strong"), color("--quad-4")];
    Object.assign(paint, { ink: color("--ink"), surface: color("--surface"), accent: color("--accent") });
    const [state, other] = [color("--ink-soft"), color("--series-2")];
    // All in one go: sigma hears of each change of a graph.
    graph.updateEachNodeAttributes(
      (id, attributes) => ({ ...attributes, color: id === ego ? paint.accent : (attributes["node"] as Node).kind === "state" ? state : other }),
      { attributes: ["color"] },
    );
    graph.updateEachEdgeAttributes(
      (_, attributes) => {
        const share = shareOfConflict(attributes["edge"] as Edge);
        return { ...attributes, color: share < 0.35 ? cooperation : share > 0.65 ? conflict : mixed, zIndex: share > 0.65 ? 1 : 0 };
      },
      { attributes: ["color", "zIndex"] },
    );
    sigma.refresh();
  }

  /** Lets the frame hold what is seen, not what is hidden. */
  function frameSeen() {
    const [xs, ys]: [number[], number[]] = [[], []];
    graph.forEachNode((_, { x, y, hidden }) => {
      if (hidden) return;
      xs.push(x as number);
      ys.push(y as number);
    });
    sigma.setCustomBBox(xs.length > 1 ? { x: [Math.min(...xs), Math.max(...xs)], y: [Math.min(...ys), Math.max(...ys)] } : null);
    sigma.refresh();
  }

  function show(bounds: Bounds) {
    const seen = new Set(ego === null ? [] : [ego]);
    let shown = 0;
    graph.updateEachEdgeAttributes(
      (_, attributes, source, target) => {
        const hidden = !isShown(attributes["edge"] as Edge, bounds);
        if (!hidden) {
          shown += 1;
          seen.add(source).add(target);
        }
        return { ...attributes, hidden };
      },
      { attributes: ["hidden"] },
    );
    // Among so many lines no pointer finds one, and drawing them to be found costs as much as drawing them; while the picture moves its nodes are enough.
    sigma.setSetting("enableEdgeEvents", shown <= MANY);
    sigma.setSetting("hideEdgesOnMove", shown > MANY);
    graph.updateEachNodeAttributes((id, attributes) => ({ ...attributes, hidden: !seen.has(id) }), { attributes: ["hidden"] });
    frameSeen();
  }

  sigma.on("clickNode", ({ node }) => choose({ node: graph.getNodeAttribute(node, "node") as Node }));
  sigma.on("clickEdge", ({ edge }) => choose({ edge: graph.getEdgeAttribute(edge, "edge") as Edge }));
  sigma.on("clickStage", () => choose(undefined));
  for (const [enter, leave] of [
    ["enterNode", "leaveNode"],
    ["enterEdge", "leaveEdge"],
  ] as const) {
    sigma.on(enter, () => place.classList.add("at-link"));
    sigma.on(leave, () => place.classList.remove("at-link"));
  }

  let frame = 0;
  let left = stepsFor(graph.order);
  // What draws the graph hears of every change of it: the layout is made on a copy, and handed over when it is to be seen.
  const laid = graph.copy();
  /** When it may be seen next: a browser without a graphics card needs longer to draw than to lay out. */
  let next = 0;
  function handOver() {
    const began = performance.now();
    graph.updateEachNodeAttributes((id, attributes) => ({ ...attributes, x: laid.getNodeAttribute(id, "x"), y: laid.getNodeAttribute(id, "y") }), {
      attributes: ["x", "y"],
    });
    frameSeen();
    const now = performance.now();
    next = now + 8 * (now - began);
  }
  // As many steps at a time as the network's size says, never the clock: the slices must not change where nodes come to stand.
  const atOnce = stepsAtOnce(graph.order);
  const slice = () => {
    const until = performance.now() + SLICE;
    do {
      advance(laid, atOnce);
      left -= atOnce;
    } while (left > 0 && performance.now() < until);
    // Without motion, only where all come to stand is shown.
    if (left <= 0 || (!still && performance.now() > next)) handOver();
    if (left > 0) frame = requestAnimationFrame(slice);
    else working(false);
  };
  working(true);
  frame = requestAnimationFrame(slice);
  recolor();

  return {
    show,
    recolor,
    zoom(factor) {
      const camera = sigma.getCamera();
      const to = factor ? { ratio: camera.getBoundedRatio(camera.ratio * factor) } : { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
      if (still) camera.setState(to);
      else void camera.animate(to, { duration: 200 });
    },
    end() {
      cancelAnimationFrame(frame);
      sigma.kill();
    },
  };
}
