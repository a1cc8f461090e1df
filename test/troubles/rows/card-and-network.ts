/** Faults of the SIM, and of registration. */
import { recovers, stays, type TroubleRow } from '../row.ts';
import { otherSim, receives, takenFromSim } from '../traffic.ts';

/** A modem that was silent for long is set up anew for that alone. */
const OTHER_SIM = /another SIM or another IMSI is in the modem: it is set up anew|the modem does not answer/;

const cards: readonly TroubleRow[] = [
  stays('no SIM', 'quectel', [{ fault: 'noSim' }], {
    ...{ reg: 'NO_SIM', reason: 'no_sim', log: /no SIM.*\. Put a card in/ },
  }),
  recovers('a SIM that is lost until the module restarts', 'generic', [{ fault: 'simLost', after: 1000 }], {
    ...{ within: 60, log: /recovery: the SIM was lost: its module is restarted/ },
  }),
  recovers('a lost SIM of a module with its own restart', 'sara-r4', [{ fault: 'simLost', after: 1000 }], {
    only: ['sara-r4', 'sara-u2', 'neoway', 'fibocom', 'zte', 'le910'],
    ...{ within: 60, log: /recovery: the SIM was lost: its module is restarted/ },
  }),
  recovers('a PIN', 'simcom', [{ fault: 'pinAsked' }], { port: { pin: '1234' } }),
  stays('a wrong PIN', 'generic', [{ fault: 'pinAsked' }], {
    ...{ port: { pin: '0000' }, reg: 'PIN_REQUIRE', reason: 'pin_required' },
    log: /the PIN of this port is wrong\. Enter the PIN at the page of the port/,
  }),
  stays('the right PIN, refused', 'sim7600', [{ fault: 'pinAsked' }, { fault: 'pinRefused' }], {
    ...{ port: { pin: '1234' }, reg: 'PIN_REQUIRE', reason: 'pin_required' },
    log: /the PIN of this port is wrong/,
  }),
  stays('a PIN that nobody set', 'wavecom', [{ fault: 'pinAsked' }], {
    ...{ reg: 'PIN_REQUIRE', reason: 'pin_required', log: /asks for its PIN and none is set for this port/ },
  }),
  stays('a PUK', 'simcom', [{ fault: 'pukAsked' }], {
    ...{
      reg: 'PUK_REQUIRE',
      reason: 'puk_required',
      log: /asks for its PUK.*Unblock the card in a telephone/,
    },
  }),
  stays(
    'an IMSI that can never be read, and stored messages',
    'generic',
    [
      { fault: 'refused', commands: ['+CIMI'], answer: '+CME ERROR: 100' },
      { fault: 'storedMessages', count: 3 },
    ],
    {
      reg: 'NO_SIM',
      reason: 'no_sim',
      log: /the IMSI of the SIM cannot be read: its messages are stored without it/,
      ...{ traffic: takenFromSim(3), within: 120, pace: 'slow' },
    },
  ),
  recovers('other status words of the card', 'zte', [{ fault: 'cardStatus' }]),
];

const simChanges: readonly TroubleRow[] = [
  ...(['notice', 'notReady', 'profile', 'restart'] as const).map(form =>
    recovers(
      `another SIM: ${form}`,
      'cinterion',
      [{ fault: 'simChange', form, after: 1000, milliseconds: 2000 }],
      {
        traffic: otherSim,
      },
    ),
  ),
  ...(['unregistered', 'imsi', 'silence'] as const).map(form =>
    recovers(
      `another SIM without a notice: ${form}`,
      'generic',
      [{ fault: 'simChange', form, after: 1000 }],
      {
        ...{ within: 80, log: OTHER_SIM, traffic: otherSim, pace: 'slow' },
      },
    ),
  ),
];

const registration: readonly TroubleRow[] = [
  recovers(
    'denied, then granted',
    'generic',
    [{ fault: 'registration', status: 3, from: 'connection', lasts: 8000 }],
    {
      log: /the network refuses this SIM\. Try the card in a telephone/,
    },
  ),
  stays('denied for good', 'quectel', [{ fault: 'registration', status: 3 }], {
    ...{ reg: 'UNREGISTER', reason: 'network_denied' },
    log: /recovery: the network refuses this SIM: its radio is switched off and on/,
  }),
  stays('no network', 'huawei', [{ fault: 'registration', status: 0 }], {
    ...{ reg: 'UNREGISTER', reason: 'not_registered', log: /not registered on a network\. Check antenna/ },
  }),
  stays('a search without end', 'le910', [{ fault: 'registration', status: 2 }], {
    ...{ reg: 'SEARCHING_NETWORK', reason: 'searching', log: /searching for a network\. Wait two minutes/ },
  }),
  stays('a registration that is not known', 'm66', [{ fault: 'registration', status: 4 }], {
    ...{ reg: 'UNKNOWN', reason: 'registration_unknown' },
    log: /the modem does not report whether it is registered/,
  }),
  recovers(
    'a value that no table has',
    'generic',
    [{ fault: 'registration', circuit: 13, notice: '+CREG: 13', after: 1000, lasts: 6000 }],
    { over: true },
  ),
  recovers(
    'registered and not, in turn',
    'meig',
    [{ fault: 'registrationFlaps', every: 1000, after: 1000, lasts: 8000 }],
    { over: true, log: /searching for a network|port is ready/ },
  ),
  recovers('circuit side denied, packet side registered', 'generic', [{ fault: 'circuitDenied' }], {
    // Without packet service there is one side only.
    except: ['phase2'],
    reason: 'circuit_denied',
    log: /SMS is sent over that one from now on \(\+CGSMS=\d\)/,
  }),
  ...(['withoutMode', 'withMode', 'unquoted', 'prefixed', 'noBlank'] as const).map(form =>
    recovers(`registration in another form: ${form}`, 'generic', [{ fault: 'registrationForm', form }], {
      traffic: receives(),
    }),
  ),
];

export const cardAndNetworkRows: readonly TroubleRow[] = [...cards, ...simChanges, ...registration];
