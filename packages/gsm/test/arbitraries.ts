/** Arbitrary values of the fields and TPDUs of 23.040: whatever each of them may be. */
import fc, { type Arbitrary } from 'fast-check';
import type {
  Address,
  InformationElement,
  NationalLanguage,
  Timestamp,
  Tpdu,
  UserData,
  ValidityPeriod,
} from '../src/index.ts';

export const octet = fc.nat({ max: 0xff });
export const flag = fc.boolean();

export function octets(maxLength: number, minLength = 0): Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength, maxLength });
}

function textOf(characters: string, maxLength: number): Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength });
}

/** 23.040 9.1.2.5. A name of eight characters with `@` at its end may be one of seven with spare bits. */
export const address: Arbitrary<Address> = fc.oneof(
  fc.record(
    {
      typeOfNumber: fc.constantFrom(
        'unknown',
        'international',
        'national',
        'networkSpecific',
        'subscriber',
        'abbreviated',
        'reserved',
      ),
      numberingPlan: fc.nat({ max: 15 }),
      digits: textOf('0123456789*#abc', 20),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      typeOfNumber: fc.constant('alphanumeric' as const),
      numberingPlan: fc.nat({ max: 15 }),
      digits: textOf('ABCxyz 0129@ΔÄ', 11),
    },
    { noNullPrototype: true },
  ),
);

/** Any date of a calendar, in any zone. */
export const timestamp: Arbitrary<Timestamp> = fc
  .record(
    {
      date: fc.date({
        min: new Date('2000-01-01T00:00:00Z'),
        max: new Date('2099-12-31T23:59:59Z'),
        noInvalidDate: true,
      }),
      zoneQuarters: fc.option(fc.integer({ min: -79, max: 79 }), { nil: undefined }),
    },
    { noNullPrototype: true },
  )
  .map(({ date, zoneQuarters }) => ({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    // -0 is 0 (9.2.3.11).
    zoneQuarters: zoneQuarters === 0 ? 0 : zoneQuarters,
  }));

export const validityPeriod: Arbitrary<ValidityPeriod> = fc.oneof(
  fc.record({ format: fc.constant('relative' as const), value: octet }, { noNullPrototype: true }),
  fc.record({ format: fc.constant('absolute' as const), until: timestamp }, { noNullPrototype: true }),
  fc.record({ format: fc.constant('enhanced' as const), octets: octets(7, 7) }, { noNullPrototype: true }),
);

/** Any element but a concatenation: a place that cannot be is a fault of its own. */
const element: Arbitrary<InformationElement> = fc.record(
  {
    identifier: octet.filter(identifier => identifier !== 0x00 && identifier !== 0x08),
    data: octets(12),
  },
  { noNullPrototype: true },
);

function userDataOf(septets: boolean): Arbitrary<UserData> {
  return fc.array(element, { maxLength: 3 }).chain(header => {
    const used = header.reduce((sum, { data }) => sum + 2 + data.length, header.length > 0 ? 1 : 0);
    const room = septets ? 160 - Math.ceil((used * 8) / 7) : 140 - used;
    return fc.record(
      {
        header: fc.constant(header),
        payload: septets ? fc.uint8Array({ maxLength: room, max: 0x7f }) : fc.uint8Array({ maxLength: room }),
      },
      { noNullPrototype: true },
    );
  });
}

/** Any coding whose group is not reserved, with user data counted as it asks (23.038 4, 23.040 9.2.3.16). */
const coded = fc.oneof(
  fc.record(
    {
      dataCodingScheme: fc.constantFrom(0x00, 0x10, 0x41, 0xc8, 0xd3, 0xf1),
      userData: userDataOf(true),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      dataCodingScheme: fc.constantFrom(0x04, 0x08, 0x19, 0x28, 0xe0, 0xf6),
      userData: userDataOf(false),
    },
    { noNullPrototype: true },
  ),
);

