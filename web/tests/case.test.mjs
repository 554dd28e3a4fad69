// SPDX-License-Identifier: Apache-2.0
//
// A case from its opening to its approval by a second person, and the way from the start page to where
// the 50 BTC went.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { openPage, overflow, shot, startBrowser, testWith, theftRoute, url } from './browser.mjs';

const clicksMax = 3;
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

async function as(page, name) {
    await page.locator('.who summary').click();
    await page.getByLabel('Your name, for decisions').fill(name);
    await page.getByLabel('Your name, for decisions').press('Enter');
    await page.locator('.who summary').click();
}

testWith(
    '/cases',
    'a case is opened from the trace, decided by two people, and its record holds',
    async () => {
        const { page, faults, close } = await openPage(browser);
        await page.goto(`${url}/${theftRoute}`);
        await as(page, 'Ada');
        await page.getByRole('button', { name: 'Open a case' }).click();
        await page.getByRole('heading', { name: 'Record' }).waitFor();
        await page
            .getByLabel('A note')
            .fill('Two outputs left Exchange Alpha at 05:24.\n<img src=x onerror="window.hacked=1">');
        await page.getByRole('button', { name: 'Add the note' }).click();
        await page.locator('blockquote').getByText('Two outputs left').waitFor();
        await page.getByLabel('How it should end').selectOption('true_match');
        await page.getByLabel('Reason').selectOption({ index: 1 });
        await page.getByLabel('In your words').fill('The wallets are the thief’s.');
        await page.getByRole('button', { name: 'Propose' }).click();
        const approve = page.getByRole('button', { name: 'Approve' });
        await approve.waitFor();
        await shot(page, 'case-proposed');

        await approve.click(); // Nobody approves an own proposal.
        await page.getByRole('alert').waitFor();
        await as(page, 'Bo');
        await approve.click();
        await page.locator('.case-line').getByText('closed').waitFor();
        await page.getByRole('button', { name: 'Check the chain' }).click();
        await page.getByText('The chain holds').waitFor();
        await page.getByText('The answer as it was given').first().click();
        await shot(page, 'case-closed');
        assert.equal(await page.evaluate(() => window.hacked), undefined);
        assert.deepEqual(faults, []);
        await close();
    },
);

testWith('/report/', 'reports are handed over, and one that lacks a fact says which', async () => {
    const { page, faults, close } = await openPage(browser);
    await page.goto(`${url}/#/screen?name=hidden%20cobra`);
    await as(page, 'Ada');
    await page.getByRole('button', { name: 'Open a case' }).click();
    await page.getByRole('heading', { name: 'Hand over' }).waitFor();
    const handOver = page.getByRole('region', { name: 'Hand over' });
    for (const [label, name, beginning] of [
        ['To read and print', /^C-\d+-html\.html$/, '<!DOCTYPE html>'],
        ['JSON', /^C-\d+-json\.json$/, '{'],
        ['CSV', /^C-\d+-csv\.csv$/, ''],
    ]) {
        const [download] = await Promise.all([
            page.waitForEvent('download'),
            handOver.getByRole('button', { name: label, exact: true }).click(),
        ]);
        assert.match(download.suggestedFilename(), name);
        const bytes = await readFile(await download.path(), 'utf8');
        assert.ok(bytes.length > 100 && bytes.startsWith(beginning), `${label}: ${bytes.slice(0, 80)}`);
    }
    // A SAR needs a filer, and this case names none.
    await handOver.getByRole('button', { name: 'FinCEN SAR', exact: true }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), /missing|fact/);
    await shot(page, 'case-reports');
    assert.deepEqual(faults, []);
    await close();
});

testWith('/cases', 'from the start page to where the 50 BTC went', async (context) => {
    const { page, faults, close } = await openPage(browser);
    await page.goto(url);
    await page.getByRole('heading', { name: 'Thefts on record' }).waitFor();
    await shot(page, 'start-with-cases');
    let clicks = 0;
    const click = async (locator) => {
        clicks += 1;
        await locator.click();
    };
    await click(page.getByRole('link', { name: /Where did the money go\?/ }).first());
    await page.getByRole('heading', { name: /Where did the 50\sBTC go\?/ }).waitFor();
    await page
        .getByRole('row', { name: /Exchange Beta \(invented\)/ })
        .first()
        .waitFor();
    context.diagnostic(`${clicks} clicks`);
    assert.ok(clicks <= clicksMax);
    assert.deepEqual(faults, []);
    await close();
});

testWith('/cases', 'a case fits a telephone, and a screening opens one', async () => {
    const { page, faults, close } = await openPage(browser, { width: 320, height: 640, dark: true });
    await page.goto(`${url}/#/screen?name=Tyan%20Inin`);
    await page.getByRole('button', { name: 'Open a case' }).click();
    await page.getByRole('heading', { name: 'Record' }).waitFor();
    assert.equal(await overflow(page), 0);
    await shot(page, 'case-320-dark');
    await page.goto(`${url}/#/cases`);
    await page
        .getByRole('link', { name: /Tyan Inin/ })
        .first()
        .waitFor();
    assert.equal(await overflow(page), 0);
    await shot(page, 'cases-320-dark');
    assert.deepEqual(faults, []);
    await close();
});
