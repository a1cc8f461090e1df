/** Faults that a gateway finds when it starts, or that come with a restart of the module. */
import { recovers, stays, type TroubleRow } from '../row.ts';
import { stored } from '../traffic.ts';

/** Refusals that pass by themselves, each at a modem whose maker is known for it where there is one. */
const notYet: readonly [answer: string, persona: string][] = [
  ['ERROR', 'wavecom'],
  ['+CME ERROR: 10', 'quectel'],
  ['+CME ERROR: 13', 'sim7600'],
  ['+CME ERROR: 14', 'huawei'],
  ['+CME ERROR: 515', 'cinterion'],
  ['+CMS ERROR: 302', 'generic'],
  ['+CMS ERROR: 314', 'ec200u'],
  ['+CMS ERROR: 512', 'ericsson'],
  ['+CMS ERROR: 515', 'neoway'],
  ['+CMS ERROR: 517', 'simcom'],
];

const slowStart: readonly TroubleRow[] = [
  recovers('a cold start', 'simcom', [{ fault: 'coldStart', boot: 3000 }]),
  recovers('a cold start without a word', 'sara-r4', [{ fault: 'coldStart', boot: 3000 }]),
  recovers('a SIM that is 30 s late', 'generic', [{ fault: 'simLate', from: 'connection' }], {
    ...{ within: 60, log: /the SIM is starting\. Wait a minute/, pace: 'patient' },
  }),
  recovers(
    'a module that restarts every minute, twice',
    'a7670',
    [{ fault: 'reboots', from: 'connection', boot: 2000, times: 2 }],
    {
      ...{ within: 160, over: true, pace: 'patient' },
      // By form of the module: its device goes away, its notice comes, or its registration is lost.
      log: /port cannot send: (the modem is being set up|the device is gone|not registered)/,
    },
  ),
  ...notYet.map(([answer, persona]) =>
    recovers(`SMS that is not ready yet: ${answer}`, persona, [
      { fault: 'notReady', from: 'connection', answer, milliseconds: 5000, notices: ['SMS Ready'] },
    ]),
  ),
  recovers('settings that are refused for a while, not the mode', 'meig', [
    {
      fault: 'notReady',
      commands: ['+CPMS', '+CNMI', '+CSMS', '+CSCA'],
      answer: '+CMS ERROR: 302',
      milliseconds: 5000,
    },
  ]),
  stays(
    'firmware for data only',
    'ml307',
    [{ fault: 'refused', commands: ['+CMGF', '+CSMS', '+CNMI', '+CPMS', '+CMGL', '+CMGS', '+CSCA'] }],
    { reg: 'UNKNOWN', reason: 'no_sms', within: 120, log: /this modem has no SMS/, pace: 'patient' },
  ),
];

