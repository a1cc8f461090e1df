/** Which SIM is asked how: the first rule of the settings that fits port and IMSI. */
import type { BalanceConfig } from '../config/schema.ts';
import { type AmountPattern, compilePattern } from './pattern.ts';

type RuleConfig = BalanceConfig['rules'][number];

export interface BalanceRule extends Omit<RuleConfig, 'pattern'> {
  readonly pattern: AmountPattern;
}

/** MCC and MNC may be joined by a dash, as 262-01. */
function prefixOf({ imsi }: RuleConfig): string {
  return imsi.replace('-', '');
}

export class BalanceRules {
  readonly #rules: readonly BalanceRule[];

  constructor(rules: readonly RuleConfig[]) {
    this.#rules = rules.map(rule => ({
      ...rule,
      imsi: prefixOf(rule),
      pattern: compilePattern(rule.pattern, rule.decimal),
    }));
  }

  /** Undefined where the SIM is not asked. */
  for(port: number, imsi: string): BalanceRule | undefined {
    if (imsi === '') return undefined;
    return this.#rules.find(
      rule => imsi.startsWith(rule.imsi) && (rule.ports.length === 0 || rule.ports.includes(port)),
    );
  }
}
