/** Ports of original hardware, by get_port_info. */
import {
  type Client,
  type GetPortInfoReply,
  type GetPortInfoRequest,
  type SetPortInfoRequest,
  SimgateError,
} from '@simgate/api';
import type { Column } from '../../output/table.ts';

/** A port of original hardware. */
export type VendorPort = GetPortInfoReply['info'][number];

/** An action of set_port_info with its parameters. */
export type VendorAction = Omit<SetPortInfoRequest, 'port'>;

/** Fields that every firmware knows (chapter 10). */
const firstFacts: GetPortInfoRequest['info_type'] = [
  'type',
  'imei',
  'imsi',
  'iccid',
  'number',
  'reg',
  'slot',
  'callstate',
  'signal',
  'gprs',
];
/** Fields of later firmware. An older one refuses the whole request for a word that it does not know. */
const laterFacts: GetPortInfoRequest['info_type'] = ['smsc', 'remain_credit'];

const REFUSED = 400;

/** Reads one port of original hardware, or all of them. */
export async function vendorPorts(client: Client, port?: number): Promise<VendorPort[]> {
  const which = port === undefined ? {} : { port: [port] };
  const whole = await client.getPortInfo({ info_type: [...firstFacts, ...laterFacts], ...which });
  if (whole.ok) return whole.reply.info;
  if (whole.error.kind !== 'refused' || whole.error.code !== REFUSED) throw new SimgateError(whole.error);
  return (await client.orThrow.getPortInfo({ info_type: firstFacts, ...which })).info;
}

/** Columns of ports of original hardware. */
export const vendorPortColumns: readonly Column<VendorPort>[] = [
  { title: 'port', value: ({ port }) => port, align: 'right' },
  {
    title: 'registration',
    value: ({ reg = '' }) => reg,
    style: ({ reg }) => (reg === 'REGISTER_OK' ? 'green' : 'red'),
  },
  { title: 'type', value: ({ type = '' }) => type },
  { title: 'signal', value: ({ signal = null }) => signal, align: 'right' },
  { title: 'call', value: ({ callstate = '' }) => callstate },
  { title: 'number', value: ({ number = '' }) => number },
  { title: 'imsi', value: ({ imsi = '' }) => imsi },
  { title: 'iccid', value: ({ iccid = '' }) => iccid, mayShrink: true },
  { title: 'imei', value: ({ imei = '' }) => imei, mayShrink: true },
  { title: 'smsc', value: ({ smsc = '' }) => smsc, forProgramsOnly: true },
  { title: 'slot', value: ({ slot = null }) => slot, forProgramsOnly: true },
  { title: 'gprs', value: ({ gprs = '' }) => gprs, forProgramsOnly: true },
  { title: 'credit', value: ({ remain_credit = '' }) => remain_credit, forProgramsOnly: true },
];
