-- Obligations as the board shows them, one row each.
CREATE TABLE obligation_index (
  clock_id       text COLLATE "C" PRIMARY KEY, -- incident/obligation
  incident_id    text COLLATE "C" NOT NULL,
  obligation_id  text COLLATE "C" NOT NULL,
  rule           text    NOT NULL,
  jurisdiction   text    NOT NULL,
  cohort_id      text    NOT NULL,
  recipients     text    NOT NULL,
  status         bigint  NOT NULL,
  due_at         bigint  NOT NULL,             -- microseconds since 1970-01-01T00:00:00Z; the greatest number if there is no instant
  soft           bigint  NOT NULL,
  time_zone      text    NOT NULL,
  assignee       text    NOT NULL,
  escalations    bigint  NOT NULL,
  waiver_pending bigint  NOT NULL,
  updated_at     bigint  NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX obligation_index_due ON obligation_index (due_at, clock_id, status, soft, incident_id);
CREATE INDEX obligation_index_updated ON obligation_index (updated_at, clock_id);
CREATE INDEX obligation_index_running ON obligation_index (due_at, clock_id, incident_id, soft, status) WHERE status IN (1, 6);
CREATE INDEX case_index_restricted ON case_index (case_id) WHERE restricted = 1;

GRANT INSERT, SELECT, UPDATE ON obligation_index TO incidentgrains_service;
