/** The blocks of the pages that are quick to run: those that call the API or show settings. `npm run docs-run` runs all. */
import { testPages } from './support/testing.ts';

testPages(
  [
    'README.md',
    'docs/alarms.md',
    'docs/behind-a-proxy.md',
    'docs/do/docker-with-a-device.md',
    'docs/do/run-under-systemd.md',
    'docs/learn/raspberry-pi-hat.md',
    'docs/operating.md',
    'docs/push.md',
    'packaging/home-assistant/DOCS.md',
  ],
  8,
);
