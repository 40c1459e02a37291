/** Plotly with what the charts need: scatter is in its core. */
export { default as Plotly } from 'plotly.js/lib/core';
