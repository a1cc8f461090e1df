/** The virtual mobile network, as the rest of the simulator and tests use it. */

export type { CallOutcome, CallRule } from './calls/call-rules.ts';
export type { CallView, OutsideCall, OutsideCallResult } from './calls/calls.ts';
export type { CarriedCounters, CarriedFilter, CarriedKind, CarriedMessage } from './carried-record.ts';
export { createNetwork } from './network.ts';
export type { AirTime, NetworkOptions, Operator } from './options.ts';
export type { IncompleteMessage, Phone, PhoneMessage } from './phones.ts';
export { type RulesResult, readOutcomeRules } from './sms/outcome-rule-reader.ts';
export type {
  OutcomeAnswer,
  OutcomeDelivery,
  OutcomeMatch,
  OutcomeRule,
  ReportStep,
} from './sms/outcome-rules.ts';
export type { Cell } from './subscription.ts';
export type { UssdPush, UssdRequest } from './ussd/ussd.ts';
export { type Mismatch, mismatchOf, type UssdServices, type UssdStep } from './ussd/ussd-services.ts';
export type {
  NetworkControl,
  OutsideMessage,
  OutsideResult,
  PendingMessage,
  SubscriberView,
  VirtualNetwork,
} from './virtual-network.ts';
