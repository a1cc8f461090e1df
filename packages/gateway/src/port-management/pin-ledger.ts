/** Which PINs were tried, by SIM (border type in ports/port.ts). PINs are stored as digests. */
import { hash } from 'node:crypto';
import type { PinLedger } from '../ports/port.ts';
import type { Store } from '../store/store.ts';

function digestOf(iccid: string, pin: string): string {
  return hash('sha256', `${iccid}:${pin}`);
}

type Tries = { succeeded: number; open: number };

/**
 * A PIN that failed, or whose outcome is not known, is not tried again. One exception: a PIN that this SIM has accepted
 * before may have one try whose outcome was lost, or a crash within that moment would lock the port out for good.
 */
function mayTry(tries: Tries | undefined): boolean {
  if (tries === undefined) return true;
  return tries.succeeded === 1 ? tries.open <= 1 : tries.open === 0;
}

export function createPinLedger(store: Store): PinLedger {
  return {
    mayTry: (iccid, pin) =>
      mayTry(
        store.read.get<Tries>(
          'SELECT succeeded, open FROM pin_tries WHERE iccid = ? AND digest = ?',
          iccid,
          digestOf(iccid, pin),
        ),
      ),
    recordTry: (iccid, pin) =>
      store.write(database => {
        database.run(
          `INSERT INTO pin_tries (iccid, digest, succeeded, open) VALUES (?, ?, 0, 1)
         ON CONFLICT (iccid, digest) DO UPDATE SET open = open + 1`,
          iccid,
          digestOf(iccid, pin),
        );
      }),
    recordSuccess: (iccid, pin) =>
      store.write(database => {
        database.run(
          'UPDATE pin_tries SET succeeded = 1, open = 0 WHERE iccid = ? AND digest = ?',
          iccid,
          digestOf(iccid, pin),
        );
      }),
  };
}
