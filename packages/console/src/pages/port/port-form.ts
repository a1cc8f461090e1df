/** The settings of a port as a form: texts that are typed, and what the gateway takes of them. */
import type { PortSettings } from '../../data/types.ts';

type Settings = PortSettings['settings'];

/** Limits that the form has; others that are set stay as they are. */
export const limitNames = ['smsPerHour', 'smsPerDay', 'smsPerMonth', 'callsPerDay'] as const;
/** A limit of the settings; each is a count of an hour, a day or a month. */
export type LimitName = (typeof limitNames)[number];
/** Ways to treat an incoming call; "" leaves it to the setting of the gateway. */
export const callChoices = ['', 'ring', 'refuse', 'answerAndHangUp'] as const;

/** Every field as the text that stands in it. */
export interface Form extends Readonly<Record<LimitName, string>> {
  /** A device file, host:port, or serial:... and place:... of a USB device. */
  readonly modem: string;
  readonly baudRate: string;
  readonly smsc: string;
  readonly number: string;
  readonly slots: string;
  readonly gap: string;
  readonly incomingCalls: (typeof callChoices)[number];
  /** The typed value; "" leaves it as it was. */
  readonly pin: string;
}

/** A number as its field has it; "" where the setting is absent, so that the gateway's own value holds. */
function textOf(value: number | undefined): string {
  return value === undefined ? '' : `${value}`;
}

/** The form of the present settings. The gateway never returns the PIN, so its field is empty. */
export function formOf({
  device,
  tcp,
  usb,
  baudRate,
  smsc,
  number,
  slots,
  gap,
  incomingCalls,
  limits,
}: Settings): Form {
  return {
    modem: device ?? tcp ?? usb ?? '',
    baudRate: textOf(baudRate),
    smsc: smsc ?? '',
    number: number ?? '',
    slots: textOf(slots),
    gap: textOf(gap),
    incomingCalls: incomingCalls ?? '',
    pin: '',
    smsPerHour: textOf(limits?.smsPerHour),
    smsPerDay: textOf(limits?.smsPerDay),
    smsPerMonth: textOf(limits?.smsPerMonth),
    callsPerDay: textOf(limits?.callsPerDay),
  };
}

/**
 * Where a modem is, by how it is written; undefined where it is written as nothing that can be one.
 * `serial:` and `place:` begin a USB device, `/` a device file, and `host:port` is a modem on the network.
 */
export function modemOf(text: string): Pick<Settings, 'device' | 'tcp' | 'usb'> | undefined {
  const typed = text.trim();
  if (/^(?:serial|place):.+$/.test(typed)) return { usb: typed };
  if (typed.startsWith('/')) return { device: typed };
  return /^.+:\d{1,5}$/.test(typed) ? { tcp: typed } : undefined;
}

/** The value of an entry; none where the field is empty. */
function given<Name extends string, Value>(name: Name, text: string, read: (text: string) => Value) {
  return text.trim() === '' ? {} : ({ [name]: read(text.trim()) } as Record<Name, Value>);
}

/** Limits of the form, and those of before that the form has no field for. An empty field takes its limit away. */
function limitsOf(form: Form, before: Settings['limits']): Pick<Settings, 'limits'> {
  const others = Object.entries(before ?? {}).filter(
    ([name]) => !(limitNames as readonly string[]).includes(name),
  );
  const typed = limitNames.filter(name => form[name].trim() !== '').map(name => [name, Number(form[name])]);
  const all = [...others, ...typed];
  return all.length === 0 ? {} : { limits: Object.fromEntries(all) };
}

/**
 * The whole of the settings that are to be; what the form has no field for stays. Undefined: no modem is named.
 * The values are not checked here but by the gateway.
 */
export function settingsOf(form: Form, before: Settings): (Settings & { readonly pin?: string }) | undefined {
  const modem = modemOf(form.modem);
  if (modem === undefined) return undefined;
  return {
    ...(before.toolkitAllows === undefined ? {} : { toolkitAllows: before.toolkitAllows }),
    ...modem,
    ...given('baudRate', form.baudRate, Number),
    ...given('smsc', form.smsc, String),
    ...given('number', form.number, String),
    ...given('slots', form.slots, Number),
    ...given('gap', form.gap, Number),
    ...(form.incomingCalls === '' ? {} : { incomingCalls: form.incomingCalls }),
    ...limitsOf(form, before.limits),
    ...given('pin', form.pin, String),
  };
}
