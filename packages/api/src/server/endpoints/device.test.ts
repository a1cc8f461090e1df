/** Requests and answers of a gateway that is asked about itself. */
import { describe } from 'node:test';
import { answerRows, requestRows, SOME_ID } from '../testing.ts';

const place = { id: SOME_ID, port: 0 };

describe('the place of a port', () => {
  for (const name of ['get_port_information', 'get_toolkit_frame'] as const)
    requestRows(
      name,
      [['the last port', { ...place, port: 31 }]],
      [['port 32', { ...place, port: 32 }, 'port: must be a port number from 0 to 31; found 32.']],
    );
});

describe('the id of a gateway', () => {
  for (const name of ['get_queue', 'get_device'] as const)
    requestRows(
      name,
      [['an id', { id: SOME_ID }]],
      [['another word', { id: 'box' }, 'id: must be the id of a gateway; found "box".']],
    );
});

describe('stop_task', () => {
  const wrong = 'task: must be the task of a hand-off, as get_message has it';
  requestRows(
    'stop_task',
    [
      ['the first task', { id: SOME_ID, task: 0 }],
      ['a later one', { id: SOME_ID, task: 4711 }],
    ],
    [
      ['no task', { id: SOME_ID }, 'task: is missing or empty.'],
      ['a negative one', { id: SOME_ID, task: -1 }, `${wrong}; found -1.`],
      ['a word', { id: SOME_ID, task: 'all' }, `${wrong}; found "all".`],
    ],
  );
});

const information = {
  ...{
    port: 3,
    type: 'GSM',
    imei: '860000000000017',
    imsi: '262011234567890',
    iccid: '89490200001234567890',
  },
  ...{ smsc: '+491710760000', number: '', reg: 'REGISTER_OK', slot: 255, callstate: 'Idle', signal: 20 },
  ...{ gprs: 'attached', remain_credit: '', remain_monthly_credit: '', remain_daily_credit: '' },
  ...{ remain_daily_call_time: '', remain_hourly_call_time: '', remain_daily_connected: '' },
  call_forwarding: { Busy: '+4930123' },
};

const device = {
  ...{ cpu_used: '12', flash_total: '27648', flash_used: '9216', memory_total: '126976' },
  ...{ memory_cached: '20480', memory_buffers: '4096', memory_free: '61440', memory_used: '65536' },
};

describe('answers of a gateway', () => {
  answerRows('get_port_information', information, {
    open: ['/call_forwarding'],
    wrong: [
      ['/port', 32],
      ['/slot', '255'],
      ['/signal', -1],
      ['/call_forwarding', []],
    ],
  });
  answerRows('get_queue', { in_queue: 2 }, { wrong: [['/in_queue', -1]] });
  answerRows('stop_task', {});
  answerRows('get_toolkit_frame', { frame_id: 7 }, { wrong: [['/frame_id', '7']] });
  answerRows('get_device', device, { wrong: [['/cpu_used', 12]] });
});
