-- The assertions that were used, for PostgresReplayStore. The primary key is what makes exactly one of several simultaneous uses the first.
CREATE TABLE mesh_replays (
    key text PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
CREATE INDEX mesh_replays_expires_at ON mesh_replays (expires_at);
