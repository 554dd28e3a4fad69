// SPDX-License-Identifier: Apache-2.0
//
// A graph of some thousand nodes on a plain canvas. What is drawn depends on how large a node is on
// the screen: a mark, a box, a box with text. Everything of one colour is one path, and what is
// outside is left out, so that a frame costs a few milliseconds without a graphics processor.
import { plainText } from '../text.js';
import { palette } from './renderer.js';
import { amountOf, titleOf } from './kinds.js';

const textFrom = 0.62; // Scale from which the text in a box can be read.
const curvesFrom = 0.2; // Below, a curve and a straight line are the same pixels.
const scaleMax = 2.5;
const hues = ['grey', 'slate', 'amber', 'green', 'violet', 'blue', 'red'];

export class CanvasGraph {
    #canvas;
    #context;
    #graph;
    #asset;
    #colours;
    #frame = 0;
    #width = 0;
    #height = 0;
    #density = 1;
    #byHue;
    #text = new Map();
    #fitX = 1;
    #fitY = 1;
    selected = null;
    scale = 1;
    left = 0;
    top = 0;

    constructor(canvas, graph, { asset }) {
        this.#canvas = canvas;
        // Opaque: nothing beneath has to be blended in.
        this.#context = canvas.getContext('2d', { alpha: false });
        this.#graph = graph;
        this.#asset = asset;
        this.#byHue = hues.map((hue) => ({
            hue,
            nodes: graph.nodes.filter((node) => node.hue === hue),
            lines: graph.lines.filter((line) => line.to.hue === hue),
        }));
        this.recolour();
    }

    recolour() {
        this.#colours = palette(this.#canvas);
        this.draw();
    }

    resize(width, height) {
        const first = this.#width === 0;
        this.#density = Math.min(2, window.devicePixelRatio || 1);
        this.#width = width;
        this.#height = height;
        this.#canvas.width = Math.round(width * this.#density);
        this.#canvas.height = Math.round(height * this.#density);
        if (first) this.fit();
        else this.drawNow();
    }

    /** The whole of it, each direction filled: a flow of many rows is else a thin stripe. */
    fit() {
        const { width, height } = this.#graph;
        this.#fitX = Math.min(1, (this.#width - 24) / width);
        this.#fitY = Math.min(1, (this.#height - 24) / height);
        this.scale = Math.min(this.#fitX, this.#fitY);
        this.left = width / 2 - this.#width / 2 / this.#scaleX;
        this.top = height / 2 - this.#height / 2 / this.#scaleY;
        this.drawNow();
    }

    // Where one direction is squeezed more than the other, zooming first makes up for that.
    get #scaleX() {
        return Math.max(this.scale, this.#fitX);
    }
    get #scaleY() {
        return Math.max(this.scale, this.#fitY);
    }

    pan(dx, dy) {
        this.left -= dx / this.#scaleX;
        this.top -= dy / this.#scaleY;
        this.#hold();
        this.draw();
    }

    /** Some of the flow stays in sight, so that nobody gets lost beside it. */
    #hold() {
        const { width, height } = this.#graph;
        const [roomX, roomY] = [this.#width / this.#scaleX, this.#height / this.#scaleY];
        this.left = Math.min(width - roomX * 0.15, Math.max(-roomX * 0.85, this.left));
        this.top = Math.min(height - roomY * 0.15, Math.max(-roomY * 0.85, this.top));
    }

    /** Zooms so that what is at (x, y) on the screen stays there; without, at the middle. */
    zoom(factor, x = this.#width / 2, y = this.#height / 2) {
        const [gx, gy] = [this.left + x / this.#scaleX, this.top + y / this.#scaleY];
        this.scale = Math.min(scaleMax, Math.max(Math.min(this.#fitX, this.#fitY), this.scale * factor));
        this.left = gx - x / this.#scaleX;
        this.top = gy - y / this.#scaleY;
        this.#hold();
        this.draw();
    }

    nodeAt(x, y) {
        const gx = this.left + x / this.#scaleX;
        const gy = this.top + y / this.#scaleY;
        const [slackX, slackY] = [4 / this.#scaleX, 4 / this.#scaleY];
        return (
            this.#graph.nodes.findLast(
                (node) =>
                    gx >= node.x - slackX &&
                    gx <= node.x + node.width + slackX &&
                    gy >= node.y - slackY &&
                    gy <= node.y + node.height + slackY,
            ) ?? null
        );
    }

    /** Marks a node and brings it into view. */
    select(node) {
        this.selected = node;
        if (node) {
            const [middleX, middleY] = [node.x + node.width / 2, node.y + node.height / 2];
            const x = (middleX - this.left) * this.#scaleX;
            const y = (middleY - this.top) * this.#scaleY;
            if (x < 40 || y < 40 || x > this.#width - 40 || y > this.#height - 40) {
                this.left = middleX - this.#width / 2 / this.#scaleX;
                this.top = middleY - this.#height / 2 / this.#scaleY;
            }
        }
        this.draw();
    }

    draw() {
        if (this.#frame || !this.#width) return;
        this.#frame = requestAnimationFrame(() => {
            this.#frame = 0;
            this.drawNow();
        });
    }

    destroy() {
        cancelAnimationFrame(this.#frame);
    }

    drawNow() {
        const context = this.#context;
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.fillStyle = this.#colours.surface;
        context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
        const view = {
            left: this.left,
            top: this.top,
            right: this.left + this.#width / this.#scaleX,
            bottom: this.top + this.#height / this.#scaleY,
        };
        for (const group of this.#byHue) this.#drawLines(group, view);
        for (const group of this.#byHue) this.#drawNodes(group, view);
        if (this.selected) this.#drawSelected();
    }

    /** Coordinates of the flow, for building paths. */
    #inFlow() {
        const [x, y] = [this.#scaleX * this.#density, this.#scaleY * this.#density];
        this.#context.setTransform(x, 0, 0, y, -this.left * x, -this.top * y);
    }

    /** Pixels of the screen, for widths of lines and for text. */
    #onScreen() {
        this.#context.setTransform(this.#density, 0, 0, this.#density, 0, 0);
    }

    #drawLines({ hue, lines }, view) {
        const context = this.#context;
        context.beginPath();
        this.#inFlow();
        // Where boxes can be read, lines that only pass between others say nothing and hide them.
        const seen =
            this.scale >= textFrom
                ? (line) => inside(line.from, view) || inside(line.to, view)
                : (line) => visible(line, view);
        for (const line of lines) {
            if (seen(line)) trace(context, line.points, this.#scaleX >= curvesFrom);
        }
        this.#onScreen();
        context.strokeStyle = this.#colours.hues[hue].line;
        context.lineWidth = Math.min(1.6, Math.max(1 / this.#density, 1.6 * this.scale));
        context.stroke();
    }

    #drawNodes({ hue, nodes }, view) {
        const context = this.#context;
        const colours = this.#colours.hues[hue];
        const readable = this.scale >= textFrom;
        const seen = nodes.filter((node) => inside(node, view));
        context.beginPath();
        this.#inFlow();
        for (const node of seen) context.rect(node.x, node.y, node.width, node.height);
        this.#onScreen();
        context.fillStyle = readable ? colours.paper : colours.ink;
        context.fill();
        if (!readable) return;
        context.strokeStyle = colours.ink;
        context.lineWidth = 1;
        context.stroke();
        context.textBaseline = 'top';
        context.fillStyle = colours.ink;
        for (const node of seen) {
            const box = this.#boxOf(node);
            context.fillRect(box.x, box.y, 4, box.height);
        }
        const size = 13 * this.scale;
        context.fillStyle = this.#colours.ink;
        context.font = `600 ${size}px ${this.#colours.font}`;
        for (const node of seen) {
            const box = this.#boxOf(node);
            context.fillText(this.#fitted(node, (box.width - 14) / size), box.x + 10, box.y + size * 0.4);
        }
        context.font = `${size}px ${this.#colours.font}`;
        for (const node of seen) {
            const box = this.#boxOf(node);
            if (box.height < 2.6 * size) continue;
            const amount = amountOf(node, this.#asset);
            context.fillText(
                node.listed ? `${amount} · LISTED` : amount,
                box.x + 10,
                box.y + size * 1.75,
                box.width - 14,
            );
        }
    }

    #boxOf(node) {
        return {
            x: (node.x - this.left) * this.#scaleX,
            y: (node.y - this.top) * this.#scaleY,
            width: node.width * this.#scaleX,
            height: node.height * this.#scaleY,
        };
    }

    /** A title cut to a room given in sizes of the font; measured once. */
    #fitted(node, room) {
        const key = `${node.index} ${Math.round(room)}`;
        let text = this.#text.get(key);
        if (text === undefined) {
            const whole = plainText(titleOf(node));
            const size = Number.parseFloat(/([\d.]+)px/.exec(this.#context.font)[1]);
            text = whole;
            for (
                let letters = whole.length - 1;
                letters > 2 && this.#context.measureText(text).width > room * size;
                letters -= 2
            )
                text = `${whole.slice(0, letters)}…`;
            this.#text.set(key, text);
        }
        return text;
    }

    #drawSelected() {
        const context = this.#context;
        const node = this.selected;
        context.strokeStyle = this.#colours.focus;
        context.beginPath();
        this.#inFlow();
        for (const line of [...node.into, ...node.out]) trace(context, line.points, true);
        this.#onScreen();
        context.lineWidth = 2.5;
        context.stroke();
        const box = this.#boxOf(node);
        context.lineWidth = 3;
        context.strokeRect(box.x - 3, box.y - 3, box.width + 6, box.height + 6);
    }
}

const inside = (node, view) =>
    node.x < view.right &&
    node.x + node.width > view.left &&
    node.y < view.bottom &&
    node.y + node.height > view.top;

function visible(line, view) {
    const { from, to } = line;
    const [left, right] = from.x < to.x ? [from.x, to.x + to.width] : [to.x, from.x + from.width];
    if (right < view.left || left > view.right) return false;
    const [top, bottom] = from.y < to.y ? [from.y, to.y + to.height] : [to.y, from.y + from.height];
    return bottom > view.top && top < view.bottom;
}

function trace(context, points, curved) {
    context.moveTo(points[0][0], points[0][1]);
    if (!curved) {
        const last = points[points.length - 1];
        context.lineTo(last[0], last[1]);
        return;
    }
    for (let i = 1; i + 2 < points.length; i += 3) {
        context.bezierCurveTo(
            points[i][0],
            points[i][1],
            points[i + 1][0],
            points[i + 1][1],
            points[i + 2][0],
            points[i + 2][1],
        );
    }
}
