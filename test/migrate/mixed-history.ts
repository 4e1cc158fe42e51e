/**
 * A history of everything a run may be killed in: transactions, statements outside of them, those that leave something half
 * done, and changes of rows that must not happen twice.
 */
export const mixedHistory: Record<string, string> = {
  '001_tables.sql': `begin;
create table accounts (id int primary key, balance int not null, email text);
insert into accounts select n, 0, 'a' || n from generate_series(1, 20000) n;
create table log (what text);
commit;
`,
  '002_indexes.sql': `create index concurrently accounts_email on accounts (email);
update accounts set balance = balance + 1;
create index concurrently on accounts (balance);
insert into log (what) values ('indexes');
create unique index concurrently if not exists accounts_both on accounts (id, email);
`,
  '003_partitions.sql': `create table events (day int, what text) partition by range (day);
create table events_1 partition of events for values from (1) to (2);
create table events_2 partition of events for values from (2) to (3);
insert into events select 1 + n % 2, 'e' || n from generate_series(1, 5000) n;
alter table events detach partition events_1 concurrently;
`,
  '004_again.sql': `reindex index concurrently accounts_email;
begin;
update accounts set balance = balance + 10 where id % 2 = 0;
alter table accounts add column note text;
insert into log (what) values ('again');
commit;
set statement_timeout = '1min';
vacuum accounts;
drop index concurrently accounts_both;
do $$ begin insert into log (what) values ('done'); end $$;
`,
  '005_last.sql':
    'alter table accounts add constraint positive check (balance > 0) not valid;\nalter table accounts validate constraint positive;\n',
  '006_backfill.sql': `-- pgwright: backfill batch=1000
update accounts set balance = balance + 100;
`,
}
