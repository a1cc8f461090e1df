/** Writes the settings of the gateway from the options of the add-on: `node settings.mjs OPTIONS SETTINGS`. */
import { readFileSync, writeFileSync } from 'node:fs';

/** Home Assistant's proxy, the only sender of X-Ingress-Path (its documentation of add-ons, "Ingress"). */
const PROXY = '172.30.32.2';

const [optionsFile = '', settingsFile = ''] = process.argv.slice(2);
const options = JSON.parse(readFileSync(optionsFile, 'utf8'));
if (typeof options.password !== 'string' || options.password.length < 8) {
  process.stderr.write(
    'simgate: set a password of at least 8 characters in the configuration of the add-on.\n',
  );
  process.exit(1);
}
const settings = {
  dataFolder: '/data/simgate',
  logLevel: options.log_level,
  http: {
    host: '0.0.0.0',
    port: 8080,
    users: [{ name: options.username, password: options.password }],
    trustedProxies: [PROXY],
  },
  ...(!options.virtual_modems && { discovery: { enabled: true } }),
};
// YAML reads JSON. It holds the password: for root alone.
writeFileSync(settingsFile, JSON.stringify(settings, undefined, 2), { mode: 0o600 });
