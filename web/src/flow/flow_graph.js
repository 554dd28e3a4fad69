// SPDX-License-Identifier: Apache-2.0
//
// The server's flow made ready to be drawn: who is before and after whom, and what an arrow key leads
// to. Positions are the server's; nothing is laid out here.
import { hueOf } from './kinds.js';

/** From the document's `flow`. Lines whose ends are not there are dropped: they could not be drawn. */
export function readFlow(flow) {
    const nodes = flow.nodes.map((node, index) => ({
        ...node,
        index,
        hue: hueOf(node.kind),
        into: [],
        out: [],
    }));
    const byId = new Map(nodes.map((node) => [String(node.id), node]));
    const lines = [];
    for (const line of flow.lines) {
        const from = byId.get(String(line.from));
        const to = byId.get(String(line.to));
        if (!from || !to) continue;
        const made = { ...line, from, to, points: pointsOf(line, from, to) };
        from.out.push(made);
        to.into.push(made);
        lines.push(made);
    }
    // By share and not by amount: over several ledgers amounts are of several assets.
    const largest = lines.reduce((most, line) => Math.max(most, line.share_e8), 1);
    for (const line of lines) line.thickness = 1.2 + 8 * Math.sqrt(line.share_e8 / largest);
    const width = flow.width || nodes.reduce((most, node) => Math.max(most, node.x + node.width), 0);
    const height = flow.height || nodes.reduce((most, node) => Math.max(most, node.y + node.height), 0);
    return {
        nodes,
        lines,
        width,
        height,
        summarised: flow.summarised ?? 0,
        feesLeftOut: flow.fees_left_out ?? '0',
        notes: flow.notes ?? [],
        isLinked: flow.nodes.some((node) => node.origins),
        policy: flow.policy,
    };
}

/** Cubic Bezier curves: a start, then three points for each piece. */
function pointsOf(line, from, to) {
    const given = (line.points ?? []).map((point) => (Array.isArray(point) ? point : [point.x, point.y]));
    if (given.length >= 4 && given.length % 3 === 1) return given;
    const start = [from.x + from.width, from.y + from.height / 2];
    const end = [to.x, to.y + to.height / 2];
    const middle = (start[0] + end[0]) / 2;
    return [start, [middle, start[1]], [middle, end[1]], end];
}

export function pathOf(points) {
    let path = `M${points[0][0]} ${points[0][1]}`;
    for (let i = 1; i + 2 < points.length; i += 3) {
        path += `C${points[i][0]} ${points[i][1]} ${points[i + 1][0]} ${points[i + 1][1]} ${points[i + 2][0]} ${points[i + 2][1]}`;
    }
    return path;
}

/** The head of a line: a triangle whose tip touches the box, and the curve cut to end in it. */
export function arrowOf(line) {
    const points = line.points;
    const [x, y] = points.at(-1);
    const [bx, by] = points.at(-2);
    const length = Math.hypot(x - bx, y - by) || 1;
    const [dx, dy] = [(x - bx) / length, (y - by) / length];
    const size = 6 + line.thickness * 0.9;
    const gap = Math.max(0, Math.min(size, line.to.x - x));
    const [tipX, tipY] = [x + dx * gap, y + dy * gap];
    const [baseX, baseY] = [tipX - dx * size, tipY - dy * size];
    const half = 2.5 + line.thickness * 0.55;
    return `M${tipX} ${tipY}L${baseX - dy * half} ${baseY + dx * half}L${baseX + dy * half} ${baseY - dx * half}Z`;
}

const middleY = (node) => node.y + node.height / 2;

/** Where an arrow key leads from a node: along the largest line, or to the next box above or below. */
export function neighbour(graph, node, key) {
    if (key === 'Home') return graph.nodes[0];
    if (key === 'End') return graph.nodes.at(-1);
    const along = key === 'ArrowRight' ? node.out : key === 'ArrowLeft' ? node.into : null;
    if (along) {
        const largest = along.reduce(
            (best, line) => (!best || line.share_e8 > best.share_e8 ? line : best),
            null,
        );
        return largest ? (key === 'ArrowRight' ? largest.to : largest.from) : null;
    }
    if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
    const down = key === 'ArrowDown' ? 1 : -1;
    let best = null;
    let bestDistance = Infinity;
    for (const other of graph.nodes) {
        const dy = (middleY(other) - middleY(node)) * down;
        if (other === node || dy <= 0) continue;
        const distance = dy + 3 * Math.abs(other.x - node.x);
        if (distance < bestDistance) [best, bestDistance] = [other, distance];
    }
    return best;
}
