/** A push target of the gateway as plain data. */
import type { PushKind } from '@simgate/api/contract';
import type { TargetOptions } from '@simgate/daemon/webhooks';

export interface PushOptions extends TargetOptions {
  /** The kinds of events that it gets. */
  readonly kinds: readonly PushKind[];
  /** imsi, user_id and request_id where the first documents have none (contract, section 13). */
  readonly extraKeys: boolean;
  readonly enabled: boolean;
}

export interface PushTarget {
  readonly id: number;
  readonly name: string;
  /** It stands in the settings file. */
  readonly configured: boolean;
  readonly options: PushOptions;
  /** Events up to this id are in its queue or done with. */
  readonly lastEvent: number;
}
