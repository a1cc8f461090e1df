/** Requests and answers about SIMs and pools. */
import { describe } from 'node:test';
import { answerRows, MOMENT, requestRows } from '../testing.ts';

const ICCID = '89860112851012345678';
const BILLION = 1_000_000_000;

describe('get_sim and list_sims', () => {
  requestRows(
    'get_sim',
    [
      ['an ICCID', { id: ICCID }],
      ['an IMSI', { id: 'imsi:262011234567890' }],
    ],
    [
      [
        '33 characters',
        { id: '1'.repeat(33) },
        'id: must be the id of a SIM: its ICCID, or imsi: and its IMSI; found "111111111111111111111111111111111".',
      ],
    ],
  );
  requestRows(
    'list_sims',
    [['nothing', {}]],
    [['an empty page', { limit: 0 }, 'limit: must be a whole number from 1 to 500; found 0.']],
  );
});

describe('change_sim', () => {
  requestRows(
    'change_sim',
    [
      ['nothing', { id: ICCID }],
      ['tags', { id: ICCID, tags: ['berlin'] }],
      ['every limit', { id: ICCID, limits: { minute: 0, hour: 1, day: 2, month: BILLION, recipients: 3 } }],
      ['no limit any more', { id: ICCID, limits: {} }],
      ['a cost in fractions', { id: ICCID, cost: 0.075 }],
      ['a switch', { id: ICCID, enabled: false }],
    ],
    [
      [
        'a negative limit',
        { id: ICCID, limits: { day: -1 } },
        'limits.day: must be a whole number: most messages in a day; absent: no limit; found -1.',
      ],
      [
        'a limit over a billion',
        { id: ICCID, limits: { day: BILLION + 1 } },
        'limits.day: must be a whole number: most messages in a day; absent: no limit; found 1000000001.',
      ],
      [
        'half a message',
        { id: ICCID, limits: { minute: 0.5 } },
        'limits.minute: must be a whole number: most messages in a minute; absent: no limit; found 0.5.',
      ],
      ['a window that there is not', { id: ICCID, limits: { week: 1 } }, 'limits.week: is not known here.'],
      [
        'a negative cost',
        { id: ICCID, cost: -1 },
        'cost: must be a number from 0: what a segment costs, in a unit of yours; found -1.',
      ],
      [
        'a cost over a million',
        { id: ICCID, cost: 1_000_001 },
        'cost: must be a number from 0: what a segment costs, in a unit of yours; found 1000001.',
      ],
      ['a number, which the SIM has', { id: ICCID, number: '+49' }, 'number: is not known here.'],
    ],
  );
});

describe('put_pool', () => {
  const id = 'shop';
  requestRows(
    'put_pool',
    [
      ['a name alone', { id }],
      ['a country', { id, country: 'DE' }],
      ['no country: numbers without + are refused', { id, country: '' }],
      ['countries', { id, allowed_countries: ['DE', 'AT'] }],
      ['all countries', { id, allowed_countries: null }],
      ['members', { id, members: { sims: [ICCID], gateways: ['g'], tags: ['t'] } }],
      ['every SIM', { id, members: {} }],
      [
        'rules',
        { id, rules: [{ prefix: '+4915', tag: 'd1' }, { country: 'FR', tag: 'fr' }, { tag: 'rest' }] },
      ],
      ['the bounds of pacing', { id, pacing: { gap_ms: 0, jitter_ms: 86_400_000 } }],
      ['the bounds of attempts', { id, most_attempts: 1000 }],
      ['no end of validity', { id, validity: null }],
      ['keywords', { id, keywords: { stop: ['STOP', 'ENDE'], start: [], help: ['HILFE'] } }],
      ['choices', { id, order: 'cheapest', sticky: false, doubt: 'resend', limits: { day: 100 } }],
    ],
    [
      [
        'a name with a blank',
        { id: 'a b' },
        'id: must be the name of a pool: 1 to 64 letters, digits, - and _, the first a letter or digit; found "a b".',
      ],
      [
        'a country in small letters',
        { id, country: 'de' },
        'country: must be a country as two capital letters that numbers without + belong to; "": such are refused; found "de".',
      ],
      [
        'a country of three letters',
        { id, allowed_countries: ['DEU'] },
        'allowed_countries[0]: must be a country as two capital letters (ISO 3166-1), as DE; found "DEU".',
      ],
      [
        '301 countries',
        { id, allowed_countries: Array(301).fill('DE') },
        'allowed_countries: must be a list of countries that may be sent to; null: all; found a list of 301.',
      ],
      ['members of another sort', { id, members: { ports: [1] } }, 'members.ports: is not known here.'],
      ['a rule without a tag', { id, rules: [{ prefix: '+49' }] }, 'rules[0].tag: is missing or empty.'],
      [
        'a prefix without its plus',
        { id, rules: [{ prefix: '49', tag: 'a' }] },
        'rules[0].prefix: must be the start of a number, as +4915; found "49".',
      ],
      [
        '1001 rules',
        { id, rules: Array(1001).fill({ tag: 'a' }) },
        'rules: must be a list of at most 1000 rules; the first that matches a recipient counts; found a list of 1001.',
      ],
      ['another order', { id, order: 'random' }, 'order: must be least_used or cheapest; found "random".'],
      [
        'another way out of a doubt',
        { id, doubt: 'fail' },
        'doubt: must be hold (a message that may have been sent becomes unknown) or resend (it is sent again, perhaps twice); found "fail".',
      ],
      ['pacing without jitter', { id, pacing: { gap_ms: 1 } }, 'pacing.jitter_ms: is missing or empty.'],
      [
        'a gap over a day',
        { id, pacing: { gap_ms: 86_400_001, jitter_ms: 0 } },
        'pacing.gap_ms: must be a whole number of milliseconds from 0 to 86400000 between two messages of a SIM; found 86400001.',
      ],
      [
        'no attempt',
        { id, most_attempts: 0 },
        'most_attempts: must be a whole number from 1 to 1000: refused hand-offs before a message fails; found 0.',
      ],
      [
        'a validity over thirty days',
        { id, validity: 2_592_001 },
        'validity: must be a whole number from 1 to 2592000: seconds that messages without a validity of their own have; null: they do not expire; found 2592001.',
      ],
      [
        'keywords without help',
        { id, keywords: { stop: [], start: [] } },
        'keywords.help: is missing or empty.',
      ],
      [
        '101 keywords',
        { id, keywords: { stop: Array(101).fill('a'), start: [], help: [] } },
        'keywords.stop: must be a list of at most 100 words of at most 32 characters; found a list of 101.',
      ],
      [
        'an empty keyword',
        { id, keywords: { stop: [''], start: [], help: [] } },
        'keywords.stop[0]: must be a word of 1 to 32 characters; found "".',
      ],
      ['a misspelt key', { id, stickyness: true }, 'stickyness: is not known here.'],
    ],
  );
});

