CREATE TABLE every_type (
    id     BIGINT  NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number BIGINT,
    yes    BOOLEAN NOT NULL,
    "text" TEXT,
    "real" DOUBLE PRECISION,
    bytes  BYTEA
);

CREATE TABLE a_child (
    parent BIGINT           NOT NULL REFERENCES every_type (id),
    name   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (name, parent)
);
