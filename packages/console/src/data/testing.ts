/** Answers of the gateway for tests. */
import type { Port } from './types.ts';

/** A port that is ready, with what is named changed. */
export function portOf(port: number, changes: Partial<Port> = {}): Port {
  return {
    port,
    label: '',
    device: 'tcp:127.0.0.1:7000',
    maker: 'simgate',
    model: 'Virtual Modem',
    firmware: '1.0',
    operator: { name: 'Virtual', code: '00101' },
    place: null,
    dbm: -71,
    since: null,
    activity: 'idle',
    toolkit_frame: 0,
    today: { accepted: 0, sent: 0, delivered: 0, failed: 0, received: 0, calls: 0 },
    type: 'LTE',
    imei: '359999000000026',
    sim: {
      imsi: '001010000000001',
      iccid: '8988201000000000021',
      number: '+88201000001',
      smsc: '+88200000000',
    },
    reg: 'REGISTER_OK',
    slot: 255,
    callstate: 'Idle',
    signal: 21,
    gprs: 'attached',
    can_send: true,
    trouble: '',
    reason: '',
    capabilities: {},
    power: null,
    blocked: false,
    forwarding: {},
    limits_left: {},
    waiting: 0,
    last_action: null,
    ...changes,
  };
}
