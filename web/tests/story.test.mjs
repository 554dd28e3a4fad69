// SPDX-License-Identifier: Apache-2.0
//
// The story of the demo, as somebody clicks through it who sees Pelf for the first time; against a
// real server with the demo's data.
import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { faintTexts } from './contrast.mjs';
import {
    openPage,
    overflow,
    robberyRoute,
    shot,
    startBrowser,
    testWith,
    theft,
    theftRoute,
    timed,
    url,
} from './browser.mjs';

const readyMax = 1000; // ms
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

test('the start page is ready within a second', async (context) => {
    const { page, faults, close } = await openPage(browser);
    await page.goto(url);
    const began = Date.now();
    await page.goto(url, { waitUntil: 'commit' });
    await page.getByRole('heading', { name: 'Ledgers' }).waitFor();
    await page.getByRole('cell', { name: 'bitcoin-regtest' }).waitFor();
    const ready = Date.now() - began;
    context.diagnostic(`ready in ${ready} ms`);
    if (timed) assert.ok(ready < readyMax, `ready in ${ready} ms`);
    await shot(page, 'start');
    assert.deepEqual(faults, []);
    await close();
});

test('the graph library is not loaded before it is needed', async () => {
    const { page, close } = await openPage(browser);
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${url}/${theftRoute}`);
    await page.locator('.node-card').first().waitFor();
    assert.ok(!asked.some((one) => one.includes('webgl')), 'asked for WebGL');
    await close();
});

test('a name is screened, with reasons and what the list says', async () => {
    const { page, faults, close } = await openPage(browser);
    await page.goto(url);
    await page.getByRole('searchbox').fill('Tyan Inin');
    await page.getByText('A name: screen it').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'TIAN, Yinyin' }).waitFor();
    await page.getByText('other spelling, 99').first().waitFor();
    await page.getByText('1986-07-12').first().waitFor();
    await page.getByText('DPRK3').first().waitFor();
    await shot(page, 'screening');
    assert.deepEqual(faults, []);
    await close();
});

test('a listed wallet is found by its address', async () => {
    const { page, faults, close } = await openPage(browser);
    await page.goto(url);
    await page.getByRole('searchbox').fill('134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak');
    await page.getByText('An address: screen it').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('A listed wallet').waitFor();
    await shot(page, 'address');
    assert.deepEqual(faults, []);
    await close();
});

test('pasting the theft shows where the 50 BTC went, under every policy', async () => {
    const { page, faults, close } = await openPage(browser, { motion: true });
    await page.goto(url);
    await page.getByRole('searchbox').fill(`${theft}:0 ${theft}:1`);
    await page.getByText('2 places: follow the money').waitFor();
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('heading', { name: /Where did the 50\sBTC go\?/ }).waitFor();
    const beta = page.getByRole('row', { name: /Exchange Beta \(invented\)/ }).first();
    await beta.getByText('15.66428607 to 15.75168607').waitFor();
    await page.locator('.node-card').first().waitFor();
    await page.waitForTimeout(1300); // The lines are being drawn.
    await shot(page, 'trace');

    await page.getByRole('button', { name: 'lifo' }).click();
    await page.getByRole('heading', { name: 'The flow under lifo' }).waitFor();
    await page.getByRole('button', { name: 'poison' }).click();
    await page.getByText('there is no flow to draw').waitFor();
    assert.deepEqual(faults, []);
    await close();
});

test('the flow is walked by keys, and each box tells what it is', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${url}/${theftRoute}`);
    const first = page.locator('.node-card').first();
    await first.focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'About this box' });
    await panel
        .getByText(/50\sBTC/)
        .first()
        .waitFor();
    await page.keyboard.press('ArrowRight');
    await panel
        .getByText(/30\sBTC/)
        .first()
        .waitFor();
    assert.match(await page.evaluate(() => document.activeElement.ariaLabel), /30\sBTC/);
    await shot(page, 'trace-panel');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await close();
});

testWith('/transaction/', 'a transaction is followed hop by hop, on and back', async () => {
    const { page, faults, close } = await openPage(browser);
    await page.goto(url);
    await page.getByRole('searchbox').fill(theft);
    await page.getByText('A transaction: show').waitFor();
    await page.keyboard.press('Enter');
    const columns = page.locator('.hop-column');
    await columns.first().waitFor();
    await page.getByText('THE ALPHA THIEF (invented)').first().waitFor();
    await page.getByRole('button', { name: 'One hop on from output 0' }).click();
    await columns.nth(1).waitFor();
    await columns
        .nth(1)
        .getByRole('button', { name: /One hop on/ })
        .first()
        .click();
    await columns.nth(2).waitFor();
    await shot(page, 'hops');
    await columns.first().getByRole('button', { name: 'One hop back from input 0' }).click();
    await page.waitForTimeout(200);
    assert.deepEqual(faults, []);
    await close();
});

