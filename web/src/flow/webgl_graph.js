// SPDX-License-Identifier: Apache-2.0
//
// The same graph by WebGL, with sigma; loaded only where it is used. Has the methods of CanvasGraph.
import Graph from 'graphology';
import Sigma from 'sigma';
import { plainText } from '../text.js';
import { palette } from './renderer.js';
import { titleOf } from './kinds.js';

// sigma draws no colours with transparency in them, and nothing in a notation that it cannot read.
function opaque(colour) {
    const context = document.createElement('canvas').getContext('2d');
    context.fillStyle = colour;
    return context.fillStyle.slice(0, 7);
}

export class WebglGraph {
    #sigma;
    #graph;
    #nodes;
    #container;
    #colours = {};
    selected = null;

    constructor(container, graph, { onselect }) {
        this.#container = container;
        this.#nodes = graph.nodes;
        this.#graph = new Graph({ multi: true });
        // Stretched to the shape of its frame, as on the canvas; its y axis points up.
        const stretch = container.clientWidth / graph.width / (container.clientHeight / graph.height);
        for (const node of graph.nodes) {
            this.#graph.addNode(node.index, {
                x: stretch * (node.x + node.width / 2),
                y: -(node.y + node.height / 2),
                size: node.listed ? 6 : 4,
                label: plainText(titleOf(node)),
            });
        }
        for (const line of graph.lines)
            this.#graph.addEdge(line.from.index, line.to.index, { size: Math.max(0.6, line.thickness / 4) });
        this.#readColours();
        this.#sigma = new Sigma(this.#graph, container, {
            allowInvalidContainer: true,
            labelRenderedSizeThreshold: 5,
            labelColor: { color: opaque(this.#colours.ink) },
            nodeReducer: (index, data) => this.#drawnNode(Number(index), data),
            edgeReducer: (edge, data) => this.#drawnEdge(edge, data),
        });
        this.#sigma.on('clickNode', ({ node }) => onselect(this.#nodes[node]));
        this.#sigma.on('clickStage', () => onselect(null));
    }

    #readColours() {
        this.#colours = palette(this.#container);
        this.#colours.node = Object.fromEntries(
            Object.entries(this.#colours.hues).map(([hue, colours]) => [hue, opaque(colours.ink)]),
        );
        this.#colours.edge = Object.fromEntries(
            Object.entries(this.#colours.hues).map(([hue, colours]) => [hue, opaque(colours.line)]),
        );
        this.#colours.chosen = opaque(this.#colours.focus);
    }

    #drawnNode(index, data) {
        const node = this.#nodes[index];
        const chosen = node === this.selected;
        return {
            ...data,
            color: this.#colours.node[node.hue],
            size: chosen ? 9 : data.size,
            highlighted: false,
            forceLabel: chosen,
            zIndex: chosen ? 1 : 0,
        };
    }

    #drawnEdge(edge, data) {
        const [from, to] = this.#graph.extremities(edge).map((index) => this.#nodes[index]);
        const chosen = this.selected && (from === this.selected || to === this.selected);
        return {
            ...data,
            color: chosen ? this.#colours.chosen : this.#colours.edge[to.hue],
            size: chosen ? 3 : data.size,
        };
    }

    recolour() {
        this.#readColours();
        this.#sigma.setSetting('labelColor', { color: opaque(this.#colours.ink) });
        this.#sigma.refresh();
    }

    resize() {
        this.#sigma.resize();
        this.#sigma.refresh();
    }

    fit() {
        this.#sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
    }

    zoom(factor) {
        const camera = this.#sigma.getCamera();
        camera.setState({ ratio: camera.ratio / factor });
    }

    pan(dx, dy) {
        const camera = this.#sigma.getCamera();
        const { width, height } = this.#sigma.getDimensions();
        camera.setState({
            x: camera.x - (dx / width) * camera.ratio,
            y: camera.y + (dy / height) * camera.ratio,
        });
    }

    select(node) {
        this.selected = node;
        this.#sigma.refresh();
    }

    destroy() {
        this.#sigma.kill();
    }
}
