/** A row of the table of troubles: a modem with faults, and the end that its port has to come to. */
import type { PortReason } from '@simgate/api/contract';
import type { Fault } from '@simgate/simulator';
import type { Traffic } from './traffic.ts';

export interface TroubleRow {
  readonly what: string;
  /** The persona that has the faults in the suite; the long run gives them to all, or to `only`. */
  readonly persona: string;
  readonly only?: readonly string[];
  /** Personas whose modems cannot come to this end. */
  readonly except?: readonly string[];
  /** From the start on; one with `after` begins so long behind the moment when the port can send for the first time. */
  readonly faults: readonly Fault[];
  /** Settings of its port. */
  readonly port?: { readonly pin: string };
  /** The device is a pseudo-terminal, made anew whenever its other side has closed. */
  readonly tty?: true;
  readonly reg: string;
  /** "": the port can send. */
  readonly reason: PortReason | '';
  /** Seconds from the start of the gateway until all of the row holds, its traffic included. */
  readonly within: number;
  /** A line that stands in the log by then. */
  readonly log: RegExp;
  /** The faults have to be over too. */
  readonly over?: true;
  readonly traffic?: Traffic;
  /**
   * It takes long by its nature and runs with clocks that go faster: `patient` with the default of modems.recoverAfter, `slow` with the
   * short one of the other rows.
   */
  readonly pace?: 'slow' | 'patient';
  /** In the long run only. */
  readonly longRunOnly?: true;
}

type Common = Pick<TroubleRow, 'what' | 'persona' | 'faults'> & Partial<TroubleRow>;

/** A row that ends with a port that can send, within half a minute; `more` names what differs. */
export function recovers(
  what: string,
  persona: string,
  faults: readonly Fault[],
  more: Partial<TroubleRow> = {},
) {
  return row({ what, persona, faults, ...more });
}

/** A row that ends with a port that cannot send for this reason. */
export function stays(
  what: string,
  persona: string,
  faults: readonly Fault[],
  end: Pick<TroubleRow, 'reg' | 'reason' | 'log'> & Partial<TroubleRow>,
) {
  return row({ what, persona, faults, ...end });
}

function row(common: Common): TroubleRow {
  return { reg: 'REGISTER_OK', reason: '', within: 30, log: /port is ready/, ...common };
}
