// SPDX-License-Identifier: Apache-2.0
//
// Whatever lists, ledgers and colleagues write stays text. Every string of the server's real answers
// is given a tail that would be markup, script or a change of direction if anything let it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { offers, openPage, robberyRoute, shot, startBrowser, theft, theftRoute, url } from './browser.mjs';

const tail = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</scr${'ipt'}>"'\u202egnp.exe\u2066\u0007{{7*7}}\${7*7}`;
// These choose what is drawn rather than what is written; a hostile one is another test's matter.
const structural = new Set([
    'kind',
    'amount',
    'asset',
    'policy',
    'place',
    'source',
    'version',
    'published',
    'learned',
    'change',
    'field',
    'ledger',
    'network',
    'transaction',
    'spent_by',
    'least',
    'most',
    'total',
    'seeds',
]);

function poisoned(value, name = '') {
    if (typeof value === 'string') return structural.has(name) || /^\d+$/.test(value) ? value : value + tail;
    if (Array.isArray(value)) return value.map((one) => poisoned(one, name));
    if (value && typeof value === 'object')
        return Object.fromEntries(
            Object.entries(value).map(([key, one]) => [key, name === 'amounts' ? one : poisoned(one, key)]),
        );
    return value;
}

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

const routes = {
    start: '#/',
    screening: '#/screen?name=Tyan%20Inin%3Cimg%20src%3Dx%20onerror%3D%22window.hacked%3D1%22%3E',
    entry: '#/entry/ofac-sdn-csv%3A28263',
    address: '#/address/134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak',
    lists: '#/lists/pelf-csv',
    owners: '#/owners/of/e-vessel',
    trace: theftRoute,
    transaction: `#/transaction/${theft}`,
    linked: robberyRoute,
};

/** The first case that the server keeps; null if it keeps none. */
async function anyCase() {
    if (!(await offers('/cases'))) return null;
    return (await (await fetch(`${url}/api/v1/cases`)).json()).cases[0]?.id ?? null;
}

for (const [name, hashOf] of Object.entries({ ...routes, case: null })) {
    test(`keeps hostile text as text: ${name}`, async (context) => {
        const id = hashOf === null ? await anyCase() : null;
        if (hashOf === null && !id) return context.skip('SKIPPED: this server keeps no cases');
        if (name === 'transaction' && !(await offers('/transaction/')))
            return context.skip('SKIPPED: this server has no /transaction/');
        const hash = hashOf ?? `#/case/${id}`;
        const { page, faults, close } = await openPage(browser);
        await page.route('**/api/v1/**', async (route) => {
            // What the server itself makes up while a job runs leads to the answer, and is no data.
            if (/\/jobs(\/\w+(\/events)?)?$/.test(route.request().url())) return route.continue();
            const response = await route.fetch();
            const type = response.headers()['content-type'] ?? '';
            if (!type.includes('json')) return route.fulfill({ response });
            return route.fulfill({ response, json: poisoned(await response.json()) });
        });
        await page.goto(`${url}/${hash}`);
        await page.waitForLoadState('networkidle');
        for (const summary of await page.locator('main summary').all()) await summary.click();
        if (name === 'trace' || name === 'linked') {
            await page.locator('.node-card').first().click();
            await page.getByRole('complementary').waitFor();
        }
        await page.waitForTimeout(200);
        await shot(page, `hostile-${name}`);
        assert.equal(await page.evaluate(() => window.hacked), undefined);
        assert.equal(await page.locator('img, main script, iframe, object, embed').count(), 0);
        const shown = await page.evaluate(() => document.body.innerText);
        const leaks = await page.evaluate(() => {
            const found = [];
            const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
                const inField = texts.currentNode.parentElement.closest('input, textarea');
                if (!inField && /[\u202a-\u202e\u2066\u0007]/.test(texts.currentNode.data))
                    found.push(texts.currentNode.parentElement.outerHTML.slice(0, 70));
            }
            return [...new Set(found)].slice(0, 5);
        });
        assert.deepEqual(leaks, [], 'a direction override is shown as it is');
        if (name !== 'start') assert.match(shown, /<img src=x/, 'the text itself is shown');
        assert.deepEqual(faults, []);
        await close();
    });
}
