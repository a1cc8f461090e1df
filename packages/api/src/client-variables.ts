/** Environment variables of the client's commands. They begin as those of settings do, so programs with settings leave them alone. */

interface ClientVariable {
  readonly name: string;
  readonly meaning: string;
}

/** In the order of the manual. */
export const clientVariables: readonly ClientVariable[] = [
  { name: 'SIMGATE_URL', meaning: 'the address of the gateway, as http://127.0.0.1:8080' },
  { name: 'SIMGATE_USER', meaning: 'the user' },
  { name: 'SIMGATE_PASSWORD', meaning: 'the password of that user' },
  { name: 'SIMGATE_TOKEN', meaning: 'an API token, in place of user and password' },
  { name: 'SIMGATE_KEY', meaning: 'a key of an SMS server, for simgate --server URL' },
  { name: 'SIMGATE_PROFILE', meaning: 'the profile, as simgate login made it' },
  {
    name: 'SIMGATE_DEVICE',
    meaning: 'simgate, or original for a box of the vendor; absent: the first answer shows it',
  },
  {
    name: 'SIMGATE_CA',
    meaning: 'a file with the certificates (PEM) that an https gateway may be signed by',
  },
  { name: 'SIMGATE_INSECURE', meaning: '1: any certificate of an https gateway is taken' },
];
