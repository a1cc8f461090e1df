/** Received messages by their number, as sent ones have it already. */
export const CONVERSATIONS_SCHEMA = `CREATE INDEX incoming_by_number ON incoming (ltrim(number, '+'), id)`;

/** Received messages that people have put away. */
export const ARCHIVE_SCHEMA = 'ALTER TABLE incoming ADD COLUMN archived INTEGER NOT NULL DEFAULT 0';
