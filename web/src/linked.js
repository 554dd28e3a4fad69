// SPDX-License-Identifier: Apache-2.0
//
// The answer of a trace over several ledgers, in rows for people: one for each owner, and for the
// largest accounts that nobody is known to own.

const accountsShown = 10;

/**
 * Rows {ledger, kind, name, category, listed, account, asset, amount, origins: Map label -> amount},
 * by the largest share of any theft.
 */
export function destinationsOf(policy, thefts) {
    const rows = new Map();
    for (const end of policy.ends) {
        const owner = end.listed ?? end.tag ?? null;
        const onAccounts = end.ledger !== null && !String(end.ledger).startsWith('bitcoin');
        const account = owner === null && (onAccounts || end.ledger === null) ? end.account : '';
        const key = JSON.stringify([end.ledger, end.kind, owner, account, end.asset]);
        const row = rows.get(key) ?? {
            ledger: end.ledger,
            kind: end.kind,
            name: owner,
            category: end.category,
            listed: Boolean(end.listed),
            account,
            asset: end.asset,
            amount: 0n,
            origins: new Map(),
            ends: 0,
        };
        row.amount += BigInt(end.amount);
        row.ends += 1;
        for (const origin of end.origins ?? [])
            row.origins.set(origin.label, (row.origins.get(origin.label) ?? 0n) + BigInt(origin.amount));
        rows.set(key, row);
    }
    const sorted = [...rows.values()].sort((a, b) => weight(b, thefts) - weight(a, thefts));
    return withoutSmallAccounts(sorted);
}

/** The largest share of any one theft, as a number to sort by. */
function weight(row, thefts) {
    return Math.max(
        0,
        ...thefts.map((theft) =>
            Number(((row.origins.get(theft.label) ?? 0n) * 1000000000n) / (BigInt(theft.amount) || 1n)),
        ),
    );
}

function withoutSmallAccounts(rows) {
    const counts = new Map();
    const kept = [];
    const rests = new Map();
    for (const row of rows) {
        const place = `${row.ledger} ${row.kind} ${row.asset}`;
        const count = counts.get(place) ?? 0;
        if (!row.account || count < accountsShown) {
            if (row.account) counts.set(place, count + 1);
            kept.push(row);
            continue;
        }
        const rest = rests.get(place) ?? {
            ...row,
            account: '',
            name: null,
            others: 0,
            amount: 0n,
            origins: new Map(),
        };
        rest.others += 1;
        rest.amount += row.amount;
        for (const [label, amount] of row.origins)
            rest.origins.set(label, (rest.origins.get(label) ?? 0n) + amount);
        rests.set(place, rest);
    }
    return [...kept, ...rests.values()];
}
