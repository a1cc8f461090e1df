/**
 * Which segment a status report speaks of: by SIM, TP-MR, address and time, newest first (23.040 9.2.3.6, 9.2.3.14). Pure.
 *
 * TP-MR comes round after 256 segments, so time must decide. A report carries the time at which the service centre took the
 * message (TP-SCTS), by a clock of its own: `centreTime` here is that stamp brought to the steady clock by what earlier
 * reports of the SIM showed. It must lie between the segment's hand-over and the deadline of its answer.
 */

export interface Candidate {
  readonly messageId: number;
  readonly sequence: number;
  /** Steady time. */
  readonly handedOver: number;
  /** A final report came already. */
  readonly settled: boolean;
}

export interface ReportTime {
  /** TP-SCTS in steady time; undefined where the stamp cannot be read. */
  readonly centreTime: number | undefined;
  /** How far the estimate may be out, in milliseconds. */
  readonly slack: number;
  /** How long an answer to a submit may take, in milliseconds. */
  readonly deadline: number;
}

/** Slack where the service centre's clock is known from earlier reports: stamps have whole seconds. */
export const knownSlack = 2000;
/** And where it is taken to go like ours. */
export const unknownSlack = 10 * 60_000;

const within = (handedOver: number, end: number, { centreTime, slack }: ReportTime): boolean =>
  centreTime === undefined || (centreTime >= handedOver - slack && centreTime <= end + slack);

/**
 * Among segments whose TP-MR and address agree, newest first: the newest in time that has no final report, else the newest
 * in time (temporary and final reports of one segment may overtake each other).
 */
export const chooseByReference = (
  candidates: readonly Candidate[],
  time: ReportTime,
): Candidate | undefined => {
  const plausible = candidates.filter(({ handedOver }) =>
    within(handedOver, handedOver + time.deadline, time),
  );
  return plausible.find(candidate => !candidate.settled) ?? plausible[0];
};

/**
 * Among segments in doubt of the SIM whose address agrees, newest first: the only one whose time agrees. A SIM hands over
 * one segment after another, so the time of one ends where the next was handed over.
 */
export const chooseInDoubt = (candidates: readonly Candidate[], time: ReportTime): Candidate | undefined => {
  if (time.centreTime === undefined) return candidates.length === 1 ? candidates[0] : undefined;
  const agreeing = candidates.filter(({ handedOver }, index) => {
    const next = candidates[index - 1]?.handedOver ?? Number.POSITIVE_INFINITY;
    return within(handedOver, Math.min(handedOver + time.deadline, next), time);
  });
  return agreeing.length === 1 ? agreeing[0] : undefined;
};

/** A stamp this far from what was expected says that a clock was set, not that the network was slow. */
const clockWasSet = 5 * 60_000;

/**
 * The service centre's clock against the steady clock after another matched report. The time on the air only ever adds, so
 * the least difference seen is the best; it may rise slowly, because clocks drift.
 * @param known the estimate so far
 * @param sample TP-SCTS less the hand-over of the segment it belongs to
 */
export const learnOffset = (known: number | undefined, sample: number): number => {
  if (known === undefined || sample < known || sample - known > clockWasSet) return sample;
  return Math.round(known + (sample - known) / 16);
};
