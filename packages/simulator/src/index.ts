export {
  describePort,
  type Simulator,
  type SimulatorOptions,
  type SimulatorPort,
  startSimulator,
} from './main.ts';
