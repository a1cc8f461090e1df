/** PROVIDE LOCAL INFORMATION (102 223 6.4.15, 31.111 6.4.15). */
import {
  type CommandOf,
  generalResult,
  type LocationInformation,
  localInformation,
  responseTo,
  type TerminalResponse,
  terminalProblem,
  timestampFromEpoch,
} from '@simgate/gsm';
import type { Place } from '../../modem/toolkit/place.ts';

export interface LocalFacts {
  /** 15 digits, "" where unknown. */
  readonly imei: string;
  /** Wall time, milliseconds since 1970. */
  readonly now: number;
  readonly place: () => Promise<Place | undefined>;
}

/** The language of the gateway's own texts (ISO 639). */
const LANGUAGE = 'en';

/** The response; what a gateway does not know is beyond its capabilities. */
export async function provideLocalInformation(
  { details }: CommandOf<'provideLocalInformation'>,
  facts: LocalFacts,
): Promise<TerminalResponse> {
  const success = (data: Parameters<typeof responseTo>[2]) =>
    responseTo(details, generalResult.performed, data);
  switch (details.qualifier) {
    case localInformation.location: {
      const place = await facts.place();
      return place === undefined ? noService(details) : success({ locationInformation: locationOf(place) });
    }
    case localInformation.imei:
      return facts.imei.length === 15 ? success({ imei: facts.imei }) : noCause(details);
    case localInformation.dateTime:
      return success({ dateTime: timestampFromEpoch(facts.now, 0) });
    case localInformation.language:
      return success({ language: LANGUAGE });
    case localInformation.accessTechnology: {
      const place = await facts.place();
      return place === undefined ? noService(details) : success({ accessTechnology: technologyOf(place) });
    }
    default:
      return responseTo(details, generalResult.beyondTerminalCapabilities);
  }
}

type Details = CommandOf<'provideLocalInformation'>['details'];

function unable(details: Details, problem: number) {
  return responseTo(details, generalResult.terminalUnableToProcess, {}, [problem]);
}
function noService(details: Details) {
  return unable(details, terminalProblem.noService);
}
function noCause(details: Details) {
  return unable(details, terminalProblem.noSpecificCause);
}

/** <AcT> of 27.007 7.2 from which on cells have 28 bits. */
const eutran = [7, 12];
const LONG_CELL = 0x10000;

/** 31.111 8.19: 16 bits of a cell in GSM, 32 in UTRAN, 28 in E-UTRAN. */
export function locationOf({ network, registration }: Place): LocationInformation {
  const { locationArea: areaCode = 0, cell, accessTechnology = 0 } = registration;
  const common = { mcc: network.slice(0, 3), mnc: network.slice(3), areaCode };
  if (cell === undefined) return common;
  if (eutran.includes(accessTechnology)) return { ...common, eutranCellIdentity: cell % 2 ** 28 };
  if (cell < LONG_CELL) return { ...common, cellIdentity: cell };
  const extendedCellIdentity = Math.floor(cell / LONG_CELL) % LONG_CELL;
  return { ...common, cellIdentity: cell % LONG_CELL, extendedCellIdentity };
}

/** 102 223 8.61: 0 GSM, 3 UTRAN, 8 E-UTRAN; by <AcT> of 27.007 7.2. */
function technologyOf({ registration }: Place): number {
  const { accessTechnology = 0 } = registration;
  if ([2, 4, 5, 6].includes(accessTechnology)) return 0x03;
  return eutran.includes(accessTechnology) ? 0x08 : 0x00;
}
