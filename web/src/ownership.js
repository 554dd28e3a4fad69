// SPDX-License-Identifier: Apache-2.0
//
// Ownership as the server tells it, one party at a time, put together to be drawn. A register may have
// circles and millions of parties; what is drawn has limits, and says when it reached them.

const partiesMax = 40;
const levelsMax = 4;

/**
 * Parties and stakes around the one in `document`: {parties: Map, stakes, cut}. `side` is "of" (towards
 * owners) or "by" (towards holdings); `ask` gives the document of another party.
 */
export async function readOwnership(document, side, ask) {
    const parties = new Map();
    const stakes = [];
    let cut = false;
    const note = (party, level) => {
        if (!parties.has(party.id))
            parties.set(party.id, { id: party.id, name: party.name, type: party.type, level, verdicts: [] });
    };
    note(document.query, 0);
    const waiting = [[document.query.id, 0, document]];
    while (waiting.length) {
        const [id, level, known] = waiting.shift();
        let answer = known;
        try {
            answer ??= await ask(id);
        } catch (fault) {
            if (fault.name === 'AbortError') throw fault;
            continue; // It stays in the picture, as far as the one before told of it.
        }
        parties.get(id).verdicts = answer.regimes.map((regime) => regime.verdict).filter(Boolean);
        for (const other of (side === 'of' ? answer.owners : answer.holdings) ?? []) {
            const isNew = !parties.has(other.id);
            if (isNew && (parties.size >= partiesMax || level >= levelsMax)) {
                cut = true;
                continue;
            }
            note(other, level + 1);
            stakes.push({
                owner: side === 'of' ? other.id : id,
                held: side === 'of' ? id : other.id,
                share: other.share,
                kind: other.kind,
                maximum: other.maximum_e8 ?? 0,
            });
            if (isNew) waiting.push([other.id, level + 1, null]);
        }
    }
    return { parties, stakes, cut, side };
}

/** Moves parties outwards until every holder stands beyond what it holds. Circles end at the limit. */
function spreadLevels(parties, stakes, side) {
    for (let round = 0; round < levelsMax; round += 1) {
        for (const stake of stakes) {
            const [near, far] = side === 'of' ? [stake.held, stake.owner] : [stake.owner, stake.held];
            const [a, b] = [parties.get(near), parties.get(far)];
            if (b.level !== 0 && b.level <= a.level && a.level < levelsMax) b.level = a.level + 1;
        }
    }
    const used = [...new Set([...parties.values()].map((party) => party.level))].sort((a, b) => a - b);
    for (const party of parties.values()) party.level = used.indexOf(party.level);
}

/** The place for words on a Bezier curve that goes from left to right, at a given x. */
function onCurve(xs, ys, x) {
    const at = ([a, b, c, d], t) =>
        (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t ** 3 * d;
    let [low, high] = [0, 1];
    for (let i = 0; i < 20; i += 1) {
        const middle = (low + high) / 2;
        if (at(xs, middle) < x) low = middle;
        else high = middle;
    }
    return { labelX: x, labelY: at(ys, low) - 4 };
}

/** Columns by distance from the party asked about, owners to the left. */
export function placeParties({ parties, stakes, cut, side }) {
    spreadLevels(parties, stakes, side);
    const [width, height, gapX, gapY, margin] = [210, 52, 190, 26, 16];
    const columns = [];
    for (const party of parties.values()) (columns[party.level] ??= []).push(party);
    const deepest = columns.length - 1;
    const tallest = Math.max(...columns.map((column) => column.length));
    const sheet = tallest * (height + gapY) - gapY;
    for (const [level, column] of columns.entries()) {
        const top = (sheet - (column.length * (height + gapY) - gapY)) / 2;
        column.forEach((party, row) => {
            const place = side === 'of' ? deepest - level : level;
            Object.assign(party, {
                width,
                height,
                x: margin + place * (width + gapX),
                y: margin + top + row * (height + gapY),
            });
        });
    }
    // Several stakes of one holder in one party are one line with all their words.
    const joined = new Map();
    for (const stake of stakes) {
        const key = `${stake.owner}\n${stake.held}`;
        const words = `${stake.share ?? '?'}${stake.kind === 'shares' ? '' : ` ${stake.kind}`}`;
        const line = joined.get(key);
        if (line) {
            line.words.push(words);
            line.maximum = Math.max(line.maximum, stake.maximum);
        } else joined.set(key, { ...stake, words: [words] });
    }
    const lines = [...joined.values()].map((line) => {
        const [from, to] = [parties.get(line.owner), parties.get(line.held)];
        const [x1, y1, x2, y2] = [from.x + width, from.y + height / 2, to.x, to.y + height / 2];
        const bend = Math.max(40, Math.abs(x2 - x1) / 2);
        return {
            path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`,
            thickness: 1 + (5 * line.maximum) / 1e8,
            label: line.words.join(', '),
            ...onCurve([x1, x1 + bend, x2 - bend, x2], [y1, y1, y2, y2], x2 - gapX / 2),
        };
    });
    return {
        nodes: [...parties.values()],
        lines,
        cut,
        width: 2 * margin + (deepest + 1) * (width + gapX) - gapX,
        height: 2 * margin + sheet,
    };
}
