/** How the virtual network of a fleet is set. */

/** A time drawn anew for each use, in milliseconds. */
export interface TimeRange {
  readonly minimum: number;
  readonly maximum: number;
}

/** One rule for submitted messages; the first that matches and has uses left decides. */
export interface AirRule {
  /** All members that are given have to agree. */
  readonly match?: {
    readonly to?: string;
    readonly toPrefix?: string;
    readonly gateway?: number;
    readonly port?: number;
  };
  /** For the next so many; left out: for all. */
  readonly times?: number;
  /** The network refuses with this cause (24.011 8.2.5.4). */
  readonly refuse?: number;
  /** TP-ST of the status report (23.040 9.2.3.15); from 32 on the recipient gets nothing. */
  readonly status?: number;
  /** False: no status report ever comes. */
  readonly report?: boolean;
  /** Milliseconds from the acceptance by the network to the recipient, in place of `deliveryTime`. */
  readonly delay?: number;
}

/** How the network is now; control may change every member. */
export interface AirSettings {
  /** One segment on the air. */
  airTime: TimeRange;
  /** From the network's acceptance to the recipient and the report. */
  deliveryTime: TimeRange;
  /** Out of a thousand messages: refused; not delivered (status 65); without a report; with two reports. */
  refusedInThousand: number;
  undeliveredInThousand: number;
  unreportedInThousand: number;
  reportedTwiceInThousand: number;
  rules: readonly AirRule[];
}