testWith('/trace/bundle', 'the evidence of a trace is handed over as a signed file', async (context) => {
    const { bundles } = await (await fetch(`${url}/api/v1/status`)).json();
    if (!bundles) return context.skip('SKIPPED: this server makes no bundles');
    const { page, faults, close } = await openPage(browser);
    await page.goto(`${url}/${theftRoute}`);
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Bundle of evidence, fifo' }).click();
    const file = await (await coming).path();
    assert.ok((await stat(file)).size > 100000, 'the bundle is a file of some size');
    assert.deepEqual(faults, []);
    await close();
});

testWith('/address/', 'an address shows what it received, and the money is followed from there', async () => {
    const { page, faults, close } = await openPage(browser);
    await page.goto(`${url}/#/address/bcrt1qj9xmq3v8npnnqldterwat55up2vxzpu6c8d6kl`);
    await page.getByText('A listed wallet').waitFor();
    await page.getByRole('heading', { name: /What it received/ }).waitFor();
    await shot(page, 'address-received');
    await page.getByRole('button', { name: /^Follow the money/ }).click();
    await page.getByRole('heading', { name: /Where did the 30\sBTC go\?/ }).waitFor();
    assert.deepEqual(faults, []);
    await close();
});

test('the money of the robbery is followed over ledgers', async () => {
    const { page, faults, close } = await openPage(browser);
    await page.goto(`${url}/${robberyRoute}`);
    await page.getByRole('heading', { name: 'Where did the money of 2 thefts go?' }).waitFor();
    await page.getByRole('cell', { name: /CN-9/ }).first().waitFor();
    await page.getByRole('heading', { name: 'Where it went over to another ledger' }).waitFor();
    await shot(page, 'robbery');
    assert.equal(await overflow(page), 0);
    assert.deepEqual(faults, []);
    await close();
});

const cardsOf = (page) =>
    page.locator('.node-card').evaluateAll((cards) => cards.map((card) => card.ariaLabel));

test('the robbery is one picture, from the thefts over links to nine bank accounts', async () => {
    const { page, faults, close } = await openPage(browser);
    await page.goto(`${url}/${robberyRoute}`);
    await page.locator('.node-card').first().waitFor();
    const cards = await cardsOf(page);
    assert.equal(cards.filter((label) => label.includes(', Start, ')).length, 2, cards.join('\n'));
    assert.ok(cards.filter((label) => label.includes('Link to another ledger')).length >= 2);
    for (let account = 1; account <= 9; account += 1)
        assert.ok(
            cards.some((label) => label.includes(`CN-${account}`)),
            `CN-${account}`,
        );
    for (const label of cards.filter((one) => one.includes('Link to another ledger'))) {
        assert.match(label, /link asserted|link matched|the protocol says so/);
        assert.match(label, /% of the/);
    }
    // By keys from a theft over its link to what it became.
    await page.locator('.node-card').first().focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'About this box' });
    await panel.getByText('Of the theft').waitFor();
    await page.keyboard.press('ArrowRight');
    await panel.getByText('Link to another ledger').waitFor();
    await shot(page, 'robbery-panel');
    await page.keyboard.press('Escape');
    // Another policy is another picture; poison is none.
    const policy = page.getByLabel('Policy').first();
    await policy.selectOption('haircut');
    await page.getByRole('heading', { name: 'The flow under haircut' }).waitFor();
    await page.waitForFunction(
        (before) =>
            JSON.stringify([...document.querySelectorAll('.node-card')].map((card) => card.ariaLabel)) !==
            before,
        JSON.stringify(cards),
    );
    await policy.selectOption('poison');
    await page.getByText('does not say which money went where').waitFor();
    assert.equal(await page.locator('.node-card').count(), 0);
    assert.deepEqual(faults, []);
    await close();
});

test('where money came from is drawn as well, on coins and on accounts', async () => {
    const { page, faults, close } = await openPage(browser);
    await page.goto(`${url}/#/trace?from=${theft}:0&direction=backward`);
    await page.locator('.node-card').first().waitFor();
    let cards = await cardsOf(page);
    assert.ok(
        cards.some((label) => /Exchange Alpha \(invented\).*, Service, 30\sBTC/.test(label)),
        cards.join('\n'),
    );
    await shot(page, 'backward');
    await page.goto(`${url}/#/trace?from=bank:OUT-1:0&direction=backward`);
    await page.getByRole('heading', { name: /come from/ }).waitFor();
    await page.locator('.node-card').first().waitFor();
    cards = await cardsOf(page);
    assert.ok(cards.length >= 2, cards.join('\n'));
    assert.deepEqual(faults, []);
    await close();
});

