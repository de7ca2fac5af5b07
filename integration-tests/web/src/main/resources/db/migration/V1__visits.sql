CREATE TABLE visit (id bigserial PRIMARY KEY, name text NOT NULL);
