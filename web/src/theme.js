// SPDX-License-Identifier: Apache-2.0
//
// Light or dark: what the system says, unless somebody has chosen here.

export const themes = ['system', 'light', 'dark'];
const storageKey = 'pelf-theme';

/** One of `themes`. */
export function chosenTheme() {
    try {
        const stored = localStorage.getItem(storageKey);
        return themes.includes(stored) ? stored : 'system';
    } catch {
        return 'system'; // A browser that keeps nothing for us.
    }
}

export function chooseTheme(theme) {
    try {
        localStorage.setItem(storageKey, theme);
    } catch {
        // Holds until the page is left.
    }
    applyTheme(theme);
}

export function applyTheme(theme = chosenTheme()) {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    // Canvases do not inherit colours; they listen to this.
    window.dispatchEvent(new Event('pelf-theme'));
}
