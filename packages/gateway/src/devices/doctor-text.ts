/** The doctor's report for people. */
import type { DeviceReport, DoctorReport } from './doctor.ts';
import type { Finding } from './reasons.ts';

const signs: Readonly<Record<Finding['kind'], string>> = {
  well: '✓',
  unasked: '–',
  warning: '!',
  fault: '✗',
};

export function renderReport({ gateway, devices, findings }: DoctorReport): string {
  const running =
    gateway === null ? [] : [`The gateway runs (${gateway}): the devices it uses are not asked.`, ''];
  const parts = [...devices.flatMap(deviceLines), ...findings.flatMap(one => [...findingLines(one, ''), ''])];
  return `${[...running, ...parts].join('\n').trimEnd()}\n`;
}

function deviceLines({ name, port, device, usb, verdict, warnings, facts, asked }: DeviceReport): string[] {
  const place = [device === name ? '' : device, port === null ? '' : `port ${port}`].filter(
    text => text !== '',
  );
  const known = Object.entries(facts).map(([key, text]) => `${key} ${text}`);
  const others = asked.filter(one => one.device !== device).map(one => `${one.device}: ${one.code}`);
  return [
    [name, ...place].join('  '),
    ...(known.length > 0 ? [`  ${known.join(', ')}`] : []),
    ...(usb.length > 0 ? [`  usb: ${usb.join('  or  ')}`] : []),
    ...(others.length > 0 ? [`  tried before: ${others.join(', ')}`] : []),
    ...[...warnings, verdict].flatMap(one => findingLines(one, '  ')),
    '',
  ];
}

function findingLines({ kind, title, causes, remedies }: Finding, indent: string): string[] {
  return [
    `${indent}${signs[kind]} ${title}`,
    ...causes.map(text => `${indent}  because: ${text}`),
    ...remedies.map(text => `${indent}  do: ${text}`),
  ];
}
