/**
 * Asks ModemManager to leave devices alone while we run. Its D-Bus call InhibitDevice holds as long as the caller's connection;
 * `mmcli --inhibit-device`, which comes with ModemManager, is such a caller. It ends with us, however we end.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Clock } from '@simgate/daemon';
import type { Log } from '../store/store.ts';
import type { FoundDevice } from './found-device.ts';
import { managerRuns } from './holders.ts';

export interface ModemManagerOptions {
  readonly root: string;
  readonly clock: Clock;
  readonly log: Log;
  /** False: it is not asked. */
  readonly enabled: boolean;
  /** The program; absent: mmcli of the system. */
  readonly program?: string;
}

/** How long opening a device waits for the answer, in milliseconds. */
const ANSWER_WITHIN = 5000;
/** How often it is looked for: it may start after us, or anew. Milliseconds. */
const LOOK_EVERY = 15_000;
/** Devices for which a program is kept: as many as ports. */
const HOLD_LIMIT = 32;
const OUTPUT_LIMIT = 1024;
/** Longest time between two refusals, in milliseconds. */
const LONGEST_RETRY = 600_000;
const END_WITHIN = 2000;
const GRANTED = /successfully inhibited/;

/**
 * mmcli ends when our side of its shell's standard input closes, which it does also when we are killed. $1: program, $2: device.
 */
const SCRIPT = `exec 3<&0
"$1" --inhibit-device="$2" </dev/null & child=$!
{ read -r line <&3; kill "$child" 2>/dev/null; } & watcher=$!
wait "$child"; code=$?
kill "$watcher" 2>/dev/null
exit "$code"`;

interface Hold {
  readonly uid: string;
  child?: ChildProcess;
  /** Settles when the child has answered, or not in time. */
  answered: Promise<void>;
  /** Refusals in a row. */
  refusals: number;
  /** When it may be asked again, on the monotonic clock. */
  retryAt: number;
}

export class ModemManager {
  readonly #options: ModemManagerOptions;
  readonly #holds = new Map<string, Hold>();
  #stopped = false;
  #cancel = () => {};

  constructor(options: ModemManagerOptions) {
    this.#options = options;
  }

  /** Resolves when ModemManager has let go of the device, cannot be asked, or has not answered in time. Never rejects. */
  async hold(device: FoundDevice): Promise<void> {
    if (!this.#options.enabled || device.managerIgnores || this.#stopped) return;
    const uid = device.managerUid;
    if (!this.#holds.has(uid) && this.#holds.size < HOLD_LIMIT) {
      this.#holds.set(uid, { uid, answered: Promise.resolve(), refusals: 0, retryAt: 0 });
      this.#look();
    }
    await this.#holds.get(uid)?.answered;
  }

  /** Gives all devices back. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await Promise.all([...this.#holds.values()].map(({ child }) => end(child, this.#options.clock)));
  }

  #look(): void {
    this.#cancel();
    const { clock, root } = this.#options;
    if (managerRuns(root)) for (const hold of this.#holds.values()) this.#ask(hold);
    this.#cancel = clock.after(LOOK_EVERY, () => this.#look());
  }

  #ask(hold: Hold): void {
    const { clock, log, program = 'mmcli' } = this.#options;
    if (hold.child !== undefined || clock.monotonic() < hold.retryAt) return;
    const child = spawn('/bin/sh', ['-c', SCRIPT, 'simgate', program, hold.uid], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    hold.child = child;
    hold.answered = new Promise(resolve => {
      let output = '';
      const cancel = clock.after(ANSWER_WITHIN, resolve);
      const settle = () => {
        cancel();
        resolve();
      };
      const hear = (chunk: Buffer) => {
        if (GRANTED.test(output)) return;
        output = (output + chunk.toString()).slice(0, OUTPUT_LIMIT);
        if (!GRANTED.test(output)) return;
        log.info({ device: hold.uid }, 'ModemManager leaves this device to us');
        hold.refusals = 0;
        settle();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.stdin.on('error', () => {});
      child.once('error', () => {});
      child.once('close', () => {
        this.#ended(hold, output);
        settle();
      });
    });
  }

  #ended(hold: Hold, output: string): void {
    delete hold.child;
    // It held, and ModemManager went away: it is asked again when it is back.
    if (this.#stopped || GRANTED.test(output)) return;
    hold.retryAt = this.#options.clock.monotonic() + Math.min(LOOK_EVERY * 2 ** hold.refusals, LONGEST_RETRY);
    hold.refusals += 1;
    // A device that it does not know is not in its hands, yet.
    if (hold.refusals > 1 || /NotFound|No device found/.test(output)) return;
    this.#options.log.warn(
      { device: hold.uid, answer: output.trim().replace(/\n.*$/s, '') },
      `ModemManager runs and may take this device: sudo mmcli --inhibit-device=${hold.uid}, or the udev rule in docs/operating.md`,
    );
  }
}

/** Resolves when it has ended, or after two seconds. */
function end(child: ChildProcess | undefined, clock: Clock): Promise<void> {
  if (child === undefined) return Promise.resolve();
  return new Promise(resolve => {
    const cancel = clock.after(END_WITHIN, resolve);
    child.once('close', () => {
      cancel();
      resolve();
    });
    child.stdin?.end();
  });
}