const line: readonly TroubleRow[] = [
  recovers('the prompt of a program that crashed', 'quectel', [{ fault: 'openPrompt' }]),
  recovers('an echo that stays', 'huawei', [{ fault: 'echoStays' }]),
  recovers('errors in words', 'le910', [{ fault: 'errorForm', form: 'verbose' }]),
  recovers('errors without a cause', 'zte', [{ fault: 'errorForm', form: 'plain' }]),
  recovers('a line that is left in data mode', 'em7455', [{ fault: 'dataMode' }]),
  recovers('a speed that the module finds by itself', 'neoway', [{ fault: 'wrongSpeed', lines: 4 }]),
  stays('a wrong speed', 'generic', [{ fault: 'wrongSpeed' }], {
    ...{ reg: 'UNKNOWN', reason: 'silent', log: /the modem does not answer\. Wait: it is reset by itself/ },
  }),
  stays('a modem that never answers', 'generic', [{ fault: 'deaf' }], {
    ...{ reg: 'UNKNOWN', reason: 'silent', log: /the modem does not answer\. Wait: it is reset by itself/ },
  }),
  stays('a modem that hears nothing and speaks', 'huawei', [{ fault: 'deaf', speaks: true }], {
    ...{ reg: 'UNKNOWN', reason: 'silent', log: /the modem does not answer\. Wait: it is reset by itself/ },
  }),
  recovers('lines without quotes', 'fibocom', [{ fault: 'lineStyle', quotes: false }]),
  recovers('lines without a blank behind the colon', 'm66', [{ fault: 'lineStyle', colonBlank: false }]),
  recovers('lines with blanks behind commas', 'sara-u2', [{ fault: 'lineStyle', commaBlank: true }]),
  recovers('line ends inside quotes', 'phase2', [{ fault: 'lineStyle', breaks: true }]),
  recovers('a notice with a line end inside its quotes', 'generic', [
    { fault: 'says', text: '+CUSD: 0,"two\r\nlines",15', after: 1000 },
  ]),
  recovers(
    'a flood of notices',
    'huawei',
    [{ fault: 'flood', octetsPerSecond: 200_000, after: 1000, lasts: 3000 }],
    {
      ...{ over: true, log: /notices \S+ came too fast and were left out|port is ready/ },
    },
  ),
  recovers(
    'one notice without end',
    'quectel',
    [
      {
        fault: 'flood',
        form: 'notice',
        text: '+CUSD: 0,"',
        octetsPerSecond: 200_000,
        after: 1000,
        lasts: 3000,
      },
    ],
    { over: true },
  ),
  recovers(
    'a list without end',
    'generic',
    [{ fault: 'flood', form: 'list', octetsPerSecond: 200_000, lasts: 10_000 }],
    { over: true },
  ),
];

const commands: readonly TroubleRow[] = [
  recovers('no test forms', 'sim7000', [{ fault: 'refused', commands: ['*=?'] }]),
  stays(
    'errors to everything, from some moment on',
    'air780',
    [{ fault: 'refused', commands: ['*'], after: 1000 }],
    {
      ...{ reg: 'UNKNOWN', reason: 'refuses_all', within: 80, pace: 'slow' },
      log: /the modem answers every command with an error\. Wait: it is restarted/,
    },
  ),
  recovers(
    'errors to everything for a while',
    'generic',
    [{ fault: 'refused', commands: ['*'], after: 1000, lasts: 50_000 }],
    { within: 120, log: /recovery: the modem answered every command with an error/, pace: 'slow' },
  ),
  stays(
    'a lock to another network',
    'sim7600',
    [{ fault: 'answers', commands: ['+CPIN?'], lines: ['+CPIN: PH-NET PIN'] }],
    { reg: 'UNKNOWN', reason: 'sim_unusable', log: /the modem is locked to another SIM or network/ },
  ),
  recovers('a radio that is off', 'generic', [{ fault: 'radioOff' }], {
    log: /the radio was off \(\+CFUN: 4\) and is switched on/,
  }),
  recovers('a modem at its least functionality', 'sara-r4', [{ fault: 'radioOff', functionality: 0 }], {
    log: /the radio was off \(\+CFUN: 0\) and is switched on/,
  }),
  recovers('50 stored messages', 'generic', [{ fault: 'storedMessages', count: 50 }], {
    traffic: stored(50),
  }),
];

const terminals: readonly TroubleRow[] = [
  recovers('a tty that hangs up', 'huawei', [{ fault: 'coldStart', after: 1000, boot: 2000 }], {
    ...{ tty: true, only: ['huawei'], log: /the device is gone/ },
  }),
  stays('a tty that never answers', 'quectel', [{ fault: 'deaf' }], {
    ...{ tty: true, reg: 'UNKNOWN', reason: 'silent', within: 60, pace: 'slow' },
    log: /the modem does not answer\. Wait: it is reset by itself/,
  }),
];

export const startingRows: readonly TroubleRow[] = [...slowStart, ...line, ...commands, ...terminals];
