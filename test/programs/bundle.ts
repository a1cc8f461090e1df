/**
 * The command and its programs in a few files. The suite starts some hundreds of processes, and a process that reads 1,700 source files
 * costs 1.5 s of processor before it does anything; from the bundle it costs 0.3 s. The sources are the same.
 */
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '../..');
const cli = join(root, 'packages/cli');

/** They read files beside themselves (native code, workers), or load what may be missing. */
const external = [
  /^node:/,
  /^@serialport\//,
  /^serialport$/,
  /^pino/,
  /^thread-stream$/,
  /^pg/,
  /^nodemailer/,
];

/** Modules that look for the launcher beside the folder of their own file, as in a package. */
const BESIDE_THE_LAUNCHER = /packages\/cli\/src\/embedded-\w+\.ts$/;

/** A module of ours finds its files where the sources are. */
const ownPlace = {
  name: 'own-place',
  transform(code: string, id: string): string | undefined {
    if (!id.includes('/packages/') || !code.includes('import.meta.url') || BESIDE_THE_LAUNCHER.test(id))
      return undefined;
    return code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href));
  },
};

/**
 * Bundles the programs that tests start.
 * @param folder must lie below a node_modules folder: there the launcher takes `dist` and not the sources
 */
export async function bundlePrograms(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const input = {
    main: join(cli, 'src/main.ts'),
    'simulator-program': join(root, 'test/foreign/support/simulator-program.ts'),
  };
  const bundle = await rolldown({
    input,
    external,
    platform: 'node',
    plugins: [ownPlace],
    logLevel: 'silent',
  });
  await bundle.write({ dir: join(folder, 'dist'), format: 'esm' });
  await bundle.close();
  await mkdir(join(folder, 'bin'));
  await copyFile(join(cli, 'bin/simgate.js'), join(folder, 'bin/simgate.js'));
  await copyFile(join(cli, 'package.json'), join(folder, 'package.json'));
}
