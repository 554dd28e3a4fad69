// SPDX-License-Identifier: Apache-2.0
//
// What the nodes of a flow are: their colours (names of style sheet variables), and words for them.
// A node's colour says only what kind of thing it is; that is always said in words as well.
import { amountWithAsset } from '../amount.js';
import { plainText } from '../text.js';

const hues = {
    seed: 'red',
    start: 'red',
    passage: 'slate',
    transaction: 'slate',
    chain: 'slate',
    link: 'slate',
    service: 'blue',
    mixer: 'violet',
    bridge: 'green',
    unspent: 'amber',
};

/** One of red, slate, blue, violet, green, amber, grey. */
export const hueOf = (kind) => hues[kind] ?? 'grey';

const kindNames = {
    seed: 'Start',
    start: 'Start',
    passage: 'Transaction',
    transaction: 'Transaction',
    chain: 'Chain of transactions',
    link: 'Link to another ledger',
    rest: 'Smaller streams',
    service: 'Service',
    mixer: 'Mixer',
    bridge: 'Bridge',
    unspent: 'Unspent',
    fee: 'Fees',
    residue: 'Residue',
    limit: 'Not followed further',
    coinbase: 'New coins',
    burned: 'Burned',
    swap: 'Exchanged',
    opening: 'There before',
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

/** A node's amount in the length that its box has room for. Over several ledgers the server says it. */
export const amountOf = (node, asset) =>
    node.amount_text ? plainText(node.amount_text) : amountWithAsset(node.amount, node.asset ?? asset);

/** What went along a line, as it came to the box behind it, and how far on one ledger. */
export function lineText(line, asset) {
    const amount =
        line.amount === null ? 'several assets' : amountWithAsset(line.amount, line.asset ?? asset);
    return plainText(line.hops ? `${amount}, ${line.hops}` : amount);
}

/** The small print, one a line. */
export const remarksOf = (node) => node.remarks ?? [remarkOf(node)];

const counted = (count, one, many) =>
    `${Number(count).toLocaleString('en')} ${Number(count) === 1 ? one : many}`;

function duration(from, to) {
    const minutes = Math.max(0, (Date.parse(to) - Date.parse(from)) / 60000);
    if (minutes < 120) return `${Math.round(minutes)} min`;
    if (minutes < 3 * 24 * 60) return `${Math.round(minutes / 60)} h`;
    return `${Math.round(minutes / 60 / 24)} days`;
}

/** The small print of a node: how many, how long, when. */
export function remarkOf(node) {
    const day = (node.time ?? '').slice(0, 10);
    const count = node.transactions ?? 0;
    switch (node.kind) {
        case 'seed':
        case 'start':
            return [counted(count, 'output', 'outputs'), day].filter(Boolean).join(', ');
        case 'passage':
        case 'transaction':
            return ['1 hop', day].filter(Boolean).join(', ');
        case 'chain':
            return [
                `${counted(count, 'hop', 'hops')}${node.last_time ? ` in ${duration(node.time, node.last_time)}` : ''}`,
                day,
            ]
                .filter(Boolean)
                .join(', ');
        case 'rest':
        case 'fee':
            return counted(count, 'transaction', 'transactions');
        case 'unspent':
            return `unspent in ${counted(count, 'output', 'outputs')}`;
        case 'service':
        case 'mixer':
        case 'bridge':
            return `${node.kind}, ${counted(count, 'payment', 'payments')}`;
        default:
            return counted(count, 'stream', 'streams');
    }
}
