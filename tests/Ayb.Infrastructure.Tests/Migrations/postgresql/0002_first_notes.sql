INSERT INTO notes (text) VALUES ('first');
INSERT INTO notes (text) VALUES ('second');
