/** What a command must hold beyond its table. */
import { ToolkitError } from './errors.ts';
import { generalResult } from './general-result.ts';
import type { Icon } from './objects/display.ts';
import type { ProactiveCommand } from './proactive-command.ts';

interface Text {
  readonly text: string;
}

/** Texts of a command with the icon that stands beside each. */
function iconsOf(command: ProactiveCommand): readonly (readonly [Icon | undefined, Text | undefined])[] {
  switch (command.type) {
    case 'displayText':
    case 'getInkey':
    case 'getInput':
    case 'setUpIdleModeText':
      return [[command.icon, command.text]];
    case 'setUpCall':
      return [
        [command.confirmationIcon, command.confirmation],
        [command.icon, command.alpha],
      ];
    default:
      return [['icon' in command ? command.icon : undefined, 'alpha' in command ? command.alpha : undefined]];
  }
}

/**
 * 102 223 6.5.4: an icon that does not explain itself needs a text beside it. 6.4.21: a timer is started with a value.
 * @throws ToolkitError with 0x32 or 0x36.
 */
export function checkCommand(command: ProactiveCommand, end: number): void {
  for (const [icon, text] of iconsOf(command)) {
    if (icon === undefined || icon.selfExplanatory || (text !== undefined && text.text !== '')) continue;
    const reason = 'does not explain itself and has no text beside it';
    throw new ToolkitError('icon identifier (0x1E)', end, reason, generalResult.commandDataNotUnderstood);
  }
  const starts = command.type === 'timerManagement' && (command.details.qualifier & 0x03) === 0;
  if (starts && command.value === undefined) {
    throw new ToolkitError('timer value (0x25)', end, 'missing', generalResult.requiredValuesMissing);
  }
}
