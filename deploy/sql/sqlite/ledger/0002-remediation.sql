-- Remediation tasks as lists show them, and clocks that keep their instant while they are claimed.
CREATE TABLE task_index (
  task_id    TEXT PRIMARY KEY,
  case_id    TEXT    NOT NULL,
  title      TEXT    NOT NULL,
  title_fold TEXT    NOT NULL,               -- the title in lower case, folded by the service: databases differ in what they fold
  state      INTEGER NOT NULL,
  priority   INTEGER NOT NULL,
  mandatory  INTEGER NOT NULL,
  assignee   TEXT    NOT NULL,
  due_at     INTEGER NOT NULL,               -- microseconds since 1970-01-01T00:00:00Z; the greatest number if there is no deadline
  escalation INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX task_index_case ON task_index (case_id, created_at, task_id);
CREATE INDEX task_index_updated ON task_index (updated_at, task_id);
CREATE INDEX task_index_due ON task_index (due_at, task_id);
CREATE INDEX task_index_assignee ON task_index (assignee, due_at) WHERE assignee <> '';

ALTER TABLE clock ADD COLUMN claimed_until INTEGER NOT NULL DEFAULT 0;
