/** Every command by name, with the file that knows it: a run loads the one that is named. */
import type { Command } from 'commander';

/** A command of the help. Its code is loaded only when it runs, which keeps the start of the program short. */
interface Entry {
  readonly group: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** The heading of commands that start a program. */
export const PROGRAMS = 'Programs:';
const MESSAGES = 'Messages:';
const PORTS = 'Ports:';
const SESSIONS = 'USSD, SIM menu, calls:';
const EVENTS = 'Events:';
const ACCESS = 'Access:';
/** The heading of commands that explain. */
export const HELP = 'Help:';

/** In the order of the help. */
export const catalogue: Readonly<Record<string, Entry>> = {
  gateway: {
    group: PROGRAMS,
    summary: 'runs the gateway over modems, or over virtual ones',
    load: async () => (await import('../commands/gateway.ts')).gatewayCommand(),
  },
  server: {
    group: PROGRAMS,
    summary: 'runs the SMS server: one API over many gateways',
    load: async () => (await import('../commands/server.ts')).serverCommand(),
  },
  simulator: {
    group: PROGRAMS,
    summary: 'runs virtual modems on a virtual network',
    load: async () => (await import('../commands/simulator.ts')).simulatorCommand(),
  },
  fleet: {
    group: PROGRAMS,
    summary: 'runs virtual gateways that speak the API as original hardware does',
    load: async () => (await import('../commands/fleet.ts')).fleetCommand(),
  },
  doctor: {
    group: PROGRAMS,
    summary: 'finds modems of this machine and what keeps them from serving',
    load: async () => (await import('../commands/doctor.ts')).doctorCommand(),
  },
  backup: {
    group: PROGRAMS,
    summary: 'copies the store of a gateway on this machine',
    load: async () => (await import('../commands/backup.ts')).backupCommand(),
  },
  restore: {
    group: PROGRAMS,
    summary: 'puts a backup into the data folder',
    load: async () => (await import('../commands/backup.ts')).restoreCommand(),
  },
  send: {
    group: MESSAGES,
    summary: 'sends a text to numbers, or to the rows of a CSV file',
    load: async () => (await import('../commands/messages/send.ts')).sendCommand(),
  },
  messages: {
    group: MESSAGES,
    summary: 'lists sent messages',
    load: async () => (await import('../commands/messages/messages.ts')).messagesCommand(),
  },
  message: {
    group: MESSAGES,
    summary: 'shows one sent message and why it failed',
    load: async () => (await import('../commands/messages/message.ts')).messageCommand(),
  },
  retry: {
    group: MESSAGES,
    summary: 'sends failed messages again',
    load: async () => (await import('../commands/messages/message.ts')).retryCommand(),
  },
  tasks: {
    group: MESSAGES,
    summary: 'lists requests to send',
    load: async () => (await import('../commands/messages/tasks.ts')).tasksCommand(),
  },
  task: {
    group: MESSAGES,
    summary: 'shows how far a request to send is',
    load: async () => (await import('../commands/messages/tasks.ts')).taskCommand(),
  },
  stop: {
    group: MESSAGES,
    summary: 'ends what no port has begun of a task',
    load: async () => (await import('../commands/messages/tasks.ts')).stopCommand(),
  },
  inbox: {
    group: MESSAGES,
    summary: 'lists received messages, or shows them as they come',
    load: async () => (await import('../commands/messages/inbox.ts')).inboxCommand(),
  },
  reply: {
    group: MESSAGES,
    summary: 'answers a received message',
    load: async () => (await import('../commands/messages/reply.ts')).replyCommand(),
  },
  mark: {
    group: MESSAGES,
    summary: 'marks received messages as read or unread',
    load: async () => (await import('../commands/messages/reply.ts')).markCommand(),
  },
  status: {
    group: PORTS,
    summary: 'how the gateway is',
    load: async () => (await import('../commands/ports/status.ts')).statusCommand(),
  },
  ports: {
    group: PORTS,
    summary: 'how its ports are',
    load: async () => (await import('../commands/ports/ports.ts')).portsCommand(),
  },
  port: {
    group: PORTS,
    summary: 'tells a port what to do: power, reset, slot, block',
    load: async () => (await import('../commands/ports/port.ts')).portCommand(),
  },
  record: {
    group: PORTS,
    summary: 'records the AT conversation of a port',
    load: async () => (await import('../commands/ports/record.ts')).recordCommand(),
  },
  ussd: {
    group: SESSIONS,
    summary: 'sends a USSD code and answers the network',
    load: async () => (await import('../commands/sessions/ussd.ts')).ussdCommand(),
  },
  stk: {
    group: SESSIONS,
    summary: 'the menu of a SIM (toolkit)',
    load: async () => (await import('../commands/sessions/stk.ts')).stkCommand(),
  },
  calls: {
    group: SESSIONS,
    summary: 'lists calls',
    load: async () => (await import('../commands/sessions/calls.ts')).callsCommand(),
  },
  dial: {
    group: SESSIONS,
    summary: 'dials a voice call',
    load: async () => (await import('../commands/sessions/calls.ts')).dialCommand(),
  },
  hangup: {
    group: SESSIONS,
    summary: 'ends a call',
    load: async () => (await import('../commands/sessions/calls.ts')).hangupCommand(),
  },
  cdr: {
    group: SESSIONS,
    summary: 'lists calls that have ended',
    load: async () => (await import('../commands/sessions/calls.ts')).cdrCommand(),
  },
  events: {
    group: EVENTS,
    summary: 'shows what happened, or what happens',
    load: async () => (await import('../commands/events/events.ts')).eventsCommand(),
  },
  listen: {
    group: EVENTS,
    summary: 'forwards events to your program under development',
    load: async () => (await import('../commands/events/listen.ts')).listenCommand(),
  },
  trigger: {
    group: EVENTS,
    summary: 'makes an example event',
    load: async () => (await import('../commands/events/trigger.ts')).triggerCommand(),
  },
  push: {
    group: EVENTS,
    summary: 'shows and changes where events are pushed to',
    load: async () => (await import('../commands/events/push.ts')).pushCommand(),
  },
  login: {
    group: ACCESS,
    summary: 'signs in to a gateway and keeps it as a profile',
    load: async () => (await import('../commands/access/login.ts')).loginCommand(),
  },
  logout: {
    group: ACCESS,
    summary: 'forgets a profile and ends its token',
    load: async () => (await import('../commands/access/login.ts')).logoutCommand(),
  },
  auth: {
    group: ACCESS,
    summary: 'shows which gateway is used, and where the secret lies',
    load: async () => (await import('../commands/access/auth.ts')).authCommand(),
  },
  profiles: {
    group: ACCESS,
    summary: 'lists the gateways that were signed in to',
    load: async () => (await import('../commands/access/auth.ts')).profilesCommand(),
  },
  users: {
    group: ACCESS,
    summary: 'shows and changes who may use the gateway',
    load: async () => (await import('../commands/access/users.ts')).usersCommand(),
  },
  docs: {
    group: HELP,
    summary: 'shows the manual',
    load: async () => (await import('../commands/help/docs.ts')).docsCommand(),
  },
  completion: {
    group: HELP,
    summary: 'writes the completion of bash, zsh or fish',
    load: async () => (await import('./completion.ts')).completionCommand(),
  },
};
