// SPDX-License-Identifier: Apache-2.0
//
// Long work on the server: begun, watched while it gets on, and ended if nobody waits any more.
import { Fault, get, post, request, segment } from './api.js';

/** Server-sent events of an answer, as {event, data}; fetched, since an EventSource sends no key. */
async function* eventsOf(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        text += value;
        const blocks = text.split('\n\n');
        text = blocks.pop();
        for (const block of blocks) {
            const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s)));
            if (fields.data) yield { event: fields.event, data: JSON.parse(fields.data) };
        }
    }
}

/**
 * The document of a trace. `onprogress` is told about how many transactions were looked at. A server
 * without room for the job is asked directly.
 */
export async function traceByJob(direction, body, signal, onprogress) {
    let job;
    try {
        job = await post('/jobs', { kind: 'trace', direction, request: body }, signal);
    } catch (fault) {
        if (fault.status === 404 || fault.status === 503) return post(`/trace/${direction}`, body, signal);
        throw fault;
    }
    const path = `/jobs/${segment(job.id)}`;
    // Whether that arrives or not, nobody waits for it.
    const end = () => request('DELETE', path).catch(() => {});
    signal.addEventListener('abort', end);
    try {
        for await (const { event, data } of eventsOf(
            await request('GET', `${path}/events`, undefined, signal),
        )) {
            if (event === 'failed')
                throw new Fault(
                    400,
                    data.error?.code ?? 'failed',
                    data.error?.message ?? 'The trace failed.',
                );
            onprogress(data.done);
        }
        return await get(`${path}/result`, signal);
    } finally {
        signal.removeEventListener('abort', end);
    }
}
