/** Requests and answers about webhooks and the live stream. */
import { describe } from 'node:test';
import { serverEventKinds } from '../event-kinds.ts';
import { answerRows, MOMENT, requestRows, SOME_ID } from '../testing.ts';

const ADDRESS = 'https://shop.example/hook';

describe('create_webhook', () => {
  requestRows(
    'create_webhook',
    [
      ['an address alone', { url: ADDRESS }],
      ['plain http', { url: 'http://10.0.0.9/x?y=1' }],
      ['every kind', { url: ADDRESS, kinds: [...serverEventKinds] }],
      [
        'pools, a text and a switch',
        { url: ADDRESS, pools: ['shop'], description: 'the shop', enabled: false },
      ],
      ['an address of 2048 characters', { url: `https://${'a'.repeat(2040)}` }],
    ],
    [
      ['no address', { kinds: [] }, 'url: is missing or empty.'],
      [
        'another scheme',
        { url: 'ftp://shop.example' },
        'url: must be an address as https://host/path; found "ftp://shop.example".',
      ],
      [
        'an address of 2049 characters',
        { url: `https://${'a'.repeat(2041)}` },
        'url: must be an address as https://host/path; found "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa….',
      ],
      [
        'another kind',
        { url: ADDRESS, kinds: ['message.sent', 'sms'] },
        'kinds[1]: must be a kind of event; found "sms".',
      ],
      [
        '65 kinds',
        { url: ADDRESS, kinds: Array(65).fill('message.sent') },
        'kinds: must be a list of kinds: message.sent, message.delivered, message.undelivered, message.failed, message.unknown, message.expired, message.cancelled, message.received, ussd.received, call.recorded, call.missed, gateway.state, gateway.notice, port.state, sim.state, optout.changed; found a list of 65.',
      ],
      [
        'a pool with a blank',
        { url: ADDRESS, pools: ['a b'] },
        'pools[0]: must be pools whose events it gets; absent: all: 1 to 64 letters, digits, - and _, the first a letter or digit; found "a b".',
      ],
      [
        'a text of 257 characters',
        { url: ADDRESS, description: 'd'.repeat(257) },
        'description: must be a text for people; found "ddddddddddddddddddddddddddddddddddddddd….',
      ],
      ['a secret, which the server makes', { url: ADDRESS, secret: 's' }, 'secret: is not known here.'],
    ],
  );
});

describe('change_webhook', () => {
  requestRows(
    'change_webhook',
    [
      ['one field', { id: SOME_ID, enabled: true }],
      ['another address', { id: SOME_ID, url: ADDRESS }],
      ['all kinds again', { id: SOME_ID, kinds: [] }],
    ],
    [
      ['an id that is none', { id: '1', enabled: true }, 'id: must be the id of a webhook; found "1".'],
      ['a switch as text', { id: SOME_ID, enabled: 'yes' }, 'enabled: must be true or false; found "yes".'],
    ],
  );
});

describe('webhooks and their deliveries', () => {
  requestRows('list_webhooks', [['nothing', {}]], []);
  requestRows(
    'remove_webhook',
    [['an id', { id: SOME_ID }]],
    [['a word', { id: 'shop' }, 'id: must be the id of a webhook; found "shop".']],
  );
  requestRows(
    'list_deliveries',
    [['a page', { id: SOME_ID, cursor: 'c', limit: 500 }]],
    [['a page of 0', { id: SOME_ID, limit: 0 }, 'limit: must be a whole number from 1 to 500; found 0.']],
  );
  for (const name of ['resend_delivery', 'pass_over_delivery'] as const)
    describe(name, () => {
      requestRows(
        name,
        [['an event of 64 characters', { id: SOME_ID, event: 'e'.repeat(64) }]],
        [
          [
            '65 characters',
            { id: SOME_ID, event: 'e'.repeat(65) },
            'event: must be the webhook-id of a delivery; found "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee….',
          ],
        ],
      );
    });
});

describe('stream_events', () => {
  requestRows(
    'stream_events',
    [
      ['nothing: every kind from now on', {}],
      ['kinds', { kinds: 'message.sent,port.state' }, { kinds: ['message.sent', 'port.state'] }],
      ['the last event that was got', { after: 'x'.repeat(4096) }],
    ],
    [
      ['another kind', { kinds: 'sms' }, 'kinds[0]: must be a kind of event; found "sms".'],
      [
        '4097 characters',
        { after: 'x'.repeat(4097) },
        'after: must be the id of the last event that was got; found "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx….',
      ],
    ],
  );
});

const webhook = {
  id: SOME_ID,
  url: ADDRESS,
  kinds: ['message.sent'],
  pools: [],
  description: '',
  enabled: true,
  waiting: 3,
  last_error: 'the target answered 500',
  next_try_at: MOMENT,
};

describe('a webhook', () => {
  answerRows('change_webhook', webhook, {
    wrong: [
      ['/id', 'x'],
      ['/kinds', 'message.sent'],
      ['/waiting', -1],
      ['/enabled', null],
      ['/next_try_at', 0],
    ],
  });
  answerRows('create_webhook', { webhook: { ...webhook, next_try_at: null }, secret: 'whsec_AAAA' });
  answerRows('list_webhooks', { webhooks: [webhook] });
  for (const name of ['remove_webhook', 'resend_delivery', 'pass_over_delivery'] as const)
    answerRows(name, {});
});

describe('a delivery', () => {
  const delivery = {
    event: 'e1',
    kind: 'message.sent',
    subject: SOME_ID,
    state: 'waiting',
    attempts: 2,
    last_error: 'the target answered 500',
    at: MOMENT,
    next_try_at: MOMENT,
  };
  answerRows(
    'list_deliveries',
    { deliveries: [delivery], next: null },
    {
      wrong: [
        ['/deliveries/0/state', 'lost'],
        ['/deliveries/0/attempts', -1],
        ['/deliveries/0/at', null],
        ['/deliveries/0/next_try_at', ''],
      ],
    },
  );
});
