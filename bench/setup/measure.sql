-- Its migrations run with this search path, which the project puts into the database's URL.
create schema measure;
alter role postgres set search_path = measure, public;
set search_path = measure, public;
