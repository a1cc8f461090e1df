/**
 * Installs what `node scripts/release.ts` wrote and runs it, as the people do who get it: `node scripts/release-check.ts [npm] [deb] [add-on]`.
 * npm: into an empty folder, from JavaScript and with types from TypeScript, under several versions of Node.js. deb: into a fresh Debian of
 * debootstrap (needs root), where the gateway starts as its own user, takes a message, is upgraded and removed and leaves its data.
 * add-on: as Home Assistant starts it (needs root), below its path.
 * Exit code 1 when something is not so.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkAddOn } from './release/check-add-on.ts';
import { checkDebian } from './release/check-debian.ts';
import { checkNpm } from './release/check-npm.ts';
import { release } from './release/paths.ts';
import type { Check } from './release/running.ts';

const wanted = process.argv.slice(2);
const check: Check = {
  files: readdirSync(release).map(name => join(release, name)),
  report: sentence => console.log(`true: ${sentence}`),
};

if (wanted.length === 0 || wanted.includes('npm')) await checkNpm(check);
if (wanted.length === 0 || wanted.includes('deb')) await checkDebian(check);
if (wanted.length === 0 || wanted.includes('add-on')) checkAddOn(check);
