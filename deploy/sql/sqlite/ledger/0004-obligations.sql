-- Obligations as the board shows them, one row each.
CREATE TABLE obligation_index (
  clock_id       TEXT PRIMARY KEY,             -- incident/obligation
  incident_id    TEXT    NOT NULL,
  obligation_id  TEXT    NOT NULL,
  rule           TEXT    NOT NULL,
  jurisdiction   TEXT    NOT NULL,
  cohort_id      TEXT    NOT NULL,
  recipients     TEXT    NOT NULL,
  status         INTEGER NOT NULL,
  due_at         INTEGER NOT NULL,             -- microseconds since 1970-01-01T00:00:00Z; the greatest number if there is no instant
  soft           INTEGER NOT NULL,
  time_zone      TEXT    NOT NULL,
  assignee       TEXT    NOT NULL,
  escalations    INTEGER NOT NULL,
  waiver_pending INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX obligation_index_due ON obligation_index (due_at, clock_id, status, soft, incident_id);
CREATE INDEX obligation_index_updated ON obligation_index (updated_at, clock_id);
CREATE INDEX obligation_index_running ON obligation_index (due_at, clock_id, incident_id, soft, status) WHERE status IN (1, 6);
CREATE INDEX case_index_restricted ON case_index (case_id) WHERE restricted = 1;
