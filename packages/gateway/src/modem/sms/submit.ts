import type { Clock } from '@simgate/daemon';
import { type Address, EncodeError, encodePdu, parseAddress, type Submit, toHex } from '@simgate/gsm';
import type { Channel } from '../../at/channel.ts';
import type { Reply } from '../../at/command.ts';
import { afterPrefix, fieldNumber, splitFields } from '../../at/fields.ts';
import { ask } from '../ask.ts';
import type { Refusal, SubmitOptions, SubmitOutcome, Submitter } from '../modem.ts';
import { refusalOf } from './submit-outcome.ts';

export interface SubmitterOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  /** Milliseconds from handing over to the network's answer; the network itself may take 45 s (24.011 10, TR1M). */
  readonly deadline: number;
  /** +CMMS is there, by now. */
  readonly linkHold: () => boolean;
  /** A command that it refuses may hold a little later. */
  readonly isStarting: () => boolean;
  /** Service centre instead of the SIM's own; undefined for the SIM's. */
  readonly serviceCentre: string | undefined;
  /** The SIM's own, as it was read; undefined or "" where it is not known. Absent: nobody read it. */
  readonly knownCentre?: () => string | undefined;
  /** The modem took a PDU for invalid, twice; `shape` has its fields without number and text. */
  readonly invalidPdu: (shape: string) => void;
}

/** How long a modem may take to its prompt, and where it gave none in time, the next times. Milliseconds. */
const PROMPT_DEADLINE = 10_000;
const PROMPT_DEADLINE_MOST = 40_000;
/** Greatest number that a modem counts messages with. */
const MOST_REFERENCE = 0xffff;
/** 27.005 3.5.6: +CMMS=1 ends by itself 1 to 5 s after the last answer; shorter gaps keep it. */
const LINK_HOLD_GAP = 1000;

/** The sending side of the waist over one modem whose ladder is climbed. */
export function createSubmitter(options: SubmitterOptions): Submitter {
  const { channel, clock } = options;
  let lastAnswer = Number.NEGATIVE_INFINITY;
  let promptDeadline = PROMPT_DEADLINE;
  /** The modem has forgotten the SIM's own. */
  let lacksCentre = false;

  /** Once before a burst: in the steady state a message costs one command. */
  const holdLink = async (moreFollow: boolean) => {
    const held = clock.monotonic() - lastAnswer < LINK_HOLD_GAP;
    // An error does not matter: the message then takes a link of its own.
    if (options.linkHold() && moreFollow && !held) await ask(channel, 'AT+CMMS=1');
  };

  const handOver = async ({ hex, length }: Encoded, { mayBegin }: SubmitOptions): Promise<SubmitOutcome> => {
    const reply = await channel.run({
      // 27.005 4.3: the length is the TPDU's, without the SMSC in front.
      text: `AT+CMGS=${length}`,
      names: ['+CMGS'],
      most: 1,
      payload: hex,
      isProof: error => refusalOf(error, true, false) !== undefined,
      ...{ promptDeadline, deadline: options.deadline },
      ...(mayBegin && { mayBegin }),
    });
    lastAnswer = clock.monotonic();
    if (reply.kind === 'timeout' && !reply.handedOver)
      promptDeadline = Math.min(promptDeadline * 2, PROMPT_DEADLINE_MOST);
    return outcomeOf(reply, options.isStarting());
  };

  return {
    async submit(tpdu, more) {
      const known = options.knownCentre?.() ?? '';
      const pdu = encode(tpdu, more, options.serviceCentre || (lacksCentre ? known : ''));
      if (pdu.refusal !== undefined) return { kind: 'refused', refusal: pdu.refusal };
      await holdLink(more.moreFollow);
      const first = await handOver(pdu, more);
      if (isRefusedWith(NO_CENTRE, first) && known !== '' && !lacksCentre) {
        lacksCentre = true;
        return handOver(encode(tpdu, more, options.serviceCentre || known), more);
      }
      const outcome = isRefusedWith(INVALID_PDU, first) ? await handOver(pdu, more) : first;
      if (isRefusedWith(INVALID_PDU, outcome)) options.invalidPdu(shapeOf(tpdu, pdu.length));
      return outcome;
    },
  };
}

