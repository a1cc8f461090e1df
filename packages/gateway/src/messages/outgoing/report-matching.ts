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
  /** Steady time at which the SIM handed over its next segment, to whatever number; undefined while there is none. */
  readonly next?: number | undefined;
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
export const KNOWN_SLACK = 2000;
/** And where it is taken to go like ours. */
export const UNKNOWN_SLACK = 10 * 60_000;

function agrees(handedOver: number, end: number, { centreTime, slack }: ReportTime): boolean {
  return centreTime === undefined || (centreTime >= handedOver - slack && centreTime <= end + slack);
}

/**
 * Among segments whose TP-MR and address agree, newest first: the newest in time that has no final report, else the newest
 * in time (temporary and final reports of one segment may overtake each other).
 */
export function chooseByReference(candidates: readonly Candidate[], time: ReportTime): Candidate | undefined {
  const plausible = candidates.filter(({ handedOver }) =>
    agrees(handedOver, handedOver + time.deadline, time),
  );
  return plausible.find(candidate => !candidate.settled) ?? plausible[0];
}

/**
 * Among segments in doubt of the SIM whose address agrees, newest first: those whose time agrees. A SIM hands over one
 * segment after another, so the time of one ends where the next was handed over.
 */
export function agreeingInDoubt(candidates: readonly Candidate[], time: ReportTime): readonly Candidate[] {
  if (time.centreTime === undefined) return candidates;
  return candidates.filter(({ handedOver, next = Number.POSITIVE_INFINITY }, index) => {
    const later = candidates[index - 1]?.handedOver ?? Number.POSITIVE_INFINITY;
    return agrees(handedOver, Math.min(handedOver + time.deadline, next, later), time);
  });
}

/** How far the estimate of the clock may be wrong where TP-MR and address of one open segment agree. Milliseconds. */
const NEAR_SLACK = 30_000;

/** The only segment without a final report whose TP-MR and address agree and whose time nearly does: the clock is known badly. */
export function chooseNear(candidates: readonly Candidate[], time: ReportTime): Candidate | undefined {
  const near = { ...time, slack: Math.max(time.slack, NEAR_SLACK) };
  const open = candidates.filter(
    ({ handedOver, settled }) => !settled && agrees(handedOver, handedOver + time.deadline, near),
  );
  return open.length === 1 ? open[0] : undefined;
}

/** The only one of those. */
export function chooseInDoubt(candidates: readonly Candidate[], time: ReportTime): Candidate | undefined {
  const agreeing = agreeingInDoubt(candidates, time);
  return agreeing.length === 1 ? agreeing[0] : undefined;
}

/** TP-MRs in the order they were given out: the counter runs on from 255 to 0 (23.040 9.2.3.6), so it starts behind the widest gap. */
function inCounterOrder(references: readonly number[]): number[] {
  const sorted = [...references].sort((one, other) => one - other);
  const before = [...sorted.slice(-1).map(last => last - 256), ...sorted];
  const gaps = sorted.map((reference, index) => reference - Number(before[index]));
  const start = gaps.indexOf(Math.max(...gaps));
  return [...sorted.slice(start), ...sorted.slice(0, start)];
}

/**
 * Several segments in doubt of one message that reports fit alike: where as many TP-MRs were reported as there are segments,
 * they belong together, in order. By TP-MR; undefined where nothing decides.
 */
export function chooseTogether(
  segments: readonly Candidate[],
  references: readonly number[],
): ReadonlyMap<number, Candidate> | undefined {
  const one = segments.every(({ messageId }) => messageId === segments[0]?.messageId);
  if (segments.length < 2 || !one || references.length !== segments.length) return undefined;
  const ordered = [...segments].sort((first, second) => first.sequence - second.sequence);
  return new Map(
    inCounterOrder(references).flatMap((reference, index) => {
      const segment = ordered[index];
      return segment === undefined ? [] : [[reference, segment] as const];
    }),
  );
}

/** A report that no segment was found for, by its TP-MR, and the segments in doubt that it fits. */
export interface ReportFit {
  readonly reference: number;
  readonly segments: readonly Candidate[];
}

/** Whether two candidates are one segment. */
export function isSame(one: Candidate, other: Candidate): boolean {
  return one.messageId === other.messageId && one.sequence === other.sequence;
}

function nameOf({ messageId, sequence }: Candidate): string {
  return `${messageId}/${sequence}`;
}

/** Those that share a segment with the first one, with one of these, and so on. */
function linkedTo([first, ...others]: readonly ReportFit[]): readonly ReportFit[] {
  if (first === undefined) return [];
  const linked = [first];
  const names = new Set(first.segments.map(nameOf));
  let left = others;
  for (;;) {
    const [joining = [], apart = []] = [true, false].map(shares =>
      left.filter(({ segments }) => segments.some(one => names.has(nameOf(one))) === shares),
    );
    if (joining.length === 0) return linked;
    linked.push(...joining);
    for (const { segments } of joining) for (const one of segments) names.add(nameOf(one));
    left = apart;
  }
}

/**
 * Of reports that fit several segments in doubt each, not all of them the same: where those that share segments are as many TP-MRs as
 * segments of one message, and each fits the one that is its own by the order.
 * @param fits the report that the choice is for, then all others
 * @returns by TP-MR; undefined where nothing decides
 */
export function chooseAmongLinked(fits: readonly ReportFit[]): ReadonlyMap<number, Candidate> | undefined {
  const linked = linkedTo(fits);
  const segments = new Map(linked.flatMap(one => one.segments.map(segment => [nameOf(segment), segment])));
  const pairs = chooseTogether(
    [...segments.values()],
    [...new Set(linked.map(({ reference }) => reference))],
  );
  const isFitting = linked.every(one => {
    const own = pairs?.get(one.reference);
    return own !== undefined && one.segments.some(segment => isSame(segment, own));
  });
  return isFitting ? pairs : undefined;
}

/** A stamp that differs this much from the expected one means that a clock was set, not that the network was slow. Milliseconds. */
const CLOCK_WAS_SET = 5 * 60_000;

/** The estimate rises by no more at a time, in milliseconds: within KNOWN_SLACK, so that one slow submit loses no report. */
const MOST_RISE = 1000;

/**
 * The service centre's clock against the steady clock after another matched report. The time on the air only ever adds, so
 * the least difference seen is the best; it may rise slowly, because clocks drift.
 * @param known the estimate so far
 * @param sample TP-SCTS less the hand-over of the segment it belongs to
 */
export function learnOffset(known: number | undefined, sample: number): number {
  if (known === undefined || sample < known || sample - known > CLOCK_WAS_SET) return sample;
  return Math.round(known + Math.min((sample - known) / 16, MOST_RISE));
}
