// SPDX-License-Identifier: Apache-2.0
//
// What the server has: lists, ledgers, and who we are to it. Asked once, and again after a change.
import { get } from './api.js';
import { Loading } from './loading.svelte.js';

export const status = new Loading();

export const refreshStatus = () => status.run((signal) => get('/status', signal));

/** Documents of ledgers, whichever way the server wraps them. */
export function ledgersOf(document) {
    const found = document?.ledgers ?? [];
    return Array.isArray(found) ? found.flatMap((one) => one.ledgers ?? one) : (found.ledgers ?? []);
}

export function listsInForce(document) {
    const lists = document?.lists?.lists ?? document?.lists ?? [];
    return lists.filter((list) => list.in_force);
}
