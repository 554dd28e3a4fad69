// SPDX-License-Identifier: Apache-2.0
//
// What things are called, one word one meaning (GLOSSARY.md), and what the rules say in a line.

export const policies = {
    poison: 'Poison: all of every output is traced as soon as any input is. Not conserving: says what was touched, not how much.',
    haircut: 'Haircut: every output has the same share of traced money as the inputs together.',
    fifo: 'First in, first out: the oldest money is spent first.',
    lifo: 'Last in, first out: the newest money is spent first.',
    tiho: 'Taint in, highest out: the traced money goes to the largest output.',
    tilo: 'Taint in, lowest out: the traced money goes to the smallest output.',
    'dirty-first': 'Dirty first: traced inputs are spent before the others.',
    'clean-first': 'Clean first: traced inputs are spent after the others.',
    'lowest-balance':
        'Lowest balance: the holder’s own money goes first; a claim is at most the lowest balance since.',
};

/** Policies that do not say which unit went where, so that nothing can be drawn. */
export const notDrawn = new Set(['poison', 'haircut']);
export const notConserving = new Set(['poison']);

export const endKinds = {
    unspent: 'Unspent',
    service: 'Service',
    mixer: 'Mixer',
    bridge: 'Bridge',
    fee: 'Fees',
    residue: 'Residue, booked out',
    limit: 'Not followed further',
    coinbase: 'New coins',
    burned: 'Burned',
    swap: 'Exchanged',
    opening: 'There before',
};

/** What a destination or an end without a name is called. */
export function unnamed(kind) {
    if (kind === 'unspent') return 'Holder not known';
    return endKinds[kind] ?? kind;
}

export const sources = {
    'ofac-sdn-csv': 'OFAC SDN',
    'ofac-cons-csv': 'OFAC consolidated',
    'ofac-xml': 'OFAC SDN (XML)',
    'ofac-advanced-xml': 'OFAC SDN (advanced XML)',
    'un-xml': 'UN Security Council',
    'eu-xml': 'European Union',
    'uk-csv': 'United Kingdom',
    'ca-xml': 'Canada',
    'ftm-json': 'FollowTheMoney list',
    'pelf-csv': 'House list',
    'owned-ofac': 'Owned, rule of OFAC',
    'owned-eu': 'Owned, rule of the EU',
    'owned-uk': 'Owned, rule of the UK',
};

export const sourceName = (source) => sources[source] ?? source;

/** "bitcoin-regtest" for the document of a ledger. */
export function ledgerName(ledger) {
    if (ledger.ledger === 'bitcoin' && ledger.network && ledger.network !== 'main') {
        return `bitcoin-${ledger.network}`;
    }
    return ledger.ledger;
}
