/** `npm start`. What keeps Node from loading what nobody uses comes first: what a module imports is loaded before any of it runs. */
import './start/lean-builtins.ts';
import './lean-packages.ts';

await import('./program.ts');
