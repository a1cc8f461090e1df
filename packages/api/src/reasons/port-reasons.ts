import type { ReasonText } from './reason-text.ts';

/** Why a port cannot send. */
export const portReasons = {
  stopped: {
    title: 'The port is stopped',
    causes: ['The gateway has just started or is being stopped.'],
    remedies: ['Wait a moment, or start the gateway.'],
  },
  device_gone: {
    title: 'The device is not there',
    causes: [
      'The modem is unplugged or without power, or its device has another name by now.',
      'Another program holds the device, or this user may not open it.',
      'For tcp: nothing listens at that address.',
    ],
    remedies: [
      'Check cable and power, then run `simgate doctor`: it names the cause and the command that mends it.',
      'Use a stable name (usb: or /dev/serial/by-id) in the settings.',
    ],
  },
  opening: {
    title: 'The device is being opened',
    causes: ['The gateway has just started, or the device was lost and is tried again.'],
    remedies: ['Wait a moment.'],
  },
  setting_up: {
    title: 'The modem is being set up',
    causes: ['It has just been found, has restarted, or its SIM has changed.'],
    remedies: ['Wait a moment. Where it comes again and again, look at the power supply of the modem.'],
  },
  restarts_often: {
    title: 'The modem restarts again and again',
    causes: [
      'Its power supply sags when it transmits: a weak adapter, a long or thin cable, a hub without power of its own.',
      'The module, its firmware or its antenna is faulty.',
    ],
    remedies: [
      'Give the modem a stronger power supply and a short cable: a module takes up to 2 A while it transmits.',
      'Try another antenna, and newer firmware. Where it lasts, use another modem.',
    ],
  },
  modem_starting: {
    title: 'The modem is still starting',
    causes: ['It answers already but refuses SMS; modules need up to a minute.'],
    remedies: ['Wait a minute. Where it lasts, restart the module.'],
  },
  sim_starting: {
    title: 'The SIM is still starting',
    causes: ['The card has just got its power, or it has a bad contact.'],
    remedies: ['Wait a minute. Where it lasts, clean the contacts of the card and put it in anew.'],
  },
  no_sim: {
    title: 'No SIM',
    causes: [
      'No card is in the slot, it lies the wrong way round, or it cannot be read.',
      'The card is in another slot than the one that the modem uses, or has lost its contact.',
      'The modem looks for a card only when it starts.',
    ],
    remedies: [
      'Put a card in, or clean its contacts and put it in anew.',
      'Try the card in a telephone.',
      'Choose the other slot where there are several, and restart the module.',
    ],
  },
  pin_required: {
    title: 'The SIM asks for its PIN',
    causes: ['No PIN is set for the port, or the one that is set was wrong. One PIN is tried once only.'],
    remedies: [
      'Enter the PIN at the page of the port, or with `simgate port PORT unlock`.',
      'Set the right `pin` of the port in its settings, so that the next start enters it.',
    ],
  },
  puk_required: {
    title: 'The SIM asks for its PUK',
    causes: ['A wrong PIN was entered too often.'],
    remedies: ['Unblock the card in a telephone with the PUK of its operator.'],
  },
  sim_unusable: {
    title: 'The SIM cannot be used',
    causes: ['The modem is locked to another SIM or network.'],
    remedies: ['Use a card of that operator, or have the modem unlocked.'],
  },
  slot_failed: {
    title: 'The SIM slot could not be chosen',
    causes: ['The modem or the slotCommand did not switch to the slot.'],
    remedies: ['Run the slotCommand by hand and look at its error; check `slots` of the port.'],
  },
  switched_off: {
    title: 'Switched off',
    causes: ['A person has switched the port off.'],
    remedies: ['Switch it on at the page of the port, or with `simgate port PORT power on`.'],
  },
  no_sms: {
    title: 'The modem has no SMS',
    causes: ['Its firmware is for data only.'],
    remedies: ['Use another firmware or another modem.'],
  },
  silent: {
    title: 'The modem does not answer',
    causes: ['It hangs, its power is too weak, or the tty is not its AT port.'],
    remedies: [
      'Wait: it is reset by itself, then opened anew.',
      'Where it comes back, check the power supply and run `simgate doctor`.',
    ],
  },
  resetting: {
    title: 'The modem is being reset',
    causes: ['It did not answer, was of no use any more, or a person wanted it.'],
    remedies: ['Wait a minute.'],
  },
  refuses_all: {
    title: 'The modem answers every command with an error',
    causes: ['Its firmware hangs.'],
    remedies: ['Wait: it is restarted by itself.', 'Where it comes back, look for newer firmware.'],
  },
  network_denied: {
    title: 'The network refuses this SIM',
    causes: [
      'The card is blocked, not activated, without contract, or may not roam.',
      'The modem is blocked by its IMEI.',
      'The operator admits the card to another technology only, such as LTE.',
    ],
    remedies: [
      'Try the card in a telephone and ask its operator.',
      'Try another card in this modem.',
      'Ask whether SMS, and roaming where you are, belong to the contract.',
    ],
  },
  circuit_denied: {
    title: 'The network denies the circuit-switched side',
    causes: ['The contract is for data only, or the operator has no GSM or UMTS service for it here.'],
    remedies: [
      'Nothing needs to be done where messages go out: they are sent over the packet side where the modem can (+CGSMS). Calls need the other side.',
      'Where messages are refused, ask the operator for SMS over LTE or use another card.',
    ],
  },
  packet_denied: {
    title: 'The network denies the packet side',
    causes: ['The contract has no data, or data may not roam.'],
    remedies: [
      'Nothing needs to be done: messages and calls use the circuit-switched side.',
      'Where the network is LTE only, ask the operator for data or use another card.',
    ],
  },
  not_registered: {
    title: 'Not registered on a network',
    causes: [
      'No coverage, no antenna or one at the wrong connector, or a band that the modem lacks.',
      'The operator has switched off GSM or UMTS, and the modem has no LTE.',
      'An earlier program fixed the modem to one operator or technology.',
    ],
    remedies: [
      'Check antenna and place.',
      'See whether the operator still has a network of this technology.',
      'Let the modem choose by itself: AT+COPS=0.',
    ],
  },
  searching: {
    title: 'Searching for a network',
    causes: ['The modem has just started; after two minutes: coverage or antenna.'],
    remedies: ['Wait two minutes, then check antenna and place.'],
  },
  registration_unknown: {
    title: 'The modem does not report its registration',
    causes: ['It has not found out yet, or answers with a value that no standard has.'],
    remedies: ['Wait a minute. Where it lasts, send a recording of the port.'],
  },
  resting: {
    title: 'The port rests after a refusal',
    causes: ['The network or modem refused for a cause that is not of the message: congestion, no service.'],
    remedies: ['Wait: it goes on by itself. Where it lasts, look at signal and credit.'],
  },
  blocked: {
    title: 'Paused by a person',
    causes: ['A person has blocked the port: it takes no new work.'],
    remedies: ['Resume it at the page of the port, or with `simgate port PORT unblock`.'],
  },
} as const satisfies Readonly<Record<string, ReasonText>>;

export type PortReason = keyof typeof portReasons;
