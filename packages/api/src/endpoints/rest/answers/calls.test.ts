/** Answers about calls and USSD: their keys, and the types and bounds of their values. */
import { describe } from 'node:test';
import { answerRows } from '../../../testing.ts';

const MOMENT = '2026-01-31T08:00:00.000Z';

const call = {
  id: 7,
  port: 3,
  imsi: '262011234567890',
  direction: 'incoming',
  source_number: '+4915112345',
  destination_number: '100',
  state: 'dialing',
  started_at: MOMENT,
  answered_at: MOMENT,
  ended_at: MOMENT,
  duration: 1,
  hangup: 'called',
  gsm_code: 1,
  bcch: '1021',
  reason: '',
  reason_code: 'refused_by_rule',
  interrupted: true,
};

describe('list_calls', () => {
  answerRows(
    'list_calls',
    {
      calls: [call],
      next: 1,
    },
    {
      wrong: [
        ['/calls', null],
        ['/calls/0', null],
        ['/calls/0/id', 0],
        ['/calls/0/port', -1],
        ['/calls/0/port', 32],
        ['/calls/0/imsi', null],
        ['/calls/0/direction', 'another word'],
        ['/calls/0/source_number', null],
        ['/calls/0/destination_number', null],
        ['/calls/0/state', 'another word'],
        ['/calls/0/started_at', 'x'],
        ['/calls/0/answered_at', 'x'],
        ['/calls/0/ended_at', 'x'],
        ['/calls/0/duration', -1],
        ['/calls/0/hangup', 'another word'],
        ['/calls/0/gsm_code', 0.5],
        ['/calls/0/bcch', null],
        ['/calls/0/reason', null],
        ['/calls/0/interrupted', 1],
        ['/next', 0.5],
      ],
    },
  );
});

for (const name of [
  'dial_call',
  'get_call',
  'hang_up_call',
  'answer_call',
  'hold_call',
  'retrieve_call',
  'send_tones',
] as const)
  describe(name, () => {
    answerRows(name, call, {
      wrong: [
        ['/id', 0],
        ['/port', -1],
        ['/port', 32],
        ['/imsi', null],
        ['/direction', 'another word'],
        ['/source_number', null],
        ['/destination_number', null],
        ['/state', 'another word'],
        ['/started_at', 'x'],
        ['/answered_at', 'x'],
        ['/ended_at', 'x'],
        ['/duration', -1],
        ['/hangup', 'another word'],
        ['/gsm_code', 0.5],
        ['/bcch', null],
        ['/reason', null],
        ['/interrupted', 1],
      ],
    });
  });

for (const name of ['create_ussd', 'cancel_ussd'] as const)
  describe(name, () => {
    answerRows(
      name,
      {
        request_id: 1,
        result: [
          {
            port: 3,
            status: 200,
          },
        ],
      },
      {
        wrong: [
          ['/request_id', 0],
          ['/result', null],
          ['/result/0', null],
          ['/result/0/port', -1],
          ['/result/0/port', 32],
          ['/result/0/status', 'another word'],
        ],
      },
    );
  });

describe('list_ussd', () => {
  answerRows(
    'list_ussd',
    {
      dialogues: [
        {
          id: 7,
          port: 3,
          imsi: '262011234567890',
          origin: 'gateway',
          state: 'asking',
          reason: '',
          reason_code: 'no_text',
          started_at: MOMENT,
          ended_at: MOMENT,
          turns: [
            {
              speaker: 'client',
              request_id: 1,
              text: 'hello',
              at: MOMENT,
            },
          ],
        },
      ],
      next: 1,
    },
    {
      wrong: [
        ['/dialogues', null],
        ['/dialogues/0', null],
        ['/dialogues/0/id', 0],
        ['/dialogues/0/port', -1],
        ['/dialogues/0/port', 32],
        ['/dialogues/0/imsi', null],
        ['/dialogues/0/origin', 'another word'],
        ['/dialogues/0/state', 'another word'],
        ['/dialogues/0/reason', null],
        ['/dialogues/0/started_at', 'x'],
        ['/dialogues/0/ended_at', 'x'],
        ['/dialogues/0/turns', null],
        ['/dialogues/0/turns/0', null],
        ['/dialogues/0/turns/0/speaker', 'another word'],
        ['/dialogues/0/turns/0/request_id', 0.5],
        ['/dialogues/0/turns/0/text', null],
        ['/dialogues/0/turns/0/at', 'x'],
        ['/next', 0.5],
      ],
    },
  );
});
