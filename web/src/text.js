// SPDX-License-Identifier: Apache-2.0
//
// Text that strangers wrote. Nothing here becomes markup, and nothing in it may reorder what stands
// beside it or hide: direction overrides, invisible characters and controls are shown by number.

// Joiners (U+200C, U+200D) stay as they are: Persian and Indian scripts cannot be written without.
const hidden =
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const codeOf = (character) => `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * Runs of text: {text, hidden}, hidden being a character that is shown by its number. With `lines`,
 * line ends and tabs are text: in what people write at length.
 */
export function runsOf(text, lines = false) {
    const runs = [];
    let from = 0;
    const whole = String(text ?? '');
    for (const match of whole.matchAll(hidden)) {
        if (lines && /[\n\r\t]/.test(match[0])) continue;
        if (match.index > from) runs.push({ text: whole.slice(from, match.index), hidden: false });
        runs.push({ text: codeOf(match[0]), hidden: true });
        from = match.index + match[0].length;
    }
    if (from < whole.length) runs.push({ text: whole.slice(from), hidden: false });
    return runs;
}

/** The same as one string, for attributes and canvases; isolated from what stands around it. */
export function plainText(text) {
    return `\u2068${runsOf(text)
        .map((run) => (run.hidden ? `[${run.text}]` : run.text))
        .join('')}\u2069`;
}

/** "6a500aad…36:0": both ends of a long reference, which is what people compare. */
export function shortReference(reference, letters = 8) {
    const [, head, tail] = /^(.*?)(:\d+)?$/s.exec(reference ?? '') ?? [];
    if (!head || head.length <= 2 * letters + 2) return reference ?? '';
    return `${head.slice(0, letters)}…${head.slice(-letters)}${tail ?? ''}`;
}

/** "14 Feb 2025, 05:24 UTC". */
export function timeText(time) {
    if (!time) return '';
    const moment = new Date(time);
    if (Number.isNaN(moment.getTime())) return plainText(time);
    const day = dayText(time);
    return /T/.test(time) ? `${day}, ${moment.toISOString().slice(11, 16)} UTC` : day;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function dayText(time) {
    if (!time) return '';
    const match = /^(\d{4})-(\d\d)-(\d\d)(T|$)/.exec(time);
    return match ? `${Number(match[3])} ${months[Number(match[2]) - 1]} ${match[1]}` : plainText(time);
}

export const countText = (count, one, many) =>
    `${Number(count).toLocaleString('en')} ${Number(count) === 1 ? one : many}`;

/** The transaction in a place: "xrpl:2F5A...:0" and "TXID:VOUT" without what stands around it. */
export const transactionIn = (place) =>
    String(place ?? '')
        .replace(/^[a-z][a-z-]*:/, '')
        .replace(/:\d+$/, '');
