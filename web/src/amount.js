// SPDX-License-Identifier: Apache-2.0
//
// Amounts come as strings of the smallest unit and stay exact: no number type ever holds one.

const issuedDecimals = 30; // Issued currencies of the XRP Ledger, as the store keeps them.

/** Decimal places between the unit that is sent and the one that people speak of. */
export function decimalsOf(asset) {
    if (asset === 'BTC') return 8;
    if (asset === 'XRP') return 6;
    if (asset === 'ETH') return 18;
    if (/^[^.]+\.r[1-9A-HJ-NP-Za-km-z]{24,34}$/.test(asset)) return issuedDecimals;
    if (/^[A-Z]{3}$/.test(asset ?? '')) {
        return new Intl.NumberFormat('en', { style: 'currency', currency: asset }).resolvedOptions()
            .maximumFractionDigits;
    }
    return 0; // A token: nobody says, so its smallest units are shown.
}

/** "1,234.5" for "123450000000" of BTC; with `places` all decimals, so that columns line up. */
export function amountText(amount, asset, places = false) {
    if (amount === null || amount === undefined) return '';
    const decimals = decimalsOf(asset);
    const digits = String(amount).padStart(decimals + 1, '0');
    const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',');
    let fraction = digits.slice(digits.length - decimals);
    if (!places) fraction = fraction.replace(/0+$/, '');
    return fraction ? `${whole}.${fraction}` : whole;
}

/** With the asset behind it; of an issued currency its code alone, the issuer being in the detail. */
export function amountWithAsset(amount, asset) {
    return `${amountText(amount, asset)}\u00a0${(asset ?? '').split('.')[0]}`;
}

/** amount / whole as a number from 0 to 1, good enough to draw with. */
export function shareOf(amount, whole) {
    const total = BigInt(whole || 0);
    if (total === 0n) return 0;
    return Number((BigInt(amount || 0) * 1000000n) / total) / 1000000;
}

export const sumOf = (amounts) => amounts.reduce((sum, amount) => sum + BigInt(amount), 0n).toString();
