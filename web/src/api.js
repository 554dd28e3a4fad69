// SPDX-License-Identifier: Apache-2.0
//
// The server's answers. Whoever calls gets the document or a Fault that can be shown as it is.

const keyStorage = 'pelf-key';
const userStorage = 'pelf-user';

/** A request that failed: HTTP status (0: no connection), the server's code, a sentence. */
export class Fault extends Error {
    constructor(status, code, message) {
        super(message);
        this.status = status;
        this.code = code;
    }
}

function stored(name) {
    try {
        return sessionStorage.getItem(name) ?? '';
    } catch {
        return '';
    }
}

function store(name, value) {
    try {
        if (value) sessionStorage.setItem(name, value);
        else sessionStorage.removeItem(name);
    } catch {
        // Then it has to be given again.
    }
}

/** The API key; gone when the tab is closed. */
export const accessKey = { get: () => stored(keyStorage), set: (value) => store(keyStorage, value) };
/** Who is speaking, where the server asks for no keys. */
export const userName = { get: () => stored(userStorage), set: (value) => store(userStorage, value) };

/** A header field holds ASCII; a name in other letters arrives escaped. */
const headerText = (name) => (/^[\x20-\x7e]*$/.test(name) ? name : encodeURIComponent(name));

function headers(body) {
    const sent = { Accept: 'application/json' };
    const key = accessKey.get();
    if (key) sent.Authorization = `ApiKey ${key}`;
    else if (userName.get()) sent['Pelf-User'] = headerText(userName.get());
    if (body !== undefined) sent['Content-Type'] = 'application/json';
    return sent;
}

async function faultOf(response) {
    let code = 'http';
    let message = `The server answered with status ${response.status}.`;
    try {
        const document = await response.json();
        code = document.error.code ?? code;
        message = document.error.message ?? message;
    } catch {
        // No document of ours: a proxy, or a path that the server does not know.
    }
    return new Fault(response.status, code, message);
}

/** Throws a Fault; lets an AbortError through. */
export async function request(method, path, body, signal) {
    let response;
    try {
        response = await fetch(`/api/v1${path}`, {
            method,
            headers: headers(body),
            body: body === undefined ? undefined : JSON.stringify(body),
            signal,
            cache: 'no-store',
        });
    } catch (error) {
        if (error.name === 'AbortError') throw error;
        throw new Fault(0, 'no_connection', 'The server cannot be reached. Is pelf serve still running?');
    }
    if (!response.ok) throw await faultOf(response);
    return response;
}

export async function get(path, signal) {
    return (await request('GET', path, undefined, signal)).json();
}

export async function post(path, body, signal) {
    const response = await request('POST', path, body, signal);
    const text = await response.text();
    return text ? JSON.parse(text) : null;
}

/** Paths of the routes that the server has, by its own description. */
export async function routes(signal) {
    const response = await fetch('/openapi.json', { headers: headers(), signal });
    if (!response.ok) throw await faultOf(response);
    return Object.keys((await response.json()).paths);
}

/** A file that the server makes, handed to the browser to be saved. A link could not carry the key. */
export async function download(path, name, body) {
    const response = await request(body === undefined ? 'GET' : 'POST', path, body);
    const url = URL.createObjectURL(await response.blob());
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    URL.revokeObjectURL(url);
}

/** A part of a path: everything that could be read as something else is escaped. */
export const segment = (text) => encodeURIComponent(text);
