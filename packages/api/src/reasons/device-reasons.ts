import type { ReasonText } from './reason-text.ts';

/** Braces in causes and remedies are filled in: {adapter}, {device}, {group}, {user}, {holder}, {port}, {uid}, {ids}. Remedies are commands and steps. */
export interface DeviceReason extends ReasonText {
  /** `well` and `unasked` are no faults. */
  readonly kind: 'well' | 'unasked' | 'warning' | 'fault';
}

/** Why a device does not serve, as `simgate doctor` and /v1/devices find out. */
export const deviceReasons = {
  well: { kind: 'well', title: 'registered: can send and receive', causes: [], remedies: [] },
  used_by_gateway: {
    kind: 'unasked',
    title: 'used by the running gateway, and therefore not asked',
    causes: ['the data folder is in use by {holder}'],
    remedies: ['ask the gateway: GET /v1/ports', 'or stop it and run this again'],
  },
  unused: {
    kind: 'unasked',
    title: 'no port uses it, and it was not asked',
    causes: ['no port of the settings names it, and `ports: auto` does not take it'],
    remedies: [
      'ask it: POST /v1/devices/probe, or simgate doctor {device}',
      'name it in the settings by usb: or device:',
    ],
  },
  not_asked: {
    kind: 'unasked',
    title: 'a serial line that may lead to anything, and therefore not asked',
    causes: ['the device behind it need not be a modem, and could take AT commands amiss'],
    remedies: [
      'simgate doctor {device}',
      'a modem there becomes a port by device: {device} in the settings',
      '{adapter}',
    ],
  },
  no_device: {
    kind: 'fault',
    title: 'no modem was found',
    causes: [
      'none is plugged in, or it has no power (a hub without its own supply)',
      'the kernel has no driver for it, or the container does not see /sys and /dev',
    ],
    remedies: [
      'lsusb',
      'dmesg | grep -i -E "usb|tty" | tail',
      'in a container: --device /dev/ttyUSB0, and /sys and /run/udev read-only',
    ],
  },
  absent: {
    kind: 'fault',
    title: 'the device is not there',
    causes: ['unplugged, without power, or known under another name today'],
    remedies: [
      'ls -l /dev/serial/by-id/',
      'name it by usb: in the settings, as simgate doctor shows it, and its tty may change',
    ],
  },
  no_permission: {
    kind: 'fault',
    title: 'this user may not open the device',
    causes: ['{device} belongs to the group {group}, and {user} is not in it'],
    remedies: [
      'sudo usermod -aG {group} {user}',
      'log in again (a service: restart it), since groups are read at login',
      'where the device belongs to no such group: the udev rule in docs/operating.md, section Devices',
    ],
  },
  held_by_manager: {
    kind: 'fault',
    title: 'ModemManager holds the device',
    causes: ['ModemManager takes every modem it finds'],
    remedies: [
      'sudo mmcli --inhibit-device={uid} (as long as it runs)',
      'for good: the udev rule in docs/operating.md, section ModemManager',
      'where nothing else needs it: sudo systemctl disable --now ModemManager',
    ],
  },
  held: {
    kind: 'fault',
    title: 'another process holds the device',
    causes: ['{holder}'],
    remedies: ['end that program, or take the device out of its settings', 'sudo fuser -v {device}'],
  },
  cannot_open: {
    kind: 'fault',
    title: 'the device cannot be opened',
    causes: ['{holder}'],
    remedies: ['dmesg | tail', 'unplug it and plug it in again'],
  },
  unreachable: {
    kind: 'fault',
    title: 'the address does not answer',
    causes: ['{holder}', 'the terminal server is off, its port is another one, or a firewall stands between'],
    remedies: ['nc -vz {device}', 'many terminal servers take one connection only: end the other one'],
  },
  silent: {
    kind: 'fault',
    title: 'nothing answers AT',
    causes: [
      'the module is off, starting or stuck',
      'this tty of the module is for something else',
      'the speed is one that was not tried, or the wires are crossed or loose',
    ],
    remedies: [
      'take its power away for ten seconds',
      'try its other ttys: simgate doctor /dev/ttyUSB...',
      'set baudRate of the port',
    ],
  },
  no_at: {
    kind: 'fault',
    title: 'something speaks here, and not AT',
    causes: ['a tty for positions or diagnosis, another kind of device, or another speed'],
    remedies: ['use another tty of the module', 'set baudRate of the port'],
  },
  data_mode: {
    kind: 'warning',
    title: 'the line was left in data mode and has been led back',
    causes: ['a dial-up connection (pppd) was broken off and its call never ended'],
    remedies: ['end the program that dials: two programs cannot share the modem', 'run this again'],
  },
  wrong_speed: {
    kind: 'fault',
    title: 'the modem answers at another speed than the settings say',
    causes: ['it answers at {holder} baud'],
    remedies: ['set baudRate of the port to that, or take the setting out: it is found by trying'],
  },
  broken: {
    kind: 'fault',
    title: 'the modem fell silent while it was asked',
    causes: ['its firmware hangs, or the line loses octets'],
    remedies: ['take its power away for ten seconds', 'a shorter cable, a hub with its own supply'],
  },
  network_stick: {
    kind: 'fault',
    title: 'a router in a stick (HiLink and its like): it has a web page, and no tty for AT',
    causes: ['its firmware offers a network card instead of a modem'],
    remedies: [
      'its web page (often http://192.168.8.1) may offer a modem or debug mode: switch it there, then unplug and plug in',
      'else a firmware with serial ports of the same model, or another modem',
    ],
  },
  storage_mode: {
    kind: 'fault',
    title: 'the stick shows its disk of drivers instead of the modem',
    causes: ['usb_modeswitch is missing or does not know it'],
    remedies: [
      'sudo apt install usb-modeswitch, then unplug and plug in',
      'sudo usb_modeswitch -J -v {ids} (sticks of that kind)',
    ],
  },
  packet_only: {
    kind: 'fault',
    title: 'the module offers QMI or MBIM alone, and no tty for AT',
    causes: ['its USB composition leaves the serial ports out'],
    remedies: [
      'switch its composition to one with AT ports (a command of its maker, over mmcli --command in debug mode or qmicli)',
      'modprobe option, where the kernel does not know its ids',
    ],
  },
  no_sim: {
    kind: 'fault',
    title: 'no SIM',
    causes: [
      'none is in, it is in the wrong way round, or its contacts are dirty',
      'another slot of the module is chosen',
    ],
    remedies: [
      'take the SIM out and put it in again while the modem is without power',
      'try it in a telephone',
    ],
  },
  sim_locked: {
    kind: 'fault',
    title: 'the modem is locked to another SIM or network',
    causes: ['it was sold with a contract of one operator'],
    remedies: ['a SIM of that operator, or its unlock code (the seller has it)'],
  },
  sim_busy: {
    kind: 'warning',
    title: 'the SIM is still starting',
    causes: ['the modem has just been switched on', 'the contacts of the SIM are bad, where it stays so'],
    remedies: ['run this again in half a minute'],
  },
  pin_required: {
    kind: 'fault',
    title: 'the SIM asks for its PIN',
    causes: ['the PIN of the SIM is on; none is ever tried here'],
    remedies: ['pin: of the port in the settings', 'or switch the PIN off in a telephone'],
  },
  puk_required: {
    kind: 'fault',
    title: 'the SIM asks for its PUK',
    causes: ['a wrong PIN was entered three times'],
    remedies: ['unblock it in a telephone with the PUK of its papers; ten wrong ones destroy it'],
  },
  storage_full: {
    kind: 'warning',
    title: 'the memory for received messages is full: no more come in',
    causes: ['messages that nobody read and deleted fill {holder}'],
    remedies: ['run the gateway: it takes them over and deletes them'],
  },
  radio_off: {
    kind: 'fault',
    title: 'the radio is off',
    causes: ['AT+CFUN is {holder}: an earlier program switched it off, or the module starts so'],
    remedies: [
      'the gateway switches it on when it starts',
      'simgate port PORT power on, where a person switched it off',
    ],
  },
  denied: {
    kind: 'fault',
    title: 'the network refuses this SIM',
    causes: [
      '{holder}',
      'the SIM is blocked, not activated or not paid, or may not roam',
      'the network blocks this IMEI',
    ],
    remedies: [
      'try the SIM in a telephone',
      'ask the operator what it may use: calls and SMS, or data alone',
    ],
  },
  unregistered: {
    kind: 'fault',
    title: 'not registered in any network',
    causes: [
      '{holder}',
      'no antenna or no coverage',
      'a technology that this network has switched off (2G, 3G)',
    ],
    remedies: [
      'check the antenna and its plug',
      'the same SIM in a telephone at the same place',
      'wait two minutes and run this again',
    ],
  },
} as const satisfies Readonly<Record<string, DeviceReason>>;

export type DeviceReasonCode = keyof typeof deviceReasons;
