/** The arrows between the parts of the app (.dependency-cruiser.cjs), checked so that an empty check cannot pass. */
import { join } from 'node:path';
import { exitCode, start } from './runtime/children.mjs';
import { root } from './runtime/paths.mjs';

const tool = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
const args = [tool, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
const child = start(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
let output = '';
child.stdout?.on('data', (chunk) => {
  output += chunk;
});
const code = await exitCode(child);
if (!output.startsWith('{')) {
  console.error(`dependency-cruiser gave no report (exit code ${code}).${output ? `\n${output}` : ''}`);
  process.exit(1);
}

/** @type {{summary: {violations: {from: string, to: string, rule: {name: string, severity: string}}[]}, modules: {source: string, dependencies: unknown[]}[]}} */
const { summary, modules } = JSON.parse(output);
const own = modules.filter((module) => module.source.startsWith('src/'));
const arrows = own.reduce((sum, module) => sum + module.dependencies.length, 0);
for (const { from, to, rule } of summary.violations) console.error(`${rule.severity} ${rule.name}: ${from} -> ${to}`);
const errors = summary.violations.filter((violation) => violation.rule.severity === 'error').length;
console.log(`${own.length} modules, ${arrows} dependencies, ${errors} forbidden.`);
// With a TypeScript it does not know, dependency-cruiser reads nothing and is content.
if (own.length === 0 || arrows === 0) {
  console.error('Nothing was read, so nothing was checked.');
  process.exit(1);
}
process.exit(errors === 0 ? 0 : 1);
