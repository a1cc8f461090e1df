export type { Fault } from './faults/read-fault.ts';
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
