#!/bin/sh
# Turns the options of the add-on into settings, and becomes the gateway.
set -e
/usr/lib/simgate/bin/node /settings.mjs /data/options.json /data/simgate.yaml
exec /usr/bin/simgate gateway --config /data/simgate.yaml
