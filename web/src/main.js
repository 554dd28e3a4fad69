// SPDX-License-Identifier: Apache-2.0
import { mount } from 'svelte';
import App from './App.svelte';
import './style.css';
import { applyTheme } from './theme.js';

applyTheme();
mount(App, { target: document.getElementById('page') });