describe('list_pools and remove_pool', () => {
  requestRows('list_pools', [['nothing', {}]], []);
  requestRows(
    'remove_pool',
    [['a name of 64 characters', { id: 'p'.repeat(64) }]],
    [
      [
        '65 characters',
        { id: 'p'.repeat(65) },
        'id: must be the name of a pool: 1 to 64 letters, digits, - and _, the first a letter or digit; found "ppppppppppppppppppppppppppppppppppppppp….',
      ],
    ],
  );
});

const sim = {
  id: ICCID,
  imsi: '262011234567890',
  number: '',
  operator: 'Telekom.de',
  gateway: '06v3k9pq2n0a1b2c3d4e7f',
  port: 3,
  tags: [],
  limits: { minute: 1, hour: 2, day: 3, month: 4, recipients: 5 },
  cost: 0.075,
  enabled: true,
  used: { minute: 0, hour: 0, day: 1, month: 1, recipients: 1 },
  waits_for: '',
  seen_at: MOMENT,
};

const pool = {
  id: 'shop',
  country: 'DE',
  allowed_countries: ['DE'],
  members: { sims: [], gateways: [], tags: ['t'] },
  rules: [{ prefix: '+49', country: 'DE', tag: 'd1' }],
  order: 'least_used',
  sticky: true,
  doubt: 'hold',
  limits: { day: 9 },
  pacing: { gap_ms: 0, jitter_ms: 0 },
  most_attempts: 5,
  validity: null,
  keywords: { stop: ['STOP'], start: ['START'], help: ['HELP'] },
};

describe('a SIM', () => {
  const limits = ['minute', 'hour', 'day', 'month', 'recipients'];
  for (const name of ['get_sim', 'change_sim'] as const)
    answerRows(name, sim, {
      optional: limits.map(window => `/limits/${window}`),
      wrong: [
        ['/id', ''],
        ['/port', 32],
        ['/cost', -0.1],
        ['/used/day', -1],
        ['/used/day', 0.5],
        ['/limits/day', -1],
        ['/seen_at', null],
      ],
    });
  answerRows(
    'list_sims',
    { sims: [sim], next: null },
    { optional: limits.map(window => `/sims/0/limits/${window}`) },
  );
});

describe('a pool', () => {
  const optional = [
    ...['sims', 'gateways', 'tags'].map(list => `/members/${list}`),
    ...['/rules/0/prefix', '/rules/0/country', '/limits/day'],
  ];
  answerRows('put_pool', pool, {
    optional,
    wrong: [
      ['/id', 'a b'],
      ['/country', 'de'],
      ['/allowed_countries', 'DE'],
      ['/order', ''],
      ['/sticky', 'yes'],
      ['/doubt', ''],
      ['/pacing/gap_ms', -1],
      ['/most_attempts', 0],
      ['/validity', 0],
    ],
  });
  answerRows('list_pools', { pools: [pool] }, { optional: optional.map(path => `/pools/0${path}`) });
  answerRows('remove_pool', {});
});
