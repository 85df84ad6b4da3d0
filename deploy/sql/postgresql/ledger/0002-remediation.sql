-- Remediation tasks as lists show them, and clocks that keep their instant while they are claimed.
CREATE TABLE task_index (
  task_id    text COLLATE "C" PRIMARY KEY,
  case_id    text COLLATE "C" NOT NULL,
  title      text    NOT NULL,
  title_fold text    NOT NULL,               -- the title in lower case, folded by the service: databases differ in what they fold
  state      bigint  NOT NULL,
  priority   bigint  NOT NULL,
  mandatory  bigint  NOT NULL,
  assignee   text    NOT NULL,
  due_at     bigint  NOT NULL,               -- microseconds since 1970-01-01T00:00:00Z; the greatest number if there is no deadline
  escalation bigint  NOT NULL,
  version    bigint  NOT NULL,
  created_at bigint  NOT NULL,
  updated_at bigint  NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX task_index_case ON task_index (case_id, created_at, task_id);
CREATE INDEX task_index_updated ON task_index (updated_at, task_id);
CREATE INDEX task_index_due ON task_index (due_at, task_id);
CREATE INDEX task_index_assignee ON task_index (assignee, due_at) WHERE assignee <> '';

ALTER TABLE clock ADD COLUMN claimed_until bigint NOT NULL DEFAULT 0;

GRANT INSERT, SELECT, UPDATE ON task_index TO incidentgrains_service;
