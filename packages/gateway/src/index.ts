export { sourcesOfConfig } from './config/load.ts';
export type { GatewayConfig, PortConfig } from './config/schema.ts';
export { type DoctorReport, runDoctor } from './devices/doctor.ts';
export { renderReport } from './devices/doctor-text.ts';
export { type RunningGateway, resetPassword, type Surroundings, startGateway } from './gateway.ts';
export { loadGatewayConfig as loadConfig } from './load-gateway-config.ts';
export { backUp, type RestoreOutcome, restore } from './store/backup.ts';
