import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Devices, Probe } from '../../../devices/device-survey.ts';
import { finding } from '../../../devices/reasons.ts';
import { basic, testServer } from '../../testing/server.ts';

const running: Probe = { id: 7, state: 'running', askedAt: 0, endedAt: null, error: '', devices: [] };

async function ask(devices: Partial<Devices>, method: 'GET' | 'POST', url: string, payload?: object) {
  const none: Devices = { list: async () => [], probe: () => ({ kind: 'busy' }), find: () => undefined };
  const server = testServer({ management: { devices: { ...none, ...devices } } });
  const response = await server.app.inject({
    ...{ method, url, headers: { authorization: basic } },
    ...(payload && { payload }),
  });
  return { status: response.statusCode, body: response.json() };
}

describe('/v1/devices', () => {
  test('shows a device with its ttys and its verdict', async () => {
    const list: Devices['list'] = async () => [
      {
        ...{ name: 'Quectel EC25 (2c7c:0125)', kind: 'modem', usbIds: '2c7c:0125', usb: ['usb1/1.4'] },
        ...{
          serial: '',
          port: 3,
          verdict: finding('held', { device: '/dev/ttyUSB2', holder: 'pppd, process 9' }),
        },
        ttys: [
          {
            ...{ name: 'ttyUSB2', path: '/dev/ttyUSB2', interface: 2, codes: 'ffffff', role: 'primary' },
            ...{ links: ['/dev/serial/by-id/x'], chosen: true },
          },
          {
            ...{ name: 'ttyACM0', path: '/dev/ttyACM0', codes: '', role: 'primary' },
            ...{ links: [], chosen: false },
          },
        ],
      },
    ];
    const { status, body } = await ask({ list }, 'GET', '/v1/devices');
    assert.equal(status, 200);
    assert.deepEqual(body.devices, [
      {
        ...{ name: 'Quectel EC25 (2c7c:0125)', kind: 'modem', usb_ids: '2c7c:0125', usb: ['usb1/1.4'] },
        serial: '',
        ttys: [
          {
            ...{ path: '/dev/ttyUSB2', links: ['/dev/serial/by-id/x'], interface: 2 },
            ...{ role: 'primary', chosen: true },
          },
          { path: '/dev/ttyACM0', links: [], interface: null, role: 'primary', chosen: false },
        ],
        port: 3,
        verdict: {
          ...{ code: 'held', kind: 'fault', title: 'another process holds the device' },
          causes: ['pppd, process 9'],
          remedies: [
            'end that program, or take the device out of its settings',
            'sudo fuser -v /dev/ttyUSB2',
          ],
        },
      },
    ]);
  });

  test('a probe is begun with what was named, and can be asked for', async () => {
    const asked: (readonly string[] | undefined)[] = [];
    const probe: Devices['probe'] = devices => {
      asked.push(devices);
      return { kind: 'begun', probe: running };
    };
    const begun = await ask({ probe }, 'POST', '/v1/devices/probe', { devices: ['/dev/ttyUSB2'] });
    assert.deepEqual([begun.status, begun.body.id, begun.body.state], [202, 7, 'running']);
    assert.equal((await ask({ probe }, 'POST', '/v1/devices/probe', {})).status, 202);
    assert.deepEqual(asked, [['/dev/ttyUSB2'], undefined]);
    const done: Probe = {
      ...{ ...running, state: 'done', endedAt: 1000 },
      devices: [
        {
          ...{
            name: 'x',
            device: '/dev/ttyUSB2',
            usb: [],
            port: null,
            verdict: finding('well'),
            warnings: [],
          },
          ...{ facts: { imei: '1' }, asked: [] },
        },
      ],
    };
    const { body } = await ask({ find: id => (id === 7 ? done : undefined) }, 'GET', '/v1/devices/probes/7');
    assert.deepEqual([body.state, body.ended_at], ['done', '1970-01-01T00:00:01.000Z']);
    assert.partialDeepStrictEqual(body.devices, [{ verdict: { code: 'well' }, facts: { imei: '1' } }]);
  });

  const refusals: [
    what: string,
    devices: Partial<Devices>,
    method: 'GET' | 'POST',
    url: string,
    status: number,
    error: RegExp,
  ][] = [
    ['another probe runs', {}, 'POST', '/v1/devices/probe', 409, /^devices: another probe/],
    [
      'no such device',
      { probe: () => ({ kind: 'unknown', device: '/dev/watchdog' }) },
      ...(['POST', '/v1/devices/probe', 400, /^devices: \/dev\/watchdog is none/] as const),
    ],
    ['no such probe', {}, 'GET', '/v1/devices/probes/9', 404, /^id: there is no probe 9/],
  ];
  for (const [what, devices, method, url, status, error] of refusals)
    test(`${what}: ${status}`, async () => {
      const answer = await ask(devices, method, url, method === 'POST' ? {} : undefined);
      assert.equal(answer.status, status);
      assert.match(answer.body.error, error);
    });
});
