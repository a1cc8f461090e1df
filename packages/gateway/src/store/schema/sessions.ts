/** Sign-ins of people at the console (../../http/authentication/sessions.ts). */
export const SESSIONS_SCHEMA = `
CREATE TABLE sessions (
  digest TEXT PRIMARY KEY,          -- SHA-256 of the cookie's value, in hex
  user TEXT NOT NULL,
  stamp TEXT NOT NULL,              -- digest of the user's password digests: another password ends the session
  opened INTEGER NOT NULL,          -- of the steady clock
  used INTEGER NOT NULL             -- of the steady clock
) STRICT, WITHOUT ROWID;
`;
