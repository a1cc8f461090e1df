/** A reason of the catalogue as it stands for one device. */
import { type DeviceReason, type DeviceReasonCode, deviceReasons } from '@simgate/api/contract';

/** A reason as it stands for one device. */
export interface Finding {
  readonly code: DeviceReasonCode;
  readonly kind: DeviceReason['kind'];
  readonly title: string;
  readonly causes: readonly string[];
  readonly remedies: readonly string[];
}

/** Fills the braces; a sentence with one that is not known is left out. */
export function finding(code: DeviceReasonCode, values: Readonly<Record<string, string>> = {}): Finding {
  const { kind, title, causes, remedies }: DeviceReason = deviceReasons[code];
  const fill = (texts: readonly string[]) => texts.flatMap(text => filled(text, values) ?? []);
  return { code, kind, title, causes: fill(causes), remedies: fill(remedies) };
}

function filled(text: string, values: Readonly<Record<string, string>>): string | undefined {
  let complete = true;
  const result = text.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (values[name] === undefined) complete = false;
    return values[name] ?? '';
  });
  return complete ? result : undefined;
}

/** For the log and the port's trouble: title, first cause, first remedy. */
export function sentenceOf({ title, causes, remedies }: Finding): string {
  const because = causes[0] === undefined ? '' : ` (${causes[0]})`;
  return `${title}${because}${remedies[0] === undefined ? '' : `; do: ${remedies[0]}`}`;
}
