-- The index can be rebuilt from the journals at any time. A change of this file needs a new number in Database, and every index
-- of another number is then rebuilt: there are no migrations. Events are kept whole, as RecordCodec writes them, since numbers
-- must keep their bits; beside them stands what is searched for.

-- The number in Database. Its one row is written last: an index without it is not finished.
create table index_version (
    version varchar not null
);

create table journal (
    id          integer generated always as identity primary key,
    folder      varchar not null unique,
    generation  bigint not null,
    reached     bigint not null,
    steps_of    varbinary not null,
    bytes       bigint not null,
    modified    bigint not null,
    damage      varchar not null,
    trust       varchar not null, -- OWN, VERIFIED or IMPORTED
    sequence    bigint not null -- of a run: its place in the order of this store
);

-- What the tables say of a thousand journals by ascending number, packed: all of many trials are read from here, since a
-- row that is read alone takes a hundred times as long. A page is deleted with any change of a row that is in it.
create table journal_page (
    number      integer primary key,
    standing    varbinary not null
);

-- The events of the same journals: lists need none of them, and a row is decrypted whole.
create table journal_page_events (
    number      integer primary key references journal_page on delete cascade,
    standing    integer not null, -- its checksum: whoever read the page before knows by it that nothing changed
    events      varbinary not null
);

create table run (
    journal     integer primary key references journal on delete cascade,
    study       varchar not null,
    own         boolean not null, -- imported runs come before all others, in the order of their import
    sequence    bigint not null,
    started     bigint not null, -- orders runs of old stores, and of one import
    folder      varchar not null, -- orders runs of one time; the number of a journal depends on who read it first
    question    varchar not null,
    planned     integer not null,
    bounds      varchar not null,
    event       varbinary not null, -- without its trials
    trials      varbinary not null, -- packed, in their order; the table plan has them to be searched
    ended       varbinary
);
create index run_of_study on run (study, own, sequence, started);

-- Studies by the folders of their runs, where these go by another name than their journals say.
create table renamed (
    folder      varchar primary key,
    study       varchar not null
);

create table plan (
    journal     integer not null references journal on delete cascade,
    place       integer not null,
    trial       varchar not null,
    study       varchar not null,
    variant     varchar not null,
    task        varchar not null,
    seed        bigint not null,
    primary key (journal, place)
);
create index plan_of_trial on plan (trial);
create index plan_of_study on plan (study);

create table warning (
    journal     integer not null references journal on delete cascade,
    place       bigint not null,
    event       varbinary not null,
    primary key (journal, place)
);

create table metric_names (
    id          integer generated always as identity primary key,
    names       varchar not null unique -- one a line, in the order of the numbers
);

-- What is searched and counted, without the events themselves, which are large: all trials are read at once.
create table trial (
    journal     integer primary key references journal on delete cascade,
    trial       varchar not null,
    study       varchar not null,
    variant     varchar not null,
    task        varchar not null,
    seed        bigint not null,
    status      varchar not null,
    started     bigint not null,
    ended       boolean not null,
    names       integer references metric_names,
    numbers     varbinary -- eight bytes each
);
create index trial_by_identity on trial (trial);
create index trial_of_study on trial (study);

create table trial_event (
    journal     integer primary key references journal on delete cascade,
    started     varbinary not null,
    ended       varbinary
);

create table epoch (
    journal     integer not null references journal on delete cascade,
    epoch       integer not null,
    event       varbinary not null,
    primary key (journal, epoch)
);

create table artifact (
    journal     integer not null references journal on delete cascade,
    place       bigint not null,
    name        varchar not null,
    primary key (journal, place)
);

create index artifact_of_name on artifact (name, journal);

create table block (
    journal     integer not null references journal on delete cascade,
    name        varchar not null,
    number      integer not null,
    size        integer not null,
    content     varbinary not null,
    primary key (journal, name, number)
);

create index block_of_name on block (name, journal);
