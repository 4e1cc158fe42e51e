-- The first committed migration finds the tables of the indexer's earlier tool; as far as the migrations use them:
create table tx (
  chain_num smallint not null, block_height bigint not null, tx_idx smallint not null,
  hash bytea not null, data jsonb not null,
  primary key (chain_num, block_height, tx_idx)
);
create table msg (
  chain_num smallint not null, block_height bigint not null, tx_idx smallint not null, msg_idx smallint not null,
  data jsonb not null,
  primary key (chain_num, block_height, tx_idx, msg_idx)
);
create table msg_event_attr (
  chain_num smallint not null, block_height bigint not null, tx_idx smallint not null, msg_idx smallint not null,
  type text not null, key text not null, value text not null, value_hash bytea not null
);
create table retirements (
  chain_num smallint not null, block_height bigint not null, tx_idx smallint not null, msg_idx smallint not null,
  batch_denom text not null, tx_hash text not null
);
