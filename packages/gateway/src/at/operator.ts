/** +COPS? (27.007 7.3). */
import { afterPrefix, balanceQuotes, fieldNumber, fieldText, splitFields } from './fields.ts';

export interface Operator {
  readonly name: string;
  /** <AcT>; absent where the modem does not report it. */
  readonly accessTechnology?: number;
}

/** Undefined while no operator is selected. */
export function parseOperator(line: string): Operator | undefined {
  const fields = splitFields(afterPrefix(balanceQuotes(line), '+COPS'));
  const name = fieldText(fields, 2);
  const accessTechnology = fieldNumber(fields, 3);
  return name === '' ? undefined : { name, ...(accessTechnology === undefined ? {} : { accessTechnology }) };
}
