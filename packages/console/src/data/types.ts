/** Types of the gateway's answers, by the names that the pages use. */
import type { Contract, ReplyOf } from '@simgate/api/contract';

type Reply<Name extends keyof Contract> = ReplyOf<Contract[Name]>;

export type Port = Reply<'list_ports'>['ports'][number];
export type Message = Reply<'list_messages'>['messages'][number];
export type Task = Reply<'list_tasks'>['tasks'][number];
export type Received = Reply<'list_inbox'>['messages'][number];
/** A message of a conversation, in either direction. */
export type Turn = Reply<'get_conversation'>['messages'][number];
export type Dialogue = Reply<'list_ussd'>['dialogues'][number];
export type Call = Reply<'list_calls'>['calls'][number];
export type Alarm = Reply<'list_alarms'>['alarms'][number];
export type Device = Reply<'list_devices'>['devices'][number];
export type Probe = Reply<'get_probe'>;
export type AuditEntry = Reply<'list_audit'>['entries'][number];
export type PortSettings = Reply<'list_port_settings'>['ports'][number];
export type PushTarget = Reply<'list_push_targets'>['targets'][number];
export type User = Reply<'list_users'>['users'][number];
export type Statistics = Reply<'get_statistics'>;
export type Toolkit = Reply<'get_toolkit'>;
export type Settings = Reply<'get_settings'>;
