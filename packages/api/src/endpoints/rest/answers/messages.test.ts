/** Answers about sent messages and tasks: their keys, and the types and bounds of their values. */
import { describe } from 'node:test';
import { answerRows } from '../../../testing.ts';

const MOMENT = '2026-01-31T08:00:00.000Z';

const task = {
  task_id: 5,
  name: 'shop',
  text: 'hello',
  owner: 'owner',
  state: 'running',
  accepted_at: MOMENT,
  recipients: 1,
  waiting: 1,
  sending: 1,
  sent: 1,
  delivered: 1,
  failed: 1,
};

const message = {
  id: 7,
  task_id: 5,
  number: '+4915112345',
  text: 'hello',
  encoding: 'gsm-7bit',
  user_id: 1,
  port: 3,
  imsi: '262011234567890',
  status: 'SENDING',
  waiting: true,
  reason: '',
  reason_code: 'no_credit',
  time: MOMENT,
  accepted_at: MOMENT,
  count: 2,
  succ_count: 1,
  attempts: 1,
  segments: [
    {
      sequence: 1,
      state: 'handed_over',
      ref_id: 1,
      imsi: '262011234567890',
      handed_over_at: MOMENT,
      reports: [
        {
          ref_id: 1,
          status_code: 1,
          reason_code: 'recipient_no_response',
          received_at: MOMENT,
        },
      ],
    },
  ],
};

describe('create_messages', () => {
  answerRows(
    'create_messages',
    {
      task_id: 5,
      in_queue: 1,
    },
    {
      wrong: [
        ['/task_id', -1],
        ['/in_queue', -1],
      ],
    },
  );
});

describe('import_messages', () => {
  answerRows(
    'import_messages',
    {
      task_id: 5,
      in_queue: 1,
      messages: 1,
    },
    {
      wrong: [
        ['/task_id', -1],
        ['/in_queue', -1],
        ['/messages', -1],
      ],
    },
  );
});

describe('preview_messages', () => {
  answerRows(
    'preview_messages',
    {
      alphabet: 'gsm-7bit',
      segments: 1,
      used: 1,
      capacity: 1,
      offenders: [
        {
          character: 'character',
          place: 1,
          replacement: 'replacement',
        },
      ],
      segments_replaced: 1,
      recipients: 1,
      total_segments: 1,
      by_segments: {
        sms: 1,
      },
      samples: [
        {
          number: '+4915112345',
          text: 'hello',
          alphabet: 'gsm-7bit',
          segments: 1,
          used: 1,
          capacity: 1,
        },
      ],
      troubles: [
        {
          index: 1,
          number: '+4915112345',
          error: 'error',
        },
      ],
      refused: 1,
      queue_left: 1,
    },
    {
      open: ['/by_segments'],
      wrong: [
        ['/alphabet', 'another word'],
        ['/segments', -1],
        ['/used', -1],
        ['/capacity', -1],
        ['/offenders', null],
        ['/offenders/0', null],
        ['/offenders/0/character', null],
        ['/offenders/0/place', 0],
        ['/offenders/0/replacement', 7],
        ['/segments_replaced', -1],
        ['/recipients', -1],
        ['/total_segments', -1],
        ['/samples', null],
        ['/samples/0', null],
        ['/samples/0/number', null],
        ['/samples/0/text', null],
        ['/samples/0/alphabet', 'another word'],
        ['/samples/0/segments', -1],
        ['/samples/0/used', -1],
        ['/samples/0/capacity', -1],
        ['/troubles', null],
        ['/troubles/0', null],
        ['/troubles/0/index', -1],
        ['/troubles/0/number', null],
        ['/troubles/0/error', null],
        ['/refused', -1],
        ['/queue_left', 0.5],
      ],
    },
  );
});

describe('send_messages_again', () => {
  answerRows(
    'send_messages_again',
    {
      task_id: 5,
      in_queue: 1,
      messages: 1,
      next: 1,
    },
    {
      wrong: [
        ['/task_id', -1],
        ['/in_queue', -1],
        ['/messages', -1],
        ['/next', 0.5],
      ],
    },
  );
});

describe('list_messages', () => {
  answerRows(
    'list_messages',
    {
      messages: [message],
      next: 1,
    },
    {
      wrong: [
        ['/messages', null],
        ['/messages/0', null],
        ['/messages/0/id', 0],
        ['/messages/0/task_id', -1],
        ['/messages/0/number', null],
        ['/messages/0/text', null],
        ['/messages/0/encoding', 'another word'],
        ['/messages/0/port', 0.5],
        ['/messages/0/imsi', null],
        ['/messages/0/status', 'another word'],
        ['/messages/0/waiting', 1],
        ['/messages/0/reason', null],
        ['/messages/0/time', 'x'],
        ['/messages/0/accepted_at', 'x'],
        ['/messages/0/count', 0],
        ['/messages/0/succ_count', -1],
        ['/messages/0/attempts', -1],
        ['/messages/0/segments', null],
        ['/messages/0/segments/0', null],
        ['/messages/0/segments/0/sequence', 0],
        ['/messages/0/segments/0/state', 'another word'],
        ['/messages/0/segments/0/ref_id', 0.5],
        ['/messages/0/segments/0/imsi', null],
        ['/messages/0/segments/0/handed_over_at', 'x'],
        ['/messages/0/segments/0/reports', null],
        ['/messages/0/segments/0/reports/0', null],
        ['/messages/0/segments/0/reports/0/ref_id', -1],
        ['/messages/0/segments/0/reports/0/ref_id', 256],
        ['/messages/0/segments/0/reports/0/status_code', -1],
        ['/messages/0/segments/0/reports/0/status_code', 256],
        ['/messages/0/segments/0/reports/0/received_at', 'x'],
        ['/next', 0.5],
      ],
    },
  );
});

