// SPDX-License-Identifier: Apache-2.0
//
// What the tests share: Debian's Chromium, and a page that reports whatever it must not do.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { chromium } from 'playwright-core';

export const url = process.env.PELF_URL ?? 'http://127.0.0.1:8080';
const shots = process.env.PELF_SHOTS ?? join(import.meta.dirname, '../../build/page');
mkdirSync(shots, { recursive: true });

/** Figures are always told; held against their goals only where somebody measures on a quiet machine. */
export const timed = process.env.PELF_TIMED === '1';

export const theft = '6a500aadf654603dc1c3c6c3c243b8bb56e558bbb5b5b697fc8c1678defb73f6';
export const theftRoute = `#/trace?from=${theft}:0,${theft}:1`;

/** The invented robbery: XRP and ether, over links to bitcoin and to nine bank accounts. */
export const robberyRoute =
    '#/trace?from=xrpl:3A3F7E4BC1B492048C443F34197521414D5CB3688BA28D9623B6FE0D17241015:0,' +
    'ethereum:0xaa35504a30464540bf197846e72df107fe2def7988370f3c4b394cde2e13d895&links=1';

export async function startBrowser() {
    return chromium.launch({
        executablePath: process.env.PELF_CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox'],
    });
}

/** A page of its own context, and in `faults` whatever it did that no page of ours may do. */
export async function openPage(browser, { width = 1400, height = 900, dark = false, motion = false } = {}) {
    const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: motion ? 'no-preference' : 'reduce',
        permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    const faults = [];
    page.on('request', (request) => {
        if (!request.url().startsWith(url) && !request.url().startsWith('blob:'))
            faults.push(`asked ${request.url()}`);
    });
    page.on('pageerror', (error) => faults.push(`threw ${error.message}`));
    page.on('console', (message) => {
        if (/Content.Security.Policy|Refused to/i.test(message.text())) faults.push(message.text());
    });
    page.on('dialog', (dialog) => {
        faults.push(`opened a dialog: ${dialog.message()}`);
        dialog.dismiss();
    });
    return { page, faults, close: () => context.close() };
}

export const shot = (page, name) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });

/** How far the page is wider than its window; 0 where nothing is cut off. */
export const overflow = (page) =>
    page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));

/** Whether the server has a route with this in its path, by its own description. */
export async function offers(part) {
    const document = await (await fetch(`${url}/openapi.json`)).json();
    return Object.keys(document.paths).some((path) => path.includes(part));
}

/** A test that needs such a route; says so where it is left out. */
export function testWith(part, name, run) {
    test(name, async (context) => {
        if (await offers(part)) return run(context);
        return context.skip(`SKIPPED: this server has no ${part}`);
    });
}