const reported = fc.record(
  {
    protocolIdentifier: octet,
    coded,
    parameterIndicatorExtension: fc
      .tuple(fc.uint8Array({ maxLength: 2, min: 0x80 }), fc.nat({ max: 0x7f }))
      .map(([more, last]) => Uint8Array.of(...more, last)),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** Fields behind TP-PI. In a report without TP-FCS its reserved bits would be taken for one. */
function optionalParameters(extended: boolean) {
  return reported.map(({ coded: message, parameterIndicatorExtension, ...others }) => ({
    ...others,
    ...message,
    ...(extended && parameterIndicatorExtension !== undefined && { parameterIndicatorExtension }),
  }));
}

const failureCause = fc.integer({ min: 0x80, max: 0xff });

function causeAndParameters() {
  return fc.oneof(
    optionalParameters(false),
    fc.tuple(failureCause, optionalParameters(true)).map(([cause, parameters]) => ({
      failureCause: cause,
      ...parameters,
    })),
  );
}

const submit = fc
  .tuple(
    fc.record(
      {
        type: fc.constant('submit' as const),
        rejectDuplicates: flag,
        statusReportRequest: flag,
        replyPath: flag,
        messageReference: octet,
        destination: address,
        protocolIdentifier: octet,
      },
      { noNullPrototype: true },
    ),
    fc.record({ validityPeriod }, { requiredKeys: [], noNullPrototype: true }),
    coded,
  )
  .map(([fields, validity, message]) => ({ ...fields, ...validity, ...message }));

const deliver = fc
  .tuple(
    fc.record(
      {
        type: fc.constant('deliver' as const),
        moreMessages: flag,
        loopPrevention: flag,
        statusReportIndication: flag,
        replyPath: flag,
        originator: address,
        protocolIdentifier: octet,
        serviceCentreTimestamp: timestamp,
      },
      { noNullPrototype: true },
    ),
    coded,
  )
  .map(([fields, message]) => ({ ...fields, ...message }));

const statusReport = fc
  .tuple(
    fc.record(
      {
        type: fc.constant('statusReport' as const),
        moreMessages: flag,
        loopPrevention: flag,
        onCommand: flag,
        messageReference: octet,
        recipient: address,
        serviceCentreTimestamp: timestamp,
        dischargeTime: timestamp,
        status: octet,
      },
      { noNullPrototype: true },
    ),
    optionalParameters(true),
  )
  .map(([fields, parameters]) => ({ ...fields, ...parameters }));

const deliverReport = causeAndParameters().map(parameters => ({
  type: 'deliverReport' as const,
  ...parameters,
}));

const submitReport = fc
  .tuple(timestamp, causeAndParameters())
  .map(([serviceCentreTimestamp, parameters]) => ({
    type: 'submitReport' as const,
    serviceCentreTimestamp,
    ...parameters,
  }));

const command = fc.record(
  {
    type: fc.constant('command' as const),
    statusReportRequest: flag,
    messageReference: octet,
    protocolIdentifier: octet,
    commandType: octet,
    messageNumber: octet,
    destination: address,
    commandData: octets(156),
  },
  { noNullPrototype: true },
);

/** A TPDU in which every field has a value that it may have. */
export const tpdu: Arbitrary<Tpdu> = fc.oneof(
  submit,
  deliver,
  statusReport,
  deliverReport,
  submitReport,
  command,
);

/** TPDUs that a gateway receives. */
export const received: Arbitrary<Tpdu> = fc.oneof(deliver, statusReport);

/** 23.040 9.2.3.24.15, 9.2.3.24.16: no table, or any of those there are. */
export const nationalLanguage: Arbitrary<NationalLanguage> = fc.record(
  {
    locking: fc.constantFrom(1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13),
    single: fc.integer({ min: 1, max: 13 }),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const latin = fc.constantFrom('a', 'Z', ' ', '\n', '\r', '@', 'é');
const extended = fc.constantFrom('€', '{', '}', '\\', '~', '[', ']', '|', '^', '\f');
const others = fc.constantFrom('Ж', '漢', '😀', '👩‍👩‍👧', '🇩🇪', '\u0301', 'नि', 'ğ', 'Ş', '\ud800', '\udc00');

/** Texts of one alphabet, of two, or of all that there is. */
export const text: Arbitrary<string> = fc
  .constantFrom([latin], [latin, extended], [extended], [latin, others], [latin, extended, others])
  .chain(units => fc.array(fc.oneof(...units), { maxLength: 500, size: 'max' }))
  .map(characters => characters.join(''));
