#!/bin/sh
exec /usr/lib/simgate/bin/node --max-semi-space-size=2 /usr/lib/simgate/node_modules/simgate/bin/simgate.js "$@"
