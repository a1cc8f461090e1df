/** Chance that repeats: a small generator with a seed, and TPDUs made of it. */
import type {
  Address,
  Deliver,
  InformationElement,
  StatusReport,
  Submit,
  Timestamp,
  Tpdu,
  UserData,
  ValidityPeriod,
} from '../src/index.ts';

export interface Chance {
  /** An integer from `least` to `most`, both possible. */
  readonly whole: (least: number, most: number) => number;
  readonly yes: () => boolean;
  readonly oneOf: <T>(choices: readonly T[]) => T;
  readonly octets: (length: number) => Uint8Array;
}

/** A linear congruential generator modulo 2^32 (Numerical Recipes' constants). */
export function seeded(seed: number): Chance {
  let state = seed >>> 0;
  const whole = (least: number, most: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return least + Math.floor((state / 0x100000000) * (most - least + 1));
  };
  return {
    whole,
    yes: () => whole(0, 1) === 1,
    oneOf: choices => {
      const choice = choices[whole(0, choices.length - 1)];
      if (choice === undefined) throw new RangeError('nothing to choose from');
      return choice;
    },
    octets: length => Uint8Array.from({ length }, () => whole(0, 255)),
  };
}

function digitsOf(chance: Chance): string {
  return Array.from({ length: chance.whole(1, 20) }, () => chance.oneOf([...'0123456789*#abc'])).join('');
}

function addressOf(chance: Chance): Address {
  const typeOfNumber = chance.oneOf([
    'unknown',
    'international',
    'national',
    'alphanumeric',
    'reserved',
  ] as const);
  if (typeOfNumber !== 'alphanumeric')
    return { typeOfNumber, numberingPlan: chance.whole(0, 15), digits: digitsOf(chance) };
  const digits = Array.from({ length: chance.whole(1, 11) }, () => chance.oneOf([...'ABCxyz 0129@Δ'])).join(
    '',
  );
  return { typeOfNumber, numberingPlan: 0, digits };
}

function timestampOf(chance: Chance): Timestamp {
  return {
    year: chance.whole(2000, 2099),
    month: chance.whole(1, 12),
    day: chance.whole(1, 31),
    hour: chance.whole(0, 23),
    minute: chance.whole(0, 59),
    second: chance.whole(0, 59),
    zoneQuarters: chance.whole(-79, 79),
  };
}

function validityOf(chance: Chance): ValidityPeriod {
  return chance.oneOf<() => ValidityPeriod>([
    () => ({ format: 'relative', value: chance.whole(0, 255) }),
    () => ({ format: 'absolute', until: timestampOf(chance) }),
    () => ({ format: 'enhanced', octets: chance.octets(7) }),
  ])();
}

function elementsOf(chance: Chance): InformationElement[] {
  return Array.from({ length: chance.whole(0, 3) }, () => ({
    identifier: chance.whole(0, 255),
    data: chance.octets(chance.whole(0, 12)),
  }));
}

/** User data that fits under a coding whose payload is septets or octets. */
function userDataOf(chance: Chance, septets: boolean): UserData {
  const header = elementsOf(chance);
  const used = header.reduce((sum, { data }) => sum + 2 + data.length, header.length > 0 ? 1 : 0);
  const room = septets ? 160 - Math.ceil((used * 8) / 7) : 140 - used;
  const payload = chance.octets(chance.whole(0, room));
  return { header, payload: septets ? payload.map(octet => octet & 0x7f) : payload };
}

function codingOf(chance: Chance): { dataCodingScheme: number; userData: UserData } {
  const septets = chance.yes();
  // Any coding of the default alphabet, or any of 8-bit data and UCS-2.
  const dataCodingScheme = septets
    ? chance.oneOf([0x00, 0x10, 0x41, 0x8c, 0xc8, 0xf1])
    : chance.oneOf([0x04, 0x08, 0x28, 0xe0, 0xf6]);
  return { dataCodingScheme, userData: userDataOf(chance, septets) };
}

function submitOf(chance: Chance): Submit {
  return {
    type: 'submit',
    rejectDuplicates: chance.yes(),
    statusReportRequest: chance.yes(),
    replyPath: chance.yes(),
    messageReference: chance.whole(0, 255),
    destination: addressOf(chance),
    protocolIdentifier: chance.whole(0, 255),
    ...(chance.yes() && { validityPeriod: validityOf(chance) }),
    ...codingOf(chance),
  };
}

function deliverOf(chance: Chance): Deliver {
  return {
    type: 'deliver',
    moreMessages: chance.yes(),
    loopPrevention: chance.yes(),
    statusReportIndication: chance.yes(),
    replyPath: chance.yes(),
    originator: addressOf(chance),
    protocolIdentifier: chance.whole(0, 255),
    serviceCentreTimestamp: timestampOf(chance),
    ...codingOf(chance),
  };
}

function statusReportOf(chance: Chance): StatusReport {
  return {
    type: 'statusReport',
    moreMessages: chance.yes(),
    loopPrevention: chance.yes(),
    onCommand: chance.yes(),
    messageReference: chance.whole(0, 255),
    recipient: addressOf(chance),
    serviceCentreTimestamp: timestampOf(chance),
    dischargeTime: timestampOf(chance),
    status: chance.whole(0, 255),
    ...(chance.yes() && { protocolIdentifier: chance.whole(0, 255) }),
    ...(chance.yes() && codingOf(chance)),
  };
}

/** A TPDU in which every field has a value that it may have. */
export function tpduOf(chance: Chance): Tpdu {
  return chance.oneOf<() => Tpdu>([
    () => submitOf(chance),
    () => deliverOf(chance),
    () => statusReportOf(chance),
    () => ({
      type: 'deliverReport',
      ...(chance.yes() && { failureCause: chance.whole(0x80, 0xff) }),
      ...(chance.yes() && codingOf(chance)),
    }),
    () => ({
      type: 'submitReport',
      ...(chance.yes() && { failureCause: chance.whole(0x80, 0xff) }),
      serviceCentreTimestamp: timestampOf(chance),
      ...(chance.yes() && codingOf(chance)),
    }),
    () => ({
      type: 'command',
      statusReportRequest: chance.yes(),
      messageReference: chance.whole(0, 255),
      protocolIdentifier: chance.whole(0, 255),
      commandType: chance.whole(0, 255),
      messageNumber: chance.whole(0, 255),
      destination: addressOf(chance),
      commandData: chance.octets(chance.whole(0, 140)),
    }),
  ])();
}
