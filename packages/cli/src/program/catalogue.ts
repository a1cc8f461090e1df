/** Every command by name, with the file that knows it: a run loads the one that is named. */
import type { Command } from 'commander';

interface Entry {
  readonly group: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

const PROGRAMS = 'Programs:';
const MESSAGES = 'Messages:';
const PORTS = 'Ports:';
const ACCESS = 'Access:';

/** In the order of the help. */
export const catalogue: Readonly<Record<string, Entry>> = {
  gateway: {
    group: PROGRAMS,
    summary: 'runs the gateway over modems, or over virtual ones',
    load: async () => (await import('../commands/gateway.ts')).gatewayCommand(),
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
    summary: 'sends a text to numbers',
    load: async () => (await import('../commands/messages/send.ts')).sendCommand(),
  },
  messages: {
    group: MESSAGES,
    summary: 'lists sent messages',
    load: async () => (await import('../commands/messages/messages.ts')).messagesCommand(),
  },
  inbox: {
    group: MESSAGES,
    summary: 'lists received messages, or shows them as they come',
    load: async () => (await import('../commands/messages/inbox.ts')).inboxCommand(),
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
};
