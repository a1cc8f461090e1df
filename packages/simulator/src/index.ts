export type { Fault } from './faults/read-fault.ts';
export { type Fleet, type FleetOptions, startFleet } from './fleet/fleet.ts';
export {
  type FleetAddresses,
  type FleetProgramOptions,
  type RunningFleet,
  runFleet,
  startFleetProgram,
} from './fleet/program.ts';
export { type QuirkChanges, quirkSetNames, quirkTable, readQuirkArgument } from './fleet/quirks.ts';
export {
  describePort,
  type Simulator,
  type SimulatorOptions,
  type SimulatorPort,
  startSimulator,
} from './main.ts';
export { personaNames } from './personas/index.ts';
export {
  type ProgramAddresses,
  type ProgramOptions,
  type RunningProgram,
  runSimulator,
  startProgram,
} from './program.ts';
export { readSettingsFile, SettingsFileError } from './settings-file.ts';
