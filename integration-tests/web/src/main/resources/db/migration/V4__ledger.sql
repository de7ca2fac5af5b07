CREATE TABLE ledger (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, entry text NOT NULL);
CREATE SEQUENCE ticket;
CREATE FUNCTION book(entry text) RETURNS bigint LANGUAGE sql AS 'INSERT INTO ledger (entry) VALUES (entry) RETURNING id';
CREATE PROCEDURE book_by_procedure(entry text) LANGUAGE sql AS 'INSERT INTO ledger (entry) VALUES (entry)';
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM book(''by trigger''); RETURN NULL; END';
CREATE TABLE watched (text text);
CREATE TRIGGER watch AFTER UPDATE ON watched FOR EACH STATEMENT EXECUTE FUNCTION note_change();
CREATE UNLOGGED TABLE unlogged (id int);
