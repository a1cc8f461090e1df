/** Compares the server's state of every message with the record of the virtual network. Pure. Each message has a text of its own. */

/** A message that the server accepted. */
export interface AcceptedMessage {
  readonly id: string;
  readonly text: string;
}

/** A message in the server's answer. */
export interface SaidMessage {
  readonly id: string;
  readonly text: string;
  readonly state: string;
}

/** A message as a gateway of the fleet took it. */
export interface AirMessage {
  readonly text: string;
  readonly fate: string;
  /** 0: its recipient has not got it. */
  readonly deliveredAt: number;
  /** TP-ST of the reports that the network sent. */
  readonly reports: readonly number[];
}

/** A message from outside that a gateway stored. */
export interface OutsideMessage {
  readonly text: string;
}

/** All that is known at the end of a run. */
export interface RunFacts {
  readonly accepted: readonly AcceptedMessage[];
  readonly said: readonly SaidMessage[];
  readonly air: readonly AirMessage[];
  /** Whether a message's pool sends again after a doubt: then twice on the air is counted, and no violation. */
  readonly mayRepeat: (text: string) => boolean;
  readonly outside: readonly OutsideMessage[];
  readonly saidInbound: readonly OutsideMessage[];
}

/** The findings of a judge. */
export interface FleetVerdict {
  /** One sentence for each thing that must not be. */
  readonly violations: readonly string[];
  readonly lost: number;
  readonly sentTwice: number;
  readonly wronglyReported: number;
  /** Twice on the air by the rule `resend`. */
  readonly repeatedByRule: number;
  readonly inboundLost: number;
  readonly inboundTwice: number;
  /** Messages by their state at the end. */
  readonly states: Readonly<Record<string, number>>;
  /** Unknown messages that were on the air, and that were not. */
  readonly unknownSent: number;
  readonly unknownNotSent: number;
}

type Kind = 'lost' | 'sentTwice' | 'wronglyReported' | 'inboundLost' | 'inboundTwice';
interface Finding {
  readonly kind: Kind;
  readonly sentence: string;
}

/** States in which a message must not be left. */
const unsettled = new Set(['scheduled', 'queued', 'sending']);
/** TP-ST from which on the recipient has not got it (23.040 9.2.3.15). */
const NOT_DELIVERED = 32;

/** Judges a run that had time to settle. */
export function judgeFleetRun(facts: RunFacts): FleetVerdict {
  const air = Map.groupBy(facts.air.filter(isOnAir), ({ text }) => text);
  const said = new Map(facts.said.map(message => [message.id, message]));
  const findings = [
    ...facts.accepted.flatMap(message =>
      judgeMessage(message, said.get(message.id), air.get(message.text) ?? []),
    ),
    ...acceptedTwice(facts.accepted),
    ...repeats(facts, air)
      .filter(({ byRule }) => !byRule)
      .map(({ finding }) => finding),
    ...strangers(facts, air),
    ...judgeInbound(facts),
  ];
  const unknown = facts.accepted.filter(({ id }) => said.get(id)?.state === 'unknown');
  const count = (kind: Kind) => findings.filter(finding => finding.kind === kind).length;
  return {
    violations: findings.map(({ sentence }) => sentence),
    ...{ lost: count('lost'), sentTwice: count('sentTwice'), wronglyReported: count('wronglyReported') },
    ...{ inboundLost: count('inboundLost'), inboundTwice: count('inboundTwice') },
    repeatedByRule: repeats(facts, air).filter(({ byRule }) => byRule).length,
    states: countBy(facts.said.map(({ state }) => state)),
    unknownSent: unknown.filter(({ text }) => air.has(text)).length,
    unknownNotSent: unknown.filter(({ text }) => !air.has(text)).length,
  };
}

function isOnAir({ fate }: AirMessage): boolean {
  return fate === 'onAir' || fate === 'sent';
}

function judgeMessage(
  { id, text }: AcceptedMessage,
  said: SaidMessage | undefined,
  air: readonly AirMessage[],
): Finding[] {
  if (!said)
    return [{ kind: 'lost', sentence: `${text}: accepted as ${id}, and the server does not know it` }];
  if (unsettled.has(said.state))
    return [{ kind: 'lost', sentence: `${text}: still ${said.state} at the end` }];
  const wrong = wrongState(said.state, air);
  return wrong === undefined
    ? []
    : [{ kind: 'wronglyReported', sentence: `${text}: ${said.state}, but ${wrong}` }];
}

/** The objection to a final state; undefined: none. */
function wrongState(state: string, air: readonly AirMessage[]): string | undefined {
  switch (state) {
    case 'delivered':
      return air.some(({ deliveredAt }) => deliveredAt !== 0) ? undefined : 'nobody got it';
    case 'undelivered':
      return air.some(({ reports }) => reports.some(code => code >= NOT_DELIVERED))
        ? undefined
        : 'no report says so';
    case 'sent':
      return air.length > 0 ? undefined : 'it was never on the air';
    case 'unknown':
      return undefined;
    default:
      return air.length === 0 ? undefined : 'it was on the air';
  }
}

function acceptedTwice(accepted: readonly AcceptedMessage[]): Finding[] {
  const groups = [...Map.groupBy(accepted, ({ text }) => text)].filter(([, group]) => group.length > 1);
  return groups.map(([text, group]) => ({
    kind: 'sentTwice',
    sentence: `${text}: accepted ${group.length} times, as ${group.map(({ id }) => id).join(', ')}`,
  }));
}

function repeats({ mayRepeat }: RunFacts, air: ReadonlyMap<string, readonly AirMessage[]>) {
  return [...air]
    .filter(([, group]) => group.length > 1)
    .map(([text, group]) => {
      const sentence = `${text}: ${group.length} times on the air`;
      return { byRule: mayRepeat(text), finding: { kind: 'sentTwice', sentence } satisfies Finding };
    });
}

/** On the air, and never accepted. */
function strangers({ accepted }: RunFacts, air: ReadonlyMap<string, unknown>): Finding[] {
  const known = new Set(accepted.map(({ text }) => text));
  const strange = [...air.keys()].filter(text => !known.has(text));
  return strange.map(text => ({
    kind: 'wronglyReported',
    sentence: `${text}: on the air, and never accepted`,
  }));
}

function judgeInbound({ outside, saidInbound }: RunFacts): Finding[] {
  const counts = countBy(saidInbound.map(({ text }) => text));
  const missing = outside.filter(({ text }) => counts[text] === undefined);
  const twice = Object.entries(counts).filter(([, count]) => count > 1);
  return [
    ...missing.map(({ text }) => ({
      kind: 'inboundLost' as const,
      sentence: `${text}: received, and the server does not have it`,
    })),
    ...twice.map(([text, count]) => ({
      kind: 'inboundTwice' as const,
      sentence: `${text}: ${count} times in the server`,
    })),
  ];
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
