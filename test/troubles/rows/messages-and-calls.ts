/** Faults of storages, of messages both ways, of USSD and of calls. */
import { recovers, type TroubleRow } from '../row.ts';
import { asks, asksInVain, dials, receives, sends, stored } from '../traffic.ts';

const storages: readonly TroubleRow[] = [
  recovers('a full SIM', 'simcom', [{ fault: 'storedMessages' }], {
    traffic: receives(30),
    within: 40,
  }),
  recovers('a SIM full of what the modem sent', 'generic', [{ fault: 'storedMessages', kind: 'sent' }], {
    log: /full of \d+ messages that this modem sent or wrote itself/,
  }),
  recovers(
    'a notice that the storage is full',
    'a7670',
    [
      { fault: 'storedMessages', kind: 'unsent' },
      { fault: 'fullNotice', text: '+SMS FULL', every: 2000 },
    ],
    // Each maker has a spelling of its own.
    { only: ['simcom', 'sim7600', 'sim7000', 'a7670'], log: /the message storage is full/ },
  ),
  recovers(
    '+CPMS refused',
    'generic',
    [
      { fault: 'refused', commands: ['+CPMS'] },
      { fault: 'storedMessages', count: 3 },
    ],
    // The storage in use is another one than the SIM's.
    { traffic: stored(3), except: ['quectel', 'em7455', 'ec200u', 'fibocom', 'meig'] },
  ),
  recovers(
    '+CMGL refused',
    'generic',
    [
      { fault: 'refused', commands: ['+CMGL'], answer: '+CMS ERROR: 303' },
      { fault: 'storedMessages', count: 3 },
    ],
    { traffic: stored(3) },
  ),
  recovers('a count that is wrong', 'sim7600', [{ fault: 'countWrong', by: 2 }], {
    log: /counts \d+ messages, of which \d+ cannot be found/,
  }),
  recovers(
    'a list that leaves one out',
    'huawei',
    [{ fault: 'storedMessages', count: 3 }, { fault: 'listIncomplete' }],
    { traffic: stored(3) },
  ),
  recovers(
    'an index that cannot be, and a message that is stored',
    'generic',
    [{ fault: 'impossibleIndex', stored: true }],
    { traffic: receives() },
  ),
  recovers('an index that cannot be, and no message', 'generic', [{ fault: 'impossibleIndex' }], {
    // Without +CNMA there is no other way of delivery.
    ...{ traffic: receives(), except: ['phase2'], log: /the modem announced a message but stored none/ },
  }),
  recovers('a message that can be read later only', 'ec200u', [{ fault: 'readLate' }], {
    traffic: receives(),
  }),
];

const oddFields = [
  ...(['timeStamp', 'zone', 'userDataShort', 'userDataLong', 'fill', 'addressFill', 'emptyAddress'] as const),
  ...(['headerLength', 'noServiceCentre'] as const),
];

const messages: readonly TroubleRow[] = [
  ...oddFields.map(field =>
    recovers(`a message with an odd field: ${field}`, 'generic', [{ fault: 'oddPdu', field }], {
      traffic: receives(),
    }),
  ),
  recovers('a report that is cut short', 'generic', [{ fault: 'oddPdu', field: 'reportShort' }], {
    traffic: sends('SENT_OK'),
  }),
  recovers('reports with a wrong length', 'generic', [{ fault: 'pduLength' }], {
    ...{ traffic: sends('DELIVERED'), within: 60, pace: 'slow' },
  }),
  ...(['late', 'okFirst', 'referenceOnly', 'nextConnection'] as const).map(form =>
    recovers(
      `an answer to a message: ${form}`,
      'generic',
      [{ fault: 'submitAnswer', form, times: 1, ...(form === 'late' && { milliseconds: 4000 }) }],
      { traffic: sends('DELIVERED') },
    ),
  ),
  ...(['okOnly', 'none', 'okAtPrompt'] as const).map(form =>
    recovers(`an answer to a message: ${form}`, 'generic', [{ fault: 'submitAnswer', form, times: 1 }], {
      ...{ traffic: sends('DELIVERED'), within: 240, pace: 'patient', longRunOnly: true },
    }),
  ),
  recovers('a modem that hangs at a message', 'generic', [{ fault: 'stuckAtSubmit' }], {
    ...{ traffic: sends('DELIVERED'), within: 200, pace: 'slow' },
    log: /recovery: the modem answered every command with an error|modem is reset/,
  }),
];

/** Modules for data and messages alone. */
const withoutCalls = ['ml307'];

const sessions: readonly TroubleRow[] = [
  recovers('a USSD answer in pieces', 'generic', [{ fault: 'ussdAnswer', pieces: 3 }], {
    traffic: asks('*100#', /^Your bal[\s\S]*EUR/),
  }),
  recovers(
    'a release before the USSD answer',
    'sim7600',
    [{ fault: 'ussdAnswer', before: ['+CUSD: 2,"Initiating Release",15'] }],
    { traffic: asks('*100#', /^Your balance/) },
  ),
  recovers(
    'a USSD answer that is packed, with coding 0',
    'huawei',
    [{ fault: 'ussdAnswer', form: 'packed', coding: 0 }],
    {
      ...{ traffic: asks('*100#', /^Your balance/), only: ['huawei'] },
    },
  ),
  recovers('USSD that is not supported', 'quectel', [{ fault: 'ussdAnswer', instead: '+CUSD: 4' }], {
    traffic: asksInVain('*100#', 'not_supported'),
  }),
  recovers('USSD that is refused', 'a7670', [{ fault: 'ussdAnswer', error: 258 }], {
    traffic: asksInVain('*100#', 'not_sent'),
  }),
  recovers('CONNECT to a voice call', 'generic', [{ fault: 'dialAnswer' }], {
    traffic: dials,
    except: withoutCalls,
  }),
  recovers('a call that ATH does not end', 'generic', [{ fault: 'hangUpIgnored' }], {
    traffic: dials,
    except: withoutCalls,
  }),
];

export const messageAndCallRows: readonly TroubleRow[] = [...storages, ...messages, ...sessions];
