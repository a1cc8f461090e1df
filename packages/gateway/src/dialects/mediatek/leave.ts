/** Leave for what a module on MediaTek's chips does itself (SIM800 Series AT Command Manual V1.09 5; Quectel GSM STK AT Commands V1.0). */
import { type CommandName, commandNameOf, type TerminalResponse } from '@simgate/gsm';

interface Leave {
  readonly command: string;
  /** What refuses, as far as the command knows a refusal; of a message any other number than "go ahead" does. */
  readonly refused: number;
}

const leaves: Readonly<Partial<Record<CommandName, Leave>>> = {
  sendShortMessage: { command: 'AT+STKSMS', refused: 34 },
  sendUssd: { command: 'AT+STKUSSD', refused: 50 },
  sendSs: { command: 'AT+STKSS', refused: 50 },
  setUpCall: { command: 'AT+STKCALL', refused: 34 },
  sendDtmf: { command: 'AT+STKDTMF', refused: 32 },
};

/** Undefined: the module asks nobody. */
export function leaveFor({ details, result }: TerminalResponse): string | undefined {
  const name = commandNameOf(details.commandType);
  const leave = name === undefined ? undefined : leaves[name];
  if (leave === undefined) return undefined;
  return `${leave.command}=${result.general < 0x10 ? 0 : leave.refused}`;
}
