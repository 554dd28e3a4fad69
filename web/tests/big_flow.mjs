// SPDX-License-Identifier: Apache-2.0
//
// A made flow of any size, laid out in columns as the server lays flows out. The same seed gives the
// same flow.

function random(seed) {
    let state = seed >>> 0;
    return () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
    };
}

const kinds = ['chain', 'passage', 'passage', 'service', 'unspent', 'mixer', 'bridge'];

/** `nodesCount` nodes in `columns` columns, one and a half times as many lines. */
export function bigFlow(nodesCount, columns = 10, seed = 7) {
    const next = random(seed);
    const perColumn = Math.ceil(nodesCount / columns);
    const [width, height, gapX, gapY] = [160, 52, 320, 12];
    const nodes = Array.from({ length: nodesCount }, (_, i) => {
        const column = Math.floor(i / perColumn);
        const last = column === columns - 1;
        return {
            id: String(i),
            kind:
                column === 0
                    ? 'seed'
                    : last
                      ? ['service', 'unspent', 'fee'][i % 3]
                      : kinds[Math.floor(next() * kinds.length)],
            name: i % 5 === 0 ? `Exchange ${i} (invented)` : '',
            transactions: 1 + Math.floor(next() * 40),
            reference: null,
            account: `bcrt1qinvented${String(i).padStart(6, '0')}`,
            listed: i % 17 === 0 ? 'A listed party (invented)' : null,
            amount: String(100000000 + Math.floor(next() * 5e9)),
            asset: 'BTC',
            x: column * (width + gapX),
            y: (i % perColumn) * (height + gapY),
            width,
            height,
        };
    });
    const lines = [];
    while (lines.length < nodesCount * 1.5) {
        const from = Math.floor(next() * (nodesCount - perColumn));
        const column = Math.floor(from / perColumn) + (next() < 0.85 ? 1 : 2);
        const to = Math.min(nodesCount - 1, column * perColumn + Math.floor(next() * perColumn));
        if (Math.floor(to / perColumn) <= Math.floor(from / perColumn)) continue;
        const [a, b] = [nodes[from], nodes[to]];
        const [x1, y1, x2, y2] = [a.x + width, a.y + height / 2, b.x, b.y + height / 2];
        const middle = (x1 + x2) / 2;
        lines.push({
            from: a.id,
            to: b.id,
            amount: String(1000000 + Math.floor(next() * 1e9)),
            asset: 'BTC',
            share_e8: Math.floor(next() * 1e8),
            streams: 1,
            points: [
                [x1, y1],
                [middle, y1],
                [middle, y2],
                [x2, y2],
            ],
        });
    }
    return {
        policy: 'fifo',
        width: columns * (width + gapX) - gapX,
        height: perColumn * (height + gapY),
        summarised: 3141,
        nodes,
        lines,
    };
}
