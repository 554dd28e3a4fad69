// SPDX-License-Identifier: Apache-2.0
//
// What was pasted into the search box. It decides by form alone, says what it took it for, and takes
// everything that is no reference for a name.

const place = /^(?:[a-z][a-z-]*:)?(?:0x)?[0-9a-fA-F]{64}:\d{1,9}$/;
const coinTransaction = /^[0-9a-f]{64}$/i;
const etherTransaction = /^0x[0-9a-f]{64}$/i;
const accountPlace = /^(xrpl|ethereum|bank):[^\s,]+$/;
const address = [
    /^(bc1|tb1|bcrt1)[02-9ac-hj-np-z]{8,87}$/i,
    /^[123mn][1-9A-HJ-NP-Za-km-z]{25,34}$/,
    /^0x[0-9a-f]{40}$/i,
    /^[rX][1-9A-HJ-NP-Za-km-z]{24,46}$/,
];

/**
 * {kind, value, sentence}; kind is "empty", "places", "transaction", "address" or "name". `value` is
 * what to go on with: a list for places, else a string.
 */
export function classify(typed) {
    const text = typed.trim();
    if (!text) return { kind: 'empty', value: '', sentence: '' };
    const parts = text.split(/[\s,;]+/).filter(Boolean);
    if (parts.every((part) => place.test(part) || accountPlace.test(part))) {
        const many = parts.length > 1;
        return {
            kind: 'places',
            value: parts,
            sentence: many
                ? `${parts.length} places: follow the money from all of them`
                : 'A place: follow the money from it',
        };
    }
    if (parts.length === 1) {
        if (coinTransaction.test(text) || etherTransaction.test(text)) {
            return { kind: 'transaction', value: text, sentence: 'A transaction: show what went in and out' };
        }
        if (address.some((form) => form.test(text))) {
            return {
                kind: 'address',
                value: text,
                sentence: 'An address: screen it, and see what it received',
            };
        }
    }
    return { kind: 'name', value: text, sentence: 'A name: screen it against the lists in force' };
}

/** The route that answers it. */
export function routeOf(found) {
    switch (found.kind) {
        case 'places':
            return `#/trace?from=${encodeURIComponent(found.value.join(','))}`;
        case 'transaction':
            return `#/transaction/${encodeURIComponent(found.value)}`;
        case 'address':
            return `#/address/${encodeURIComponent(found.value)}`;
        case 'name':
            return `#/screen?name=${encodeURIComponent(found.value)}`;
        default:
            return '#/';
    }
}
