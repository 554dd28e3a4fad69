// SPDX-License-Identifier: Apache-2.0
//
// How the page is built: few files for the server to embed, the licences of what is in them, and the
// hashes of what they were built from.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** Every file that has a say in what is built, in the order in which sources.sha256 lists them. */
function sources() {
    const found = ['index.html', 'package.json', 'package-lock.json', 'vite.config.js'];
    for (const folder of ['public', 'src']) {
        for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
            if (entry.isFile()) found.push(join(entry.parentPath, entry.name).slice(root.length + 1));
        }
    }
    return found.sort();
}

/** Writes dist/sources.sha256 in the form of sha256sum; tools/check_page.py holds it against the tree. */
const recordSources = {
    name: 'record-sources',
    writeBundle(options) {
        const lines = sources().map((name) => {
            const digest = createHash('sha256')
                .update(readFileSync(join(root, name)))
                .digest('hex');
            return `${digest}  ${name}\n`;
        });
        writeFileSync(join(options.dir, 'sources.sha256'), lines.join(''));
    },
};

/** Emits licences.txt with the licence of every package that has code in the page. */
const gatherLicences = {
    name: 'gather-licences',
    generateBundle(options, bundle) {
        const packages = new Set();
        for (const chunk of Object.values(bundle)) {
            for (const id of Object.keys(chunk.modules ?? {})) {
                const found = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id);
                if (found) packages.add(found[1]);
            }
        }
        const texts = [...packages].sort().map((folder) => {
            const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
            const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
            const text =
                file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : '';
            return `${name} ${version} (${license})\n\n${text}\n`;
        });
        this.emitFile({ type: 'asset', fileName: 'licences.txt', source: texts.join('\n\n') });
    },
};

export default defineConfig({
    plugins: [svelte(), gatherLicences, recordSources],
    build: {
        target: 'es2022',
        // The one chunk that is loaded later is small, and the shim is a script that nobody needs.
        modulePreload: false,
        assetsInlineLimit: 0,
        rollupOptions: {
            output: {
                entryFileNames: 'assets/page-[hash].js',
                chunkFileNames: 'assets/[name]-[hash].js',
                assetFileNames: 'assets/page-[hash][extname]',
            },
        },
    },
});
