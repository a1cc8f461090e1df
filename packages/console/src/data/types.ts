/** Types of the gateway's answers, by the names that the pages use. */
import type { Contract, ReplyOf } from '@simgate/api/contract';

type Reply<Name extends keyof Contract> = ReplyOf<Contract[Name]>;

export type Port = Reply<'list_ports'>['ports'][number];
export type Message = Reply<'list_messages'>['messages'][number];
export type Task = Reply<'list_tasks'>['tasks'][number];
export type Received = Reply<'list_inbox'>['messages'][number];
/** A message of a conversation, in either direction. */
export type Turn = Reply<'get_conversation'>['messages'][number];
/** A USSD dialogue of a port with its turns; its state shows whose turn it is. */
export type Dialogue = Reply<'list_ussd'>['dialogues'][number];
export type Call = Reply<'list_calls'>['calls'][number];
/** A lasting trouble; `acknowledged_at` is null until a person has seen it. */
export type Alarm = Reply<'list_alarms'>['alarms'][number];
/** A device of this machine that may be a modem; `port` is null where no port uses it. */
export type Device = Reply<'list_devices'>['devices'][number];
/** Answers of the modems to the questions of `simgate doctor`; they come once the state is no longer `running`. */
export type Probe = Reply<'get_probe'>;
/** A change that somebody made, with the user and the address that it came from. */
export type AuditEntry = Reply<'list_audit'>['entries'][number];
/** Settings of one port and the place that they come from. The PIN is never among them. */
export type PortSettings = Reply<'list_port_settings'>['ports'][number];
export type PushTarget = Reply<'list_push_targets'>['targets'][number];
export type User = Reply<'list_users'>['users'][number];
/** Counts by time; a step may have no row. */
export type Statistics = Reply<'get_statistics'>;
/** A view of the SIM toolkit by the numbers of GetSTKView. */
export type Toolkit = Reply<'get_toolkit'>;
/** Settings that can be changed while the gateway runs; `changed` names those that were. */
export type Settings = Reply<'get_settings'>;
