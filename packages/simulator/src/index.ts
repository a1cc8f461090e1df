export {
  describePort,
  type Simulator,
  type SimulatorOptions,
  type SimulatorPort,
  startSimulator,
} from './main.ts';
export {
  type ProgramAddresses,
  type ProgramOptions,
  type RunningProgram,
  runSimulator,
  startProgram,
} from './program.ts';
