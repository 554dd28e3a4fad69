// SPDX-License-Identifier: Apache-2.0
//
// Which of the two ways of drawing a large graph fits this machine. WebGL is the smoother one on a
// graphics processor and several times slower than a plain canvas where software stands in for it
// (docs/page.md has the figures), and a browser may refuse it there at all.

const softwareNames = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** "webgl" or "canvas". `wanted` overrides, where that works at all. */
export function chooseRenderer(wanted = null) {
    if (wanted === 'canvas') return 'canvas';
    const probe = document.createElement('canvas');
    const context = probe.getContext('webgl2', { failIfMajorPerformanceCaveat: wanted !== 'webgl' });
    if (!context) return 'canvas';
    const info = context.getExtension('WEBGL_debug_renderer_info');
    const name = info ? String(context.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
    context.getExtension('WEBGL_lose_context')?.loseContext();
    return wanted !== 'webgl' && softwareNames.test(name) ? 'canvas' : 'webgl';
}

/** Colours of the style sheet in force, for what does not inherit them. */
export function palette(element) {
    const style = getComputedStyle(element);
    const read = (name) => style.getPropertyValue(name).trim();
    const hues = {};
    for (const hue of ['red', 'slate', 'blue', 'violet', 'green', 'amber', 'grey']) {
        hues[hue] = { ink: read(`--${hue}`), paper: read(`--${hue}-paper`), line: read(`--${hue}-line`) };
    }
    return {
        hues,
        ink: read('--ink'),
        surface: read('--surface'),
        muted: read('--muted'),
        focus: read('--focus'),
        font: style.fontFamily,
    };
}
