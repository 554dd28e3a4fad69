// SPDX-License-Identifier: Apache-2.0
//
// What the nodes of a flow are: their colours (names of style sheet variables), and words for them.
// A node's colour says only what kind of thing it is; that is always said in words as well.

const hues = {
    seed: 'red', start: 'red',
    passage: 'slate', transaction: 'slate', chain: 'slate',
    service: 'blue', mixer: 'violet', bridge: 'green', unspent: 'amber',
};

/** One of red, slate, blue, violet, green, amber, grey. */
export const hueOf = (kind) => hues[kind] ?? 'grey';

const kindNames = {
    seed: 'Start', start: 'Start', passage: 'Transaction', transaction: 'Transaction', chain: 'Chain of transactions',
    rest: 'Smaller streams', service: 'Service', mixer: 'Mixer', bridge: 'Bridge', unspent: 'Unspent', fee: 'Fees',
    residue: 'Residue', limit: 'Not followed further', coinbase: 'New coins',
};

export const kindName = (kind) => kindNames[kind] ?? kind;

/** Where the trace stopped, so that nothing flows on: what knowledge ends at. */
export const isStop = (kind) => ['service', 'mixer', 'bridge', 'limit'].includes(kind);

/** A node's name for people. */
export function titleOf(node) {
    if (node.name) return node.name;
    if (node.kind === 'unspent') return 'Holder not known';
    return kindName(node.kind);
}