test('ownership is drawn, with what each regime says', async () => {
    const { page, faults, close } = await openPage(browser);
    await page.goto(`${url}/#/owners/of/e-vessel`);
    await page.getByRole('heading', { name: 'Grey Heron Shipping Co' }).waitFor();
    await page.getByRole('link', { name: /North Harbour Holding AG/ }).waitFor();
    await page.getByRole('region', { name: /Regime .*ofac/ }).waitFor();
    await shot(page, 'owners');
    assert.deepEqual(faults, []);
    await close();
});

test('lists show their versions and what changed', async () => {
    const { page, faults, close } = await openPage(browser);
    await page.goto(`${url}/#/lists/pelf-csv`);
    await page.getByRole('link', { name: 'Exchange Two (invented)' }).waitFor();
    await shot(page, 'lists');
    assert.deepEqual(faults, []);
    await close();
});

test('nothing is cut off on a telephone or lost on a wall, light and dark', async () => {
    for (const [width, height] of [
        [320, 640],
        [1400, 900],
        [3840, 2160],
    ]) {
        for (const dark of [false, true]) {
            const { page, faults, close } = await openPage(browser, { width, height, dark });
            for (const [name, hash] of [
                ['start', '#/'],
                ['screening', '#/screen?name=Tyan%20Inin'],
                ['trace', theftRoute],
                ['robbery', robberyRoute],
                ['lists', '#/lists/pelf-csv'],
            ]) {
                await page.goto(`${url}/${hash}`);
                await page.waitForLoadState('networkidle');
                if (hash.startsWith('#/trace')) {
                    await page.locator('.node-card').first().waitFor();
                    await page.getByText('Following the money').waitFor({ state: 'detached' });
                }
                await page.waitForTimeout(100);
                await shot(page, `${name}-${width}-${dark ? 'dark' : 'light'}`);
                assert.equal(await overflow(page), 0, `${name} at ${width}`);
                if (width === 1400)
                    assert.deepEqual(
                        await page.evaluate(faintTexts),
                        [],
                        `${name}, ${dark ? 'dark' : 'light'}`,
                    );
            }
            assert.deepEqual(faults, []);
            await close();
        }
    }
});

test('everything that can be pressed has a name and shows its focus', async () => {
    const { page, close } = await openPage(browser);
    for (const hash of ['#/', '#/screen?name=Tyan%20Inin', theftRoute, '#/lists/pelf-csv']) {
        await page.goto(`${url}/${hash}`);
        await page.waitForLoadState('networkidle');
        const nameless = await page.evaluate(() =>
            [...document.querySelectorAll('button, a[href], input, select, summary')]
                .filter((one) => one.checkVisibility())
                .filter(
                    (one) =>
                        !(
                            one.ariaLabel ||
                            one.textContent.trim() ||
                            one.labels?.length ||
                            one.closest('label')
                        ),
                )
                .map((one) => one.outerHTML.slice(0, 120)),
        );
        assert.deepEqual(nameless, [], hash);
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
        const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
        assert.equal(outline, '3px', hash);
    }
    await close();
});

test('colours follow the system and can be chosen', async () => {
    const { page, close } = await openPage(browser, { dark: true });
    await page.goto(url);
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    const change = page.getByRole('button', { name: /^Colours/ });
    await change.click();
    const light = await ground();
    assert.notEqual(light, dark);
    await page.reload();
    assert.equal(await ground(), light);
    await change.click();
    assert.equal(await ground(), dark);
    await close();
});

test('a server with keys is asked with the key, which is kept nowhere but in the tab', async () => {
    const { page, faults, close } = await openPage(browser);
    await page.route('**/api/v1/**', (route) => {
        const { authorization, ...headers } = route.request().headers();
        if (authorization === 'ApiKey right') return route.continue({ headers });
        return route.fulfill({
            status: 401,
            json: { error: { code: 'unauthorized', message: 'a key is needed' } },
        });
    });
    await page.goto(url);
    await page.getByLabel('API key').fill('wrong');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByLabel('API key').fill('right');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('cell', { name: 'bitcoin-regtest' }).waitFor();
    const kept = await page.evaluate(() =>
        [JSON.stringify(localStorage), document.cookie, location.href].join(),
    );
    assert.ok(!kept.includes('right'));
    await page.locator('.who summary').click();
    await page.getByRole('button', { name: 'Forget the key' }).click();
    await page.getByLabel('API key').waitFor();
    assert.deepEqual(faults, []);
    await close();
});
