/** The decision of people about a task, its name, and its messages that are out of the queue for that. */
export const TASKS_SCHEMA = `
ALTER TABLE tasks ADD COLUMN course INTEGER NOT NULL DEFAULT 0; -- names stand in ../../messages/tasks/course.ts
ALTER TABLE tasks ADD COLUMN name TEXT NOT NULL DEFAULT '';
-- Tasks with steps left to do: being stopped (2), being accepted (4), abandoned while they were accepted (5).
CREATE INDEX tasks_unfinished ON tasks (course) WHERE course IN (2, 4, 5);

-- Messages out of the queue while their task is paused or is being accepted.
CREATE TABLE set_aside (
  message_id INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL,
  ports INTEGER NOT NULL,
  priority INTEGER NOT NULL
) STRICT;
CREATE INDEX set_aside_by_task ON set_aside (task_id, message_id);
`;
