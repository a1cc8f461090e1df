/** Where the blocks of pages run: a gateway with virtual modems, and a folder with the commands as the pages call them. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantAir, launcher, startGatewayProgram } from '../../end-to-end/support/gateway.ts';
import { root } from './page.ts';

/** Words of the pages, and their replacements here. */
export interface Substitutes {
  readonly gateway: string;
  readonly password: string;
  readonly control: string;
  readonly server: string;
}

export interface Workshop {
  /** The shared gateway, which was started as on the pages. */
  readonly substitutes: Substitutes;
  /** A folder of its own for a page. */
  folderFor(page: string): string;
  /** Environment of a shell in that folder: nothing of the machine's user is read or written. */
  environment(folder: string): Record<string, string>;
  end(): Promise<void>;
}

const node = `exec '${process.execPath}' '${launcher}'`;

/** `npm ci` did its work already where this runs. What needs rights of root needs none on virtual modems. */
const commands: Readonly<Record<string, string>> = {
  simgate: `${node} "$@"`,
  npx: `[ "$1" = simgate ] && shift && ${node} "$@"; echo "npx $1 is not known here" >&2; exit 1`,
  npm: `case "$*" in ci) ;; start) ${node} gateway ;; "run server") ${node} server ;; *) echo "npm $* is not known here" >&2; exit 1 ;; esac`,
  node: `exec '${process.execPath}' "$@"`,
  sudo: 'exec "$@"',
};

function writeCommands(folder: string): void {
  mkdirSync(folder);
  for (const [name, script] of Object.entries(commands)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
}

/** Starts it. @param ports virtual modems of the gateway */
export async function openWorkshop(ports = 8): Promise<Workshop> {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-docs-'));
  writeCommands(join(folder, 'bin'));
  // As where a reader has installed the packages.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const settings = { SIMGATE_VIRTUAL_PORTS: String(ports), SIMGATE_MODEMS_REGISTRATION_HOLD: '0' };
  const gateway = await startGatewayProgram(join(folder, 'data'), settings);
  await instantAir(gateway);
  return {
    substitutes: {
      gateway: gateway.url,
      password: gateway.password,
      control: gateway.control,
      server: 'http://127.0.0.1:8090',
    },
    folderFor(page) {
      const name = join(folder, page.replaceAll('/', '-'));
      mkdirSync(join(name, 'config'), { recursive: true });
      return name;
    },
    environment: own => ({
      PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
      HOME: own,
      XDG_CONFIG_HOME: join(own, 'config'),
      XDG_RUNTIME_DIR: own,
      SIMGATE_URL: gateway.url,
      SIMGATE_USER: gateway.user,
      SIMGATE_PASSWORD: gateway.password,
      // Gateways that a page starts: any free port, and no time on the air.
      SIMGATE_HTTP_PORT: '0',
      SIMGATE_SERVER_HTTP_PORT: '0',
      SIMGATE_MODEMS_REGISTRATION_HOLD: '0',
      NO_COLOR: '1',
    }),
    async end() {
      await gateway.program.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
