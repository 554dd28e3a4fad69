// SPDX-License-Identifier: Apache-2.0
//
// Where we are, in the part of the address behind '#'. It never reaches the server, so what somebody
// looked for is in no log.

function read() {
    const [path, search] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
    let parts;
    try {
        parts = path.split('/').filter(Boolean).map(decodeURIComponent);
    } catch {
        parts = ['unknown']; // A percent sign that escapes nothing.
    }
    return { page: parts[0] ?? 'start', parts: parts.slice(1), search: new URLSearchParams(search ?? '') };
}

export const route = $state({ now: read() });

window.addEventListener('hashchange', () => {
    route.now = read();
    window.scrollTo(0, 0);
});

export function go(hash) {
    location.hash = hash;
}

/** The same page with some parameters changed; null takes one away. Leaves no step in the history. */
export function amend(changes) {
    const search = new URLSearchParams(route.now.search);
    for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === '') search.delete(name);
        else search.set(name, value);
    }
    const path = [route.now.page, ...route.now.parts].map(encodeURIComponent).join('/');
    const query = search.toString();
    history.replaceState(null, '', `#/${path}${query ? `?${query}` : ''}`);
    route.now = { ...route.now, search };
}
