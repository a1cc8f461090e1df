/** The error of a toolkit message that must be refused. */
import { DecodeError } from '../errors.ts';

/** Command number, type and qualifier of a proactive command; a response repeats them (102 223 8.6). */
export interface CommandDetails {
  /** 1..254; two commands of one session differ in it. */
  readonly number: number;
  /** The octet of 102 223 9.4. */
  readonly commandType: number;
  /** The octet, whose bits each command gives a meaning of its own. */
  readonly qualifier: number;
}

/** A toolkit message that cannot be carried out, with the answer the card is owed. */
export class ToolkitError extends DecodeError {
  /** General result for the terminal response, 102 223 8.12; for example 0x32. */
  readonly generalResult: number;
  /** The details of the refused command, where they could be read. */
  readonly details: CommandDetails | undefined;

  constructor(field: string, octet: number, reason: string, generalResult: number, details?: CommandDetails) {
    super(field, octet, reason);
    this.name = 'ToolkitError';
    this.generalResult = generalResult;
    this.details = details;
  }
}
