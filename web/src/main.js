// SPDX-License-Identifier: Apache-2.0
import { mount } from 'svelte';
import App from './App.svelte';
import './style/colours.css';
import './style/text.css';
import './style/frame.css';
import './style/parts.css';
import './style/trace.css';
import './style/narrow.css';
import { applyTheme } from './theme.js';

applyTheme();
mount(App, { target: document.getElementById('page') });
