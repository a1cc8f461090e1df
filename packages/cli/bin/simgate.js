#!/usr/bin/env -S node --max-semi-space-size=2
import module from 'node:module';
import v8 from 'node:v8';

// Plain JavaScript on purpose: an old Node must get as far as reading this and say what to do.
const programs = ['gateway', 'server', 'simulator', 'fleet', 'doctor', 'backup', 'restore'];
const [command = 'gateway'] = process.argv.slice(2);
const isProgram = programs.includes(command);
// In a checkout Node runs the sources; inside node_modules it strips no types, and the package carries dist.
const isPackage = import.meta.url.includes('/node_modules/');
const needed = isProgram || !isPackage ? 24 : 20;
if (Number(process.versions.node.split('.')[0]) < needed) {
  process.stderr.write(
    `simgate needs Node.js ${needed} or newer${isProgram ? ` for its ${command}` : ''}; this is ${process.versions.node}.\n` +
      'In a checkout, "npm ci" brings the right one: use "npm start" or "npx simgate". Elsewhere install it from your system or nodejs.org.\n',
  );
  process.exit(1);
}
// The heap may grow by a fifth until it is collected: what runs for months should be small rather than a little faster.
if (isProgram) v8.setFlagsFromString('--heap-growing-percent=20');
// Starts faster and leaner the second time.
module.enableCompileCache?.();
const program = isPackage ? '../dist/main.js' : '../src/main.ts';
const { run } = await import(new URL(program, import.meta.url).href);
await run(process.argv);
