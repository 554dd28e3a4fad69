// SPDX-License-Identifier: Apache-2.0
//
// Text that is too faint on its ground, by WCAG 2: below 4.5 to 1, or 3 to 1 where it is large.

/** Runs in the page; gives up to ten texts with their ratio. */
export function faintTexts() {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const cache = new Map();
    // Through a canvas, whatever notation the colour is in.
    const rgba = (colour) => {
        if (!cache.has(colour)) {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            cache.set(colour, [...canvas.getImageData(0, 0, 1, 1).data]);
        }
        return cache.get(colour);
    };
    const light = (part) =>
        part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
    const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
    const groundOf = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = rgba(getComputedStyle(at).backgroundColor);
            if (colour[3] === 255) return colour;
        }
        return [255, 255, 255, 255];
    };
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode() && found.length < 10) {
        const element = texts.currentNode.parentElement;
        if (
            !texts.currentNode.data.trim() ||
            !element.checkVisibility() ||
            element.closest('.unseen, .skip, svg, :disabled, script, noscript')
        )
            continue;
        const style = getComputedStyle(element);
        const [a, b] = [luminance(rgba(style.color)), luminance(groundOf(element))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const size = Number.parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.7 && Number(style.fontWeight) >= 700);
        if (ratio < (large ? 3 : 4.5))
            found.push(
                `${texts.currentNode.data.trim().slice(0, 40)} (${ratio.toFixed(2)}, ${element.className})`,
            );
    }
    return found;
}
