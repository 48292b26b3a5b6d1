-- What is known of a library.  A cache: it is made of the notes alone, and thrown away where its version is another.
-- More indexes are in indexes.sql.

CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    key INTEGER NOT NULL UNIQUE,    -- a hash of the path: the name of the note in the search index
    path TEXT NOT NULL UNIQUE,      -- relative to the library, with forward slashes
    channel TEXT NOT NULL,          -- the folder; empty at the top
    stem TEXT NOT NULL,
    title TEXT NOT NULL,
    folded TEXT NOT NULL,           -- the title as it is compared
    video TEXT NOT NULL,            -- empty where it names none
    blank INTEGER NOT NULL,         -- nothing in it but front matter
    own INTEGER NOT NULL,           -- the channel's own note
    size INTEGER NOT NULL,          -- bytes ┐
    changed INTEGER NOT NULL,       -- ns    ├ where one of these is another, the file is read again
    inode INTEGER NOT NULL,         --       ┘
    stamps BLOB NOT NULL            -- see library/packed.py
);
CREATE INDEX notes_of_channel ON notes (channel, video);
CREATE INDEX own_notes ON notes (channel) WHERE own;
CREATE INDEX notes_of_video ON notes (video) WHERE video != '';

-- The folders that hold notes, the top too: what the sidebar shows at once, however many notes there are.
CREATE TABLE channels (
    folder TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    notes INTEGER NOT NULL,
    videos INTEGER NOT NULL
) WITHOUT ROWID;

-- What a note can be called in a link: hashes of the steps and names of library/resolve.py.
CREATE TABLE names (
    name INTEGER NOT NULL,
    note INTEGER NOT NULL REFERENCES notes,
    step INTEGER NOT NULL,
    PRIMARY KEY (note, name)
) WITHOUT ROWID;

CREATE TABLE headings (
    note INTEGER NOT NULL REFERENCES notes,
    at INTEGER NOT NULL,            -- characters into the body
    level INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (note, at)
) WITHOUT ROWID;

-- What links name: each target once for each channel it is written in.
CREATE TABLE targets (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    target TEXT NOT NULL,
    state INTEGER,                  -- how many notes it can mean; NULL until that was looked up
    UNIQUE (channel, target)
);
CREATE TABLE target_names (
    target INTEGER NOT NULL REFERENCES targets,
    name INTEGER NOT NULL,
    PRIMARY KEY (target, name)
) WITHOUT ROWID;
CREATE TABLE meanings (
    note INTEGER NOT NULL REFERENCES notes,
    target INTEGER NOT NULL REFERENCES targets,
    PRIMARY KEY (target, note)
) WITHOUT ROWID;

CREATE TABLE links (
    target INTEGER NOT NULL REFERENCES targets,
    note INTEGER NOT NULL REFERENCES notes,
    at INTEGER NOT NULL,            -- characters into the body
    heading TEXT NOT NULL,
    label TEXT NOT NULL,
    excerpt TEXT NOT NULL,          -- the raw text round it, the link itself ending at `ends` in it
    ends INTEGER NOT NULL,
    stamp INTEGER,                  -- the number of the stamp nearest to it
    PRIMARY KEY (target, note, at)
) WITHOUT ROWID;
CREATE INDEX links_of_note ON links (note, at);

CREATE TABLE tags (
    tag TEXT NOT NULL,
    note INTEGER NOT NULL REFERENCES notes,
    PRIMARY KEY (tag, note)
) WITHOUT ROWID;
CREATE INDEX tags_of_note ON tags (note);

-- What the own notes of channels list, and the videos that notes are about with what they are called.
CREATE TABLE listed (
    note INTEGER NOT NULL REFERENCES notes,
    place INTEGER NOT NULL,
    video TEXT NOT NULL,
    title TEXT NOT NULL,
    targets TEXT NOT NULL,          -- JSON
    PRIMARY KEY (note, place)
) WITHOUT ROWID;
CREATE INDEX listed_video ON listed (video);
CREATE TABLE videos (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    folded TEXT NOT NULL,
    notes INTEGER NOT NULL
) WITHOUT ROWID;

-- Every file that may show a video; which one does is told by library/media.py.
CREATE TABLE media (
    video TEXT NOT NULL,
    file BLOB NOT NULL,
    trust INTEGER NOT NULL,
    size INTEGER NOT NULL,          -- bytes
    PRIMARY KEY (video, file)
) WITHOUT ROWID;

-- How long videos are in seconds, and by how many seconds that may be too short: see library/lengths.py.
CREATE TABLE lengths (
    video TEXT PRIMARY KEY,
    seconds REAL NOT NULL,
    slack REAL NOT NULL
) WITHOUT ROWID;

-- The videos whose captions were taken in, see library/hearing.py, with what tells where their moments are in the file.
CREATE TABLE transcripts (
    video TEXT PRIMARY KEY,
    beside INTEGER NOT NULL,        -- a hash of where the file lies and of the captions beside it; 0 while under way
    media BLOB NOT NULL,
    size INTEGER NOT NULL,          -- bytes of the media
    title TEXT NOT NULL,            -- as the .info.json beside it tells, else of the file
    channel TEXT NOT NULL,
    length REAL NOT NULL,           -- seconds of the file, 0 where that does not matter
    published REAL NOT NULL,        -- seconds of the video, 0 where not known
    segments TEXT NOT NULL,         -- JSON, see media.sponsor_segments
    pieces TEXT NOT NULL            -- JSON, see media.pieces_of; of a file of parts only
) WITHOUT ROWID;

-- The videos whose stamps have to be read again, see library/settling.py.
CREATE TABLE unsettled (video TEXT PRIMARY KEY) WITHOUT ROWID;

-- Paths that are being put into the search index: should we be killed, these are looked at again.
CREATE TABLE pending (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