/** 27.005 3.2.5: invalid PDU mode parameter, and SMSC address unknown. Both prove that nothing was sent; the line may have spoilt a PDU. */
const INVALID_PDU = 304;
const NO_CENTRE = 330;

function isRefusedWith(code: number, outcome: SubmitOutcome): boolean {
  return outcome.kind === 'refused' && outcome.refusal.source === 'cms' && outcome.refusal.code === code;
}

/** Fields of a TPDU that show why a modem does not take it, without number and text. */
function shapeOf({ destination, ...tpdu }: Submit, length: number): string {
  const { header, payload } = tpdu.userData;
  return [
    `${length} octets`,
    `TP-DA of ${destination.digits.length} digits`,
    `TP-PID ${tpdu.protocolIdentifier}`,
    `TP-DCS ${tpdu.dataCodingScheme}`,
    `${header.length} header elements`,
    `${payload.length} octets of user data`,
  ].join(', ');
}

type Encoded = { readonly hex: string; readonly length: number; readonly refusal?: Refusal };

function encode(tpdu: Submit, options: SubmitOptions, standing: string): Encoded {
  try {
    const centre = options.serviceCentre ?? standing;
    const { octets, tpduLength } = encodePdu(tpdu, centre === '' ? undefined : centreAddress(centre));
    return { hex: toHex(octets), length: tpduLength };
  } catch (error) {
    if (!(error instanceof EncodeError)) throw error;
    const refusal = {
      source: 'modem',
      text: `cannot be encoded: ${error.message}`,
      permanent: true,
    } as const;
    return { hex: '', length: 0, refusal };
  }
}

function centreAddress(text: string): Address {
  return parseAddress(text);
}

/** The outcome that a reply to +CMGS proves. `isStarting`: a refusal before the PDU may pass by itself. */
export function outcomeOf(reply: Reply, isStarting: boolean): SubmitOutcome {
  const reference = referenceOf(reply.lines[0]);
  // The reference alone proves that the network took it, also where the OK behind it was lost.
  if (reference !== undefined) return { kind: 'accepted', reference };
  switch (reply.kind) {
    case 'ok':
      return inDoubt('the modem gave OK without a message reference', reply.late);
    case 'error': {
      const refusal = refusalOf(reply.error, reply.handedOver, isStarting);
      return refusal === undefined ? inDoubt(reply.error.text, reply.late) : { kind: 'refused', refusal };
    }
    case 'timeout':
      if (!reply.handedOver) return refused('modem', 'the modem gave no prompt');
      return inDoubt('no answer in time', reply.late);
    case 'closed':
      return reply.handedOver
        ? inDoubt(`the device went away: ${reply.reason}`, reply.late)
        : refused('link', reply.reason);
  }
}

/** TP-MR of `+CMGS: <mr>[,<ackpdu>]` (27.005 4.3). */
function referenceOf(line: string | undefined): number | undefined {
  if (line === undefined) return undefined;
  const reference = fieldNumber(splitFields(afterPrefix(line, '+CMGS')), 0);
  // Some count on beyond the octet that TP-MR is (23.040 9.2.3.6).
  return reference === undefined || reference > MOST_REFERENCE ? undefined : reference & 0xff;
}

function inDoubt(reason: string, late?: Promise<string | undefined>): SubmitOutcome {
  return { kind: 'inDoubt', reason, late: (late ?? Promise.resolve(undefined)).then(referenceOf) };
}

function refused(source: 'modem' | 'link', text: string): SubmitOutcome {
  return { kind: 'refused', refusal: { source, text, permanent: false } };
}
