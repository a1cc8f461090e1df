/** The packages for npm, installed into empty folders and used under several versions of Node.js. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchNode } from './npm-packages.ts';
import { root } from './paths.ts';
import { type Check, run } from './running.ts';
import { type Printed, sendAsPrinted, withGateway } from './send-as-printed.ts';

/** Versions that the whole program runs in, and older ones for the SDK and the commands that speak to a gateway. */
const wholeVersions = ['24', '26'];
const clientVersions = ['20', '22'];

const machine = process.arch === 'arm64' ? 'arm64' : 'amd64';

const SCRIPT = `
import { createClient } from '@simgate/api';
const client = createClient({ baseUrl: 'http://127.0.0.1:9', user: 'a', password: 'b' });
const sent = await client.sendSms({ text: 'x', param: [{ number: '1' }] });
if (sent.ok) throw new Error('nobody listens there');
`;

const SIMULATOR = `
import { startSimulator } from '@simgate/simulator';
const simulator = await startSimulator({ modems: 2, network: { airTime: 'instant' } });
if (simulator.ports.length !== 2) throw new Error('there are no two modems');
await simulator.close();
`;

async function inEmptyFolder(
  packages: readonly string[],
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-npm-'));
  try {
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'empty', private: true, type: 'module' }),
    );
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages], folder);
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checkTypes(folder: string): void {
  writeFileSync(join(folder, 'script.ts'), SCRIPT);
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', ''];
  run(process.execPath, [compiler, ...options, 'script.ts'], folder);
}

/** Script and commands under a Node.js, against a gateway that runs under another. */
function useClients(node: string, folder: string, { origin, user, password }: Printed): void {
  const env = {
    ...process.env,
    SIMGATE_URL: origin,
    SIMGATE_USER: user,
    SIMGATE_PASSWORD: password,
    XDG_CONFIG_HOME: folder,
  };
  run(node, ['script.js'], folder, env);
  const launcher = join(folder, 'node_modules/simgate/bin/simgate.js');
  for (const words of [['ports'], ['send', '88201990001', '--text', 'Hello'], ['messages', '--json']])
    run(node, [launcher, ...words], folder, env);
}

export async function checkNpm({ files, report }: Check): Promise<void> {
  const packages = files.filter(name => name.endsWith('.tgz'));
  await inEmptyFolder(packages, async folder => {
    report(`${packages.length} packages install into an empty folder`);
    writeFileSync(join(folder, 'script.js'), SCRIPT);
    checkTypes(folder);
    run(join(folder, 'node_modules/.bin/simgate'), ['--version']);
    report('the SDK has its types in TypeScript');
    for (const version of wholeVersions) {
      const node = join(fetchNode(machine, version), 'bin/node');
      const gateway = [node, join(folder, 'node_modules/simgate/bin/simgate.js')];
      const env = {
        ...process.env,
        SIMGATE_HTTP_PORT: '0',
        SIMGATE_DATA_FOLDER: join(folder, `data-${version}`),
      };
      await withGateway(
        gateway,
        folder,
        async printed => {
          await sendAsPrinted(printed);
          report(`simgate is the gateway with its console, manual and virtual modems in Node.js ${version}`);
          useClients(node, folder, printed);
          if (version !== wholeVersions[0]) return;
          for (const old of clientVersions) {
            useClients(join(fetchNode(machine, old), 'bin/node'), folder, printed);
            report(`the SDK and the commands for a gateway run in Node.js ${old}`);
          }
        },
        env,
      );
    }
  });
  const simulator = packages.filter(name => /simgate-(?:simulator|gsm)-/.test(name));
  await inEmptyFolder(simulator, async folder => {
    writeFileSync(join(folder, 'simulator.js'), SIMULATOR);
    run(process.execPath, ['simulator.js'], folder);
    report('the simulator is one install, and starts from JavaScript');
  });
}
