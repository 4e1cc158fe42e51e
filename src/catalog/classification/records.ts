import { classify } from '../classify.ts'

/** What the server writes down for itself: dependencies, statistics, progress of replication, large objects' data. */
export const records = classify(`
pg_depend dependency
  classid     derived
  objid       derived
  objsubid    derived
  refclassid  derived
  refobjid    derived
  refobjsubid derived
  deptype     derived
  member_of   meaning  member of the extension

pg_shdepend dependency
  dbid       derived
  classid    derived
  objid      derived
  objsubid   derived
  refclassid derived
  refobjid   derived
  deptype    derived

pg_init_privs initial privileges
  objoid    derived
  classoid  derived
  objsubid  derived
  privtype  derived
  initprivs derived

pg_subscription_rel state of a subscription
  srsubid    physical
  srrelid    physical
  srsubstate physical
  srsublsn   physical

pg_replication_origin replication origin
  roident physical
  roname  physical

pg_largeobject large object
  loid   physical
  pageno physical
  data   physical

pg_largeobject_metadata large object
  lomowner physical
  lomacl   physical

pg_statistic statistics
  starelid    physical
  staattnum   physical
  stainherit  physical
  stanullfrac physical
  stawidth    physical
  stadistinct physical
${[1, 2, 3, 4, 5]
  .flatMap(slot =>
    ['stakind', 'staop', 'stacoll', 'stanumbers', 'stavalues'].map(name => `  ${name}${slot} physical`),
  )
  .join('\n')}

pg_statistic_ext_data statistics
  stxoid           physical
  stxdinherit      physical
  stxdndistinct    physical
  stxddependencies physical
  stxdmcv          physical
  stxdexpr         physical
`)
