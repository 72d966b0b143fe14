-- The role of the app may add entries and read them, and change none.
CREATE TABLE ledger_entries (
    id uuid PRIMARY KEY,
    account text NOT NULL,
    cents bigint NOT NULL,
    booked_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ledger_entries_account ON ledger_entries (account) INCLUDE (cents);
