import { classify } from '../classify.ts'

/** Tables and what belongs to them: columns, indexes, constraints, partitions, sequences, extended statistics. */
export const relations = classify(`
pg_class relation
  relname             identity
  relnamespace        identity
  relkind             meaning    kind
  relpersistence      meaning    persistence
  relam               meaning    access method
  reltablespace       setting    tablespace
  reloftype           meaning    type of the rows
  reloptions          setting    options
  toast_options       setting    options of the TOAST table
  relreplident        setting    replica identity
  relrowsecurity      security   row level security
  relforcerowsecurity security   row level security for the owner
  relispopulated      setting    populated
  relpartbound        meaning    partition bound
  definition          meaning    definition
  owned_by            meaning    owning column
  columns             cosmetic   order of the columns
  relowner            privilege  owner
  relacl              privilege  privileges
  relispartition      derived
  relhasindex         derived
  relhasrules         derived
  relhastriggers      derived
  relhassubclass      derived
  relnatts            derived
  relchecks           derived
  reltype             derived
  reltoastrelid       derived
  relisshared         derived
  relfilenode         physical
  relpages            physical
  reltuples           physical
  relallvisible       physical
  relallfrozen        physical
  relrewrite          physical
  relfrozenxid        physical
  relminmxid          physical

pg_attribute column
  attname        identity
  attrelid       identity
  type           meaning    type
  default        meaning    default
  attcollation   meaning    collation
  attnotnull     meaning    not null
  attidentity    meaning    identity
  attgenerated   meaning    generated
  attislocal     meaning    defined here, not only inherited
  attstorage     setting    storage
  attcompression setting    compression
  attstattarget  setting    statistics target
  attoptions     setting    options
  attfdwoptions  setting    foreign data options
  attacl         privilege  privileges
  attnum         derived
  position       meaning   position
  atttypid       derived
  atttypmod      derived
  atthasdef      derived
  attinhcount    derived
  attisdropped   derived
  attlen         derived
  attbyval       derived
  attalign       derived
  attndims       physical
  attcacheoff    physical
  atthasmissing  physical
  attmissingval  physical

pg_attrdef column
  adrelid  identity
  adnum    identity
  adbin    meaning  default

pg_inherits relation
  inhrelid         identity
  inhseqno         derived
  inhparent        meaning  parents
  inhdetachpending meaning  waits to be detached

pg_index index
  indexrelid          identity
  indrelid            meaning   table
  indkey              meaning   columns
  indnkeyatts         meaning   number of key columns
  indclass            meaning   operator classes
  indcollation        meaning   collations
  indoption           meaning   direction and order of nulls
  class_options       meaning   parameters of the operator classes
  indexprs            meaning   expressions
  indpred             meaning   condition
  indisunique         meaning   unique
  indnullsnotdistinct meaning   nulls not distinct
  indisprimary        meaning   primary key
  indisexclusion      meaning   exclusion
  indimmediate        meaning   checked at once
  indisvalid          meaning   valid
  indisready          meaning   ready
  indislive           meaning   live
  indisreplident      setting   replica identity
  indisclustered      setting   clustered on
  indnatts            derived
  indcheckxmin        physical

pg_constraint constraint
  conname        identity
  conrelid       identity
  contypid       identity
  contype        meaning   kind
  conkey         meaning   columns
  confrelid      meaning   referenced table
  confkey        meaning   referenced columns
  conbin         meaning   condition
  confupdtype    meaning   on update
  confdeltype    meaning   on delete
  confdelsetcols meaning   columns set on delete
  confmatchtype  meaning   match
  conexclop      meaning   operators
  condeferrable  meaning   deferrable
  condeferred    meaning   deferred
  convalidated   meaning   validated
  conenforced    security  enforced
  connoinherit   meaning   not inherited
  conperiod      meaning   over periods
  conislocal     meaning   defined here, not only inherited
  disabled_triggers security  triggers that enforce it and do not fire
  conparentid    derived
  connamespace   derived
  conindid       derived
  coninhcount    derived
  conpfeqop      derived
  conppeqop      derived
  conffeqop      derived

pg_partitioned_table relation
  partrelid     identity
  partstrat     meaning  partitioned by
  partattrs     meaning  partition key
  partexprs     meaning  partition key expressions
  partclass     meaning  operator classes of the partition key
  partcollation meaning  collations of the partition key
  partnatts     derived
  partdefid     derived

pg_sequence relation
  seqrelid     identity
  seqtypid     meaning  type
  seqstart     meaning  start
  seqincrement meaning  increment
  seqmin       meaning  minimum
  seqmax       meaning  maximum
  seqcycle     meaning  cycles
  seqcache     setting  cache

pg_foreign_table relation
  ftrelid   identity
  ftserver  meaning  server
  ftoptions setting  foreign data options

pg_statistic_ext statistics object
  stxname       identity
  stxnamespace  identity
  stxrelid      meaning    table
  stxkeys       meaning    columns
  stxexprs      meaning    expressions
  stxkind       meaning    kinds
  stxstattarget setting    statistics target
  stxowner      privilege  owner
`)