describe('get_message', () => {
  answerRows('get_message', message, {
    wrong: [
      ['/id', 0],
      ['/task_id', -1],
      ['/number', null],
      ['/text', null],
      ['/encoding', 'another word'],
      ['/port', 0.5],
      ['/imsi', null],
      ['/status', 'another word'],
      ['/waiting', 1],
      ['/reason', null],
      ['/time', 'x'],
      ['/accepted_at', 'x'],
      ['/count', 0],
      ['/succ_count', -1],
      ['/attempts', -1],
      ['/segments', null],
      ['/segments/0', null],
      ['/segments/0/sequence', 0],
      ['/segments/0/state', 'another word'],
      ['/segments/0/ref_id', 0.5],
      ['/segments/0/imsi', null],
      ['/segments/0/handed_over_at', 'x'],
      ['/segments/0/reports', null],
      ['/segments/0/reports/0', null],
      ['/segments/0/reports/0/ref_id', -1],
      ['/segments/0/reports/0/ref_id', 256],
      ['/segments/0/reports/0/status_code', -1],
      ['/segments/0/reports/0/status_code', 256],
      ['/segments/0/reports/0/received_at', 'x'],
    ],
  });
});

describe('list_held_messages', () => {
  answerRows(
    'list_held_messages',
    {
      held: 1,
      messages: [message],
      next: 1,
    },
    {
      wrong: [
        ['/held', -1],
        ['/messages', null],
        ['/messages/0', null],
        ['/messages/0/id', 0],
        ['/messages/0/task_id', -1],
        ['/messages/0/number', null],
        ['/messages/0/text', null],
        ['/messages/0/encoding', 'another word'],
        ['/messages/0/port', 0.5],
        ['/messages/0/imsi', null],
        ['/messages/0/status', 'another word'],
        ['/messages/0/waiting', 1],
        ['/messages/0/reason', null],
        ['/messages/0/time', 'x'],
        ['/messages/0/accepted_at', 'x'],
        ['/messages/0/count', 0],
        ['/messages/0/succ_count', -1],
        ['/messages/0/attempts', -1],
        ['/messages/0/segments', null],
        ['/messages/0/segments/0', null],
        ['/messages/0/segments/0/sequence', 0],
        ['/messages/0/segments/0/state', 'another word'],
        ['/messages/0/segments/0/ref_id', 0.5],
        ['/messages/0/segments/0/imsi', null],
        ['/messages/0/segments/0/handed_over_at', 'x'],
        ['/messages/0/segments/0/reports', null],
        ['/messages/0/segments/0/reports/0', null],
        ['/messages/0/segments/0/reports/0/ref_id', -1],
        ['/messages/0/segments/0/reports/0/ref_id', 256],
        ['/messages/0/segments/0/reports/0/status_code', -1],
        ['/messages/0/segments/0/reports/0/status_code', 256],
        ['/messages/0/segments/0/reports/0/received_at', 'x'],
        ['/next', 0.5],
      ],
    },
  );
});

for (const name of ['release_held_messages', 'stop_held_messages'] as const)
  describe(name, () => {
    answerRows(
      name,
      {
        decided: 1,
      },
      {
        wrong: [['/decided', -1]],
      },
    );
  });

describe('list_tasks', () => {
  answerRows(
    'list_tasks',
    {
      tasks: [task],
      next: 1,
    },
    {
      wrong: [
        ['/tasks', null],
        ['/tasks/0', null],
        ['/tasks/0/task_id', 0],
        ['/tasks/0/name', null],
        ['/tasks/0/text', null],
        ['/tasks/0/owner', null],
        ['/tasks/0/state', 'another word'],
        ['/tasks/0/accepted_at', 'x'],
        ['/tasks/0/recipients', -1],
        ['/tasks/0/waiting', -1],
        ['/tasks/0/sending', -1],
        ['/tasks/0/sent', -1],
        ['/tasks/0/delivered', -1],
        ['/tasks/0/failed', -1],
        ['/next', 0.5],
      ],
    },
  );
});

for (const name of ['get_task', 'stop_task', 'pause_task', 'resume_task'] as const)
  describe(name, () => {
    answerRows(name, task, {
      wrong: [
        ['/task_id', 0],
        ['/name', null],
        ['/text', null],
        ['/owner', null],
        ['/state', 'another word'],
        ['/accepted_at', 'x'],
        ['/recipients', -1],
        ['/waiting', -1],
        ['/sending', -1],
        ['/sent', -1],
        ['/delivered', -1],
        ['/failed', -1],
      ],
    });
  });
