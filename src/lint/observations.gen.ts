// Written by `npx tsx scripts/observations.ts` from what a server did; do not edit.
import type { Observations } from './observation.ts'

export const observations: Observations = {
 "major": 18,
 "examples": {
  "concurrently-not-used": {
   "DROP INDEX": [
    {
     "statement": "drop index shop.items_order_id_idx",
     "locks": [
      "ACCESS EXCLUSIVE on shop.items"
     ],
     "work": []
    }
   ],
   "DETACH PARTITION": [
    {
     "statement": "alter table shop.events detach partition shop.events_1",
     "locks": [
      "ACCESS EXCLUSIVE on shop.events",
      "ACCESS EXCLUSIVE on shop.events_1"
     ],
     "work": []
    }
   ],
   "REFRESH MATERIALIZED VIEW": [
    {
     "statement": "refresh materialized view shop.totals",
     "locks": [
      "ACCESS EXCLUSIVE on shop.totals"
     ],
     "work": [
      "inserts 100 rows of shop.totals",
      "reads all of shop.orders",
      "rewrites shop.totals"
     ]
    }
   ],
   "DROP INDEX CONCURRENTLY": [
    {
     "statement": "drop index concurrently shop.items_order_id_idx",
     "locks": [
      "SHARE UPDATE EXCLUSIVE on shop.items"
     ],
     "work": []
    }
   ],
   "DETACH PARTITION CONCURRENTLY": [
    {
     "statement": "alter table shop.events detach partition shop.events_1 concurrently",
     "locks": [
      "SHARE UPDATE EXCLUSIVE on shop.events"
     ],
     "work": []
    }
   ],
   "REFRESH MATERIALIZED VIEW CONCURRENTLY": [
    {
     "statement": "refresh materialized view concurrently shop.totals",
     "locks": [
      "EXCLUSIVE on shop.totals"
     ],
     "work": [
      "reads all of shop.orders",
      "reads all of shop.totals"
     ]
    }
   ],
   "An index of this change": []
  },
  "constraint-left-unvalidated": {
   "NOT VALID, and nothing after it": [
    {
     "statement": "alter table shop.orders add constraint total_positive check (total >= 0) not valid",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "Validated by the next transaction": [
    {
     "statement": "alter table shop.orders add constraint total_positive check (total >= 0) not valid",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "alter table shop.orders validate constraint total_positive",
     "locks": [
      "SHARE UPDATE EXCLUSIVE on shop.orders"
     ],
     "work": [
      "reads all of shop.orders"
     ]
    }
   ]
  },
  "data-loss": {
   "A column": [
    {
     "statement": "alter table shop.orders drop column note",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": [
      "drops table column shop.orders.note"
     ]
    }
   ],
   "A table": [
    {
     "statement": "drop table shop.items",
     "locks": [
      "ACCESS EXCLUSIVE on shop.items",
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": [
      "drops table shop.items"
     ]
    }
   ],
   "All rows of a table": [
    {
     "statement": "truncate shop.items",
     "locks": [
      "ACCESS EXCLUSIVE on shop.items"
     ],
     "work": [
      "empties shop.items"
     ]
    }
   ],
   "A shorter type": [
    {
     "statement": "alter table shop.orders alter column total type numeric(8, 1)",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": [
      "rewrites shop.orders"
     ]
    }
   ],
   "Numbers in a text too short": [
    {
     "statement": "alter table shop.items alter column quantity type varchar(10)",
     "locks": [
      "ACCESS EXCLUSIVE on shop.items"
     ],
     "work": [
      "rewrites shop.items"
     ]
    }
   ],
   "A DELETE without WHERE": [
    {
     "statement": "delete from shop.items",
     "locks": [
      "ROW EXCLUSIVE on shop.items"
     ],
     "work": [
      "deletes 1,000 rows of shop.items"
     ]
    }
   ],
   "A DELETE whose WHERE is always true": [
    {
     "statement": "delete from shop.items where true",
     "locks": [
      "ROW EXCLUSIVE on shop.items"
     ],
     "work": [
      "deletes 1,000 rows of shop.items"
     ]
    }
   ],
   "A table of this change": [],
   "A longer type": [
    {
     "statement": "alter table shop.orders alter column total type numeric(14, 2)",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "Numbers as text": [
    {
     "statement": "alter table shop.items alter column quantity type varchar(11)",
     "locks": [
      "ACCESS EXCLUSIVE on shop.items"
     ],
     "work": [
      "rewrites shop.items"
     ]
    }
   ],
   "A DELETE that chooses its rows": [],
   "An index is no data": [
    {
     "statement": "drop index shop.items_order_id_idx",
     "locks": [
      "ACCESS EXCLUSIVE on shop.items"
     ],
     "work": []
    }
   ]
  },
  "dependents-broken": {
   "A column that an SQL function reads": [
    {
     "statement": "alter table shop.orders rename column total to amount",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A column that a PL/pgSQL function writes": [
    {
     "statement": "alter table shop.orders drop column note",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": [
      "drops table column shop.orders.note"
     ]
    }
   ],
   "A view that goes along": [
    {
     "statement": "alter table shop.orders drop column status cascade",
     "locks": [
      "ACCESS EXCLUSIVE on shop.open_orders",
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": [
      "drops table column shop.orders.status"
     ]
    }
   ],
   "A new function that finds its table on the search path": [],
   "The function is changed too": [
    {
     "statement": "alter table shop.orders rename column total to amount",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "create or replace function shop.order_total(wanted bigint) returns numeric language sql as\n            'select amount from shop.orders where id = wanted'",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A column that nothing reads": [
    {
     "statement": "alter table shop.orders drop column placed_at",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": [
      "drops table column shop.orders.placed_at"
     ]
    }
   ]
  },
  "enum-value-too-early": {
   "As a default": [
    {
     "statement": "alter type shop.state add value 'refunded'",
     "locks": [],
     "work": []
    },
    {
     "statement": "alter table shop.payments alter column state set default 'refunded'",
     "locks": [],
     "work": [
      "fails: unsafe use of new value \"refunded\" of enum type shop.state"
     ]
    }
   ],
   "In rows": [
    {
     "statement": "alter type shop.state add value 'refunded'",
     "locks": [],
     "work": []
    },
    {
     "statement": "update shop.payments set state = 'refunded' where id = 1",
     "locks": [],
     "work": [
      "fails: unsafe use of new value \"refunded\" of enum type shop.state"
     ]
    }
   ],
   "In the next transaction": [],
   "An enum of this transaction": []
  },
  "foreign-key-without-index": {
   "A foreign key alone": [
    {
     "statement": "alter table shop.orders add foreign key (customer_id) references shop.customers not valid",
     "locks": [
      "SHARE ROW EXCLUSIVE on shop.customers",
      "SHARE ROW EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "An index that begins with it": [
    {
     "statement": "create table shop.notes (order_id bigint references shop.orders, body text)",
     "locks": [
      "SHARE ROW EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "create index on shop.notes (order_id, body)",
     "locks": [
      "SHARE ROW EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A primary key that begins with it": [
    {
     "statement": "create table shop.tags (order_id bigint references shop.orders, tag text, primary key (order_id, tag))",
     "locks": [
      "SHARE ROW EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ]
  },
  "index-build-under-lock": {
   "A plain CREATE INDEX": [
    {
     "statement": "create index orders_customer_id_idx on shop.orders (customer_id)",
     "locks": [
      "SHARE on shop.orders"
     ],
     "work": [
      "builds index shop.orders_customer_id_idx",
      "reads all of shop.orders"
     ]
    }
   ],
   "A unique constraint": [
    {
     "statement": "alter table shop.customers add constraint customers_email_key unique (email)",
     "locks": [
      "ACCESS EXCLUSIVE on shop.customers"
     ],
     "work": [
      "builds index shop.customers_email_key",
      "reads all of shop.customers"
     ]
    }
   ],
   "REINDEX": [
    {
     "statement": "reindex table shop.orders",
     "locks": [
      "SHARE on shop.orders"
     ],
     "work": [
      "builds index shop.orders_pkey",
      "reads all of shop.orders"
     ]
    }
   ],
   "A concurrent build, alone in its migration": [
    {
     "statement": "create index concurrently orders_customer_id_idx on shop.orders (customer_id)",
     "locks": [
      "SHARE UPDATE EXCLUSIVE on shop.orders"
     ],
     "work": [
      "builds index shop.orders_customer_id_idx",
      "reads all of shop.orders"
     ]
    }
   ],
   "An index on a new table": [],
   "A longer varchar keeps its index": [
    {
     "statement": "alter table shop.customers alter column email type varchar(320)",
     "locks": [
      "ACCESS EXCLUSIVE on shop.customers"
     ],
     "work": []
    }
   ]
  },
  "invalid-index": {
   "Duplicates": [
    {
     "statement": "create unique index concurrently items_quantity_key on shop.items (quantity)",
     "locks": [
      "SHARE UPDATE EXCLUSIVE on shop.items"
     ],
     "work": [
      "fails: could not create unique index \"items_quantity_key\""
     ]
    }
   ],
   "No duplicates": [
    {
     "statement": "create unique index concurrently customers_email_key on shop.customers (email)",
     "locks": [
      "SHARE UPDATE EXCLUSIVE on shop.customers"
     ],
     "work": [
      "builds index shop.customers_email_key",
      "reads all of shop.customers"
     ]
    }
   ]
  },
  "lock-order": {
   "There and back": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "alter table shop.customers add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.customers",
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "alter table shop.customers add column source text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.customers"
     ],
     "work": []
    },
    {
     "statement": "alter table shop.orders add column source text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.customers",
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "The same order": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "alter table shop.customers add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.customers",
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "alter table shop.orders add column source text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "alter table shop.customers add column source text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.customers",
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ]
  },
  "lock-upgrade": {
   "Rows, then the table": [
    {
     "statement": "update shop.orders set note = '' where id < 10",
     "locks": [
      "ROW EXCLUSIVE on shop.orders"
     ],
     "work": [
      "updates 9 rows of shop.orders"
     ]
    },
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A transaction for each": [
    {
     "statement": "update shop.orders set note = '' where id < 10",
     "locks": [
      "ROW EXCLUSIVE on shop.orders"
     ],
     "work": [
      "updates 9 rows of shop.orders"
     ]
    },
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "Rows of another table": [
    {
     "statement": "update shop.customers set name = '' where id < 10",
     "locks": [
      "ROW EXCLUSIVE on shop.customers"
     ],
     "work": [
      "updates 9 rows of shop.customers"
     ]
    },
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders",
      "ROW EXCLUSIVE on shop.customers"
     ],
     "work": []
    }
   ]
  },
  "long-lock-timeout": {
   "A minute": [
    {
     "statement": "set local lock_timeout = '60s'",
     "locks": [],
     "work": []
    },
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "Two seconds": [
    {
     "statement": "set local lock_timeout = '2s'",
     "locks": [],
     "work": []
    },
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A lock that nobody waits behind": [
    {
     "statement": "set local lock_timeout = '60s'",
     "locks": [],
     "work": []
    },
    {
     "statement": "update shop.orders set note = '' where id = 1",
     "locks": [
      "ROW EXCLUSIVE on shop.orders"
     ],
     "work": [
      "updates 1 row of shop.orders"
     ]
    }
   ]
  },
  "missing-application-name": {
   "No name": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A name before it": [
    {
     "statement": "set application_name = 'migration'",
     "locks": [],
     "work": []
    },
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ]
  },
  "missing-idle-timeout": {
   "No timeout": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A timeout before it": [
    {
     "statement": "set idle_in_transaction_session_timeout = '30s'",
     "locks": [],
     "work": []
    },
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ]
  },
  "missing-lock-timeout": {
   "No timeout at all": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A timeout for this transaction": [
    {
     "statement": "set local lock_timeout = '2s'",
     "locks": [],
     "work": []
    },
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "Only new tables": [],
   "A concurrent build": [
    {
     "statement": "create index concurrently on shop.orders (note)",
     "locks": [
      "SHARE UPDATE EXCLUSIVE on shop.orders"
     ],
     "work": [
      "builds index shop.orders_note_idx",
      "reads all of shop.orders"
     ]
    }
   ]
  },
  "missing-statement-timeout": {
   "No timeout": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A timeout before it": [
    {
     "statement": "set statement_timeout = '10s'",
     "locks": [],
     "work": []
    },
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ]
  },
  "name-taken-away": {
   "A column": [
    {
     "statement": "alter table shop.orders rename column total to amount",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A table": [
    {
     "statement": "alter table shop.items rename to order_items",
     "locks": [
      "ACCESS EXCLUSIVE on shop.order_items"
     ],
     "work": []
    }
   ],
   "Another schema": [
    {
     "statement": "create schema archive",
     "locks": [],
     "work": []
    },
    {
     "statement": "alter table shop.items set schema archive",
     "locks": [
      "ACCESS EXCLUSIVE on archive.items"
     ],
     "work": []
    }
   ],
   "A value of an enum": [],
   "An index, which no query names": [
    {
     "statement": "alter index shop.items_order_id_idx rename to items_by_order",
     "locks": [],
     "work": []
    }
   ],
   "The old name goes on as a view": [
    {
     "statement": "alter table shop.items rename to order_items",
     "locks": [
      "ACCESS EXCLUSIVE on shop.order_items"
     ],
     "work": []
    },
    {
     "statement": "create view shop.items as select * from shop.order_items",
     "locks": [
      "ACCESS EXCLUSIVE on shop.order_items"
     ],
     "work": []
    }
   ],
   "A column of this change": []
  },
  "not-repeatable": {
   "Two statements": [
    {
     "statement": "create table shop.tags (name text)",
     "locks": [],
     "work": []
    },
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "IF NOT EXISTS": [
    {
     "statement": "create table if not exists shop.tags (name text)",
     "locks": [],
     "work": []
    },
    {
     "statement": "alter table shop.orders add column if not exists region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "In a transaction all is undone": [
    {
     "statement": "create table shop.tags (name text)",
     "locks": [],
     "work": []
    },
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ]
  },
  "replica-identity-missing": {
   "The primary key goes": [
    {
     "statement": "alter table shop.stock drop constraint stock_pkey",
     "locks": [
      "ACCESS EXCLUSIVE on shop.stock"
     ],
     "work": []
    }
   ],
   "A table without one is published": [
    {
     "statement": "alter publication changes add table shop.visits",
     "locks": [
      "SHARE UPDATE EXCLUSIVE on shop.visits"
     ],
     "work": []
    }
   ],
   "The whole row is the identity": [
    {
     "statement": "alter table shop.visits replica identity full",
     "locks": [
      "ACCESS EXCLUSIVE on shop.visits"
     ],
     "work": []
    },
    {
     "statement": "alter publication changes add table shop.visits",
     "locks": [
      "ACCESS EXCLUSIVE on shop.visits"
     ],
     "work": []
    }
   ],
   "A table that nobody publishes": []
  },
  "revert-fails": {
   "A wrong name": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "It runs": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ]
  },
  "revert-loses-data": {
   "A new column": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A new index": [
    {
     "statement": "create index orders_note_idx on shop.orders (note)",
     "locks": [
      "SHARE on shop.orders"
     ],
     "work": [
      "builds index shop.orders_note_idx",
      "reads all of shop.orders"
     ]
    }
   ]
  },
  "revert-missing": {
   "Nothing to go back with": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A down migration": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ]
  },
  "revert-not-exact": {
   "A default is forgotten": [
    {
     "statement": "alter table shop.orders drop column placed_at",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": [
      "drops table column shop.orders.placed_at"
     ]
    }
   ],
   "Something stays": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "create index orders_note_idx on shop.orders (note)",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": [
      "builds index shop.orders_note_idx",
      "reads all of shop.orders"
     ]
    }
   ],
   "As it was": [
    {
     "statement": "alter table shop.orders alter column status drop default",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ]
  },
  "rewrite-under-lock": {
   "A default that differs from row to row": [
    {
     "statement": "alter table shop.orders add column token uuid default gen_random_uuid()",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": [
      "rewrites shop.orders"
     ]
    }
   ],
   "A column that is computed and stored": [
    {
     "statement": "alter table shop.orders add column rounded numeric generated always as (round(total)) stored",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": [
      "rewrites shop.orders"
     ]
    }
   ],
   "A type of another size": [
    {
     "statement": "alter table shop.items alter column quantity type bigint",
     "locks": [
      "ACCESS EXCLUSIVE on shop.items"
     ],
     "work": [
      "rewrites shop.items"
     ]
    }
   ],
   "Inside a DO block": [
    {
     "statement": "do $$ begin alter table shop.orders alter column total type numeric(12, 3); end $$",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": [
      "rewrites shop.orders"
     ]
    }
   ],
   "VACUUM FULL": [
    {
     "statement": "vacuum full shop.orders",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": [
      "rewrites shop.orders"
     ]
    }
   ],
   "A default that is the same for every row": [
    {
     "statement": "alter table shop.orders add column checked_at timestamptz default now()",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A longer varchar": [
    {
     "statement": "alter table shop.customers alter column email type varchar(320)",
     "locks": [
      "ACCESS EXCLUSIVE on shop.customers"
     ],
     "work": []
    }
   ],
   "A table that this change creates": []
  },
  "scan-under-lock": {
   "A foreign key": [
    {
     "statement": "alter table shop.orders add foreign key (customer_id) references shop.customers",
     "locks": [
      "SHARE ROW EXCLUSIVE on shop.customers",
      "SHARE ROW EXCLUSIVE on shop.orders"
     ],
     "work": [
      "reads all of shop.customers",
      "reads all of shop.orders"
     ]
    }
   ],
   "A check constraint": [
    {
     "statement": "alter table shop.items add constraint quantity_positive check (quantity > 0)",
     "locks": [
      "ACCESS EXCLUSIVE on shop.items"
     ],
     "work": [
      "reads all of shop.items"
     ]
    }
   ],
   "SET NOT NULL": [
    {
     "statement": "alter table shop.items alter column quantity set not null",
     "locks": [
      "ACCESS EXCLUSIVE on shop.items"
     ],
     "work": [
      "reads all of shop.items"
     ]
    }
   ],
   "An update after a lock was taken": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "update shop.orders set region = 'eu'",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": [
      "reads all of shop.orders",
      "updates 500 rows of shop.orders"
     ]
    }
   ],
   "A foreign key that is validated later": [
    {
     "statement": "alter table shop.orders add foreign key (customer_id) references shop.customers not valid",
     "locks": [
      "SHARE ROW EXCLUSIVE on shop.customers",
      "SHARE ROW EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "SET NOT NULL after a valid check": [
    {
     "statement": "alter table shop.items add constraint quantity_known check (quantity is not null) not valid",
     "locks": [
      "ACCESS EXCLUSIVE on shop.items"
     ],
     "work": []
    },
    {
     "statement": "alter table shop.items validate constraint quantity_known",
     "locks": [
      "SHARE UPDATE EXCLUSIVE on shop.items"
     ],
     "work": [
      "reads all of shop.items"
     ]
    },
    {
     "statement": "alter table shop.items alter column quantity set not null",
     "locks": [
      "ACCESS EXCLUSIVE on shop.items"
     ],
     "work": []
    }
   ],
   "An update that holds no table lock": [
    {
     "statement": "update shop.orders set total = total + 1",
     "locks": [
      "ROW EXCLUSIVE on shop.orders"
     ],
     "work": [
      "updates 500 rows of shop.orders"
     ]
    }
   ]
  },
  "several-foreign-keys": {
   "A new table that refers to two": [
    {
     "statement": "create table shop.reviews (id bigint primary key, order_id bigint references shop.orders,\n            customer_id bigint references shop.customers)",
     "locks": [
      "SHARE ROW EXCLUSIVE on shop.customers",
      "SHARE ROW EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "One of them": [
    {
     "statement": "create table shop.reviews (id bigint primary key, order_id bigint references shop.orders)",
     "locks": [
      "SHARE ROW EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A foreign key between two tables in use needs both": [
    {
     "statement": "alter table shop.orders add foreign key (customer_id) references shop.customers not valid",
     "locks": [
      "SHARE ROW EXCLUSIVE on shop.customers",
      "SHARE ROW EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ]
  },
  "several-tables-locked": {
   "Two tables in one transaction": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "alter table shop.customers add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.customers",
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "One table": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "alter table shop.orders add column source text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "One statement that needs both": [
    {
     "statement": "alter table shop.orders add foreign key (customer_id) references shop.customers not valid",
     "locks": [
      "SHARE ROW EXCLUSIVE on shop.customers",
      "SHARE ROW EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "A transaction for each": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "alter table shop.customers add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.customers"
     ],
     "work": []
    }
   ]
  },
  "small-sequence": {
   "A serial becomes bigint": [
    {
     "statement": "alter table shop.tickets alter column id type bigint",
     "locks": [
      "ACCESS EXCLUSIVE on shop.tickets"
     ],
     "work": [
      "rewrites shop.tickets"
     ]
    }
   ],
   "A sequence made for it": [],
   "The sequence too": [
    {
     "statement": "alter table shop.tickets alter column id type bigint",
     "locks": [
      "ACCESS EXCLUSIVE on shop.tickets"
     ],
     "work": [
      "rewrites shop.tickets"
     ]
    },
    {
     "statement": "alter sequence shop.tickets_id_seq as bigint",
     "locks": [
      "ACCESS EXCLUSIVE on shop.tickets",
      "SHARE ROW EXCLUSIVE on shop.tickets_id_seq"
     ],
     "work": []
    }
   ],
   "An identity": [
    {
     "statement": "alter table shop.visits alter column id type bigint",
     "locks": [
      "ACCESS EXCLUSIVE on shop.visits",
      "SHARE ROW EXCLUSIVE on shop.visits_id_seq"
     ],
     "work": [
      "rewrites shop.visits"
     ]
    }
   ],
   "bigserial": []
  },
  "statement-fails": {
   "A table that is not there": [
    {
     "statement": "alter table shop.order add column region text",
     "locks": [],
     "work": [
      "fails: relation \"shop.order\" does not exist"
     ]
    }
   ],
   "CONCURRENTLY inside a transaction": [
    {
     "statement": "create index concurrently on shop.orders (note)",
     "locks": [],
     "work": [
      "fails: CREATE INDEX CONCURRENTLY cannot run inside a transaction block"
     ]
    }
   ],
   "Rows that break the constraint": [
    {
     "statement": "alter table shop.items add unique (quantity)",
     "locks": [],
     "work": [
      "fails: could not create unique index \"items_quantity_key\""
     ]
    }
   ],
   "A constraint that is checked at commit": [
    {
     "statement": "alter table shop.items add constraint deferred foreign key (order_id) references shop.orders\n            deferrable initially deferred",
     "locks": [
      "SHARE ROW EXCLUSIVE on shop.items",
      "SHARE ROW EXCLUSIVE on shop.orders"
     ],
     "work": [
      "reads all of shop.items",
      "reads all of shop.orders"
     ]
    },
    {
     "statement": "insert into shop.items values (100000, 999999, 1)",
     "locks": [],
     "work": [
      "fails: insert or update on table \"items\" violates foreign key constraint \"items_order_id_fkey\""
     ]
    }
   ],
   "A table that is there": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ]
  },
  "table-without-primary-key": {
   "No key": [],
   "A key": [],
   "A key that comes later in the change": [],
   "A temporary table": [],
   "Partitions have the key of their parent": []
  },
  "timeout-on-concurrent-build": {
   "lock_timeout": [
    {
     "statement": "set lock_timeout = '2s'",
     "locks": [],
     "work": []
    },
    {
     "statement": "create index concurrently orders_note_idx on shop.orders (note)",
     "locks": [
      "SHARE UPDATE EXCLUSIVE on shop.orders"
     ],
     "work": [
      "builds index shop.orders_note_idx",
      "reads all of shop.orders"
     ]
    }
   ],
   "statement_timeout": [
    {
     "statement": "set statement_timeout = '1min'",
     "locks": [],
     "work": []
    },
    {
     "statement": "create index concurrently orders_note_idx on shop.orders (note)",
     "locks": [
      "SHARE UPDATE EXCLUSIVE on shop.orders"
     ],
     "work": [
      "builds index shop.orders_note_idx",
      "reads all of shop.orders"
     ]
    }
   ],
   "A timeout that is lifted": [
    {
     "statement": "set lock_timeout = '2s'",
     "locks": [],
     "work": []
    },
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "set lock_timeout = 0",
     "locks": [],
     "work": []
    },
    {
     "statement": "create index concurrently orders_region_idx on shop.orders (region)",
     "locks": [
      "SHARE UPDATE EXCLUSIVE on shop.orders"
     ],
     "work": [
      "builds index shop.orders_region_idx",
      "reads all of shop.orders"
     ]
    }
   ]
  },
  "transaction-nesting": {
   "COMMIT of the tool’s own transaction": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "BEGIN without an end": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "COMMIT of nothing": [],
   "A transaction of its own": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ],
   "The tool’s transaction": [
    {
     "statement": "alter table shop.orders add column region text",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    }
   ]
  },
  "validation-in-same-transaction": {
   "Both phases in one migration": [
    {
     "statement": "alter table shop.orders add constraint total_positive check (total >= 0) not valid",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "alter table shop.orders validate constraint total_positive",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": [
      "reads all of shop.orders"
     ]
    }
   ],
   "A transaction for each phase": [
    {
     "statement": "alter table shop.orders add constraint total_positive check (total >= 0) not valid",
     "locks": [
      "ACCESS EXCLUSIVE on shop.orders"
     ],
     "work": []
    },
    {
     "statement": "alter table shop.orders validate constraint total_positive",
     "locks": [
      "SHARE UPDATE EXCLUSIVE on shop.orders"
     ],
     "work": [
      "reads all of shop.orders"
     ]
    }
   ]
  }
 }
}
