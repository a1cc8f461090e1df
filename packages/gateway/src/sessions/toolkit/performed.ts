import { generalResult, type ProactiveCommand } from '@simgate/gsm';

/** The result of a command that was carried out: it names parts that were not understood and icons that were not shown (102 223 6.5.4, 6.10.4). */
export function performedResult(command: ProactiveCommand): number {
  if (command.ignored.length > 0) return generalResult.performedWithMissingInformation;
  const icon = 'icon' in command && command.icon !== undefined;
  return icon ? generalResult.performedButIconNotDisplayed : generalResult.performed;
}
