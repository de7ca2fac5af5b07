CREATE TABLE migrated_on AS SELECT inet_server_port() AS port, pg_is_in_recovery() AS recovery;
