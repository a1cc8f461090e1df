/** Received messages by their number, as sent ones have it already. */
export const CONVERSATIONS_SCHEMA = `CREATE INDEX incoming_by_number ON incoming (ltrim(number, '+'), id)`;
