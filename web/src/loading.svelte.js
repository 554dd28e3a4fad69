// SPDX-License-Identifier: Apache-2.0
//
// One thing that is being asked for: its document, or why there is none. Asking again drops the
// earlier question, so that answers cannot overtake each other.

export class Loading {
    value = $state.raw(null);
    fault = $state.raw(null);
    busy = $state(false);
    #controller = null;

    /** `ask` gets an AbortSignal and returns a promise of the document. */
    async run(ask) {
        this.#controller?.abort();
        const controller = new AbortController();
        this.#controller = controller;
        this.busy = true;
        this.fault = null;
        try {
            const value = await ask(controller.signal);
            if (this.#controller !== controller) return;
            this.value = value;
        } catch (error) {
            if (this.#controller !== controller) return;
            this.value = null;
            this.fault = error;
        }
        this.busy = false;
    }

    stop() {
        this.#controller?.abort();
        this.#controller = null;
        this.busy = false;
    }
}
