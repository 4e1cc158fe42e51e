/**
 * What the generic reader must be told about a system catalog. Everything else is read as it stands, so a column of a
 * future PostgreSQL is seen before anybody has thought of it.
 */
export interface Reading {
  /** SQL over the row `c` for the object it describes; rows with an OID describe themselves. */
  identify?: string
  /** Rows that are no objects of their own: clones, internals. */
  where?: string
  /** Columns that change while the object stays the same, or that another column says better. */
  leaveOut?: string[]
  /** Attributes that only the server's deparsers can show, by name. */
  show?: Record<string, string>
}

const relationOf = (column: string) => `pg_identify_object('pg_class'::regclass, c.${column}, 0)`

/** Columns are shown by `readings`, or not at all, because their rows are dependencies, statistics or other databases'. */
export const skippedCatalogs = [
  'pg_attrdef',
  'pg_database',
  'pg_db_role_setting',
  'pg_depend',
  'pg_enum',
  'pg_inherits',
  'pg_init_privs',
  'pg_largeobject',
  'pg_largeobject_metadata',
  'pg_parameter_acl',
  'pg_replication_origin',
  'pg_shdepend',
  'pg_shdescription',
  'pg_shseclabel',
  'pg_statistic',
  'pg_statistic_ext_data',
  'pg_subscription_rel',
  'pg_tablespace',
  'pg_ts_config_map',
]

export const readings: Record<string, Reading> = {
  pg_aggregate: { identify: "pg_identify_object('pg_proc'::regclass, c.aggfnoid, 0)" },
  pg_attribute: {
    identify: "pg_identify_object('pg_class'::regclass, c.attrelid, c.attnum)",
    where: `c.attnum > 0 and not c.attisdropped
      and exists (select from pg_class r where r.oid = c.attrelid and r.relkind in ('r', 'p', 'v', 'm', 'f', 'c'))`,
    leaveOut: [
      'attrelid',
      'attname',
      'attnum',
      'attlen',
      'attbyval',
      'attalign',
      'attndims',
      'attcacheoff',
    ].concat(['atthasmissing', 'attmissingval', 'atttypid', 'atttypmod', 'atthasdef', 'attisdropped']),
    show: {
      type: 'format_type(c.atttypid, c.atttypmod)',
      default:
        '(select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d where d.adrelid = c.attrelid and d.adnum = c.attnum)',
      // PostgreSQL 15.20 and later keep an internal counter here.
      attoptions:
        "(select array_agg(o order by o) from unnest(c.attoptions) o where o not like 'pg_attver=%')",
    },
  },
  pg_auth_members: {
    identify: "(select 'membership' as type, c.member::regrole || ' in ' || c.roleid::regrole as identity)",
    where: 'c.roleid >= 16384 or c.member >= 16384',
    leaveOut: ['roleid', 'member', 'grantor'],
  },
  pg_authid: { leaveOut: ['rolpassword'] },
  pg_class: {
    where: `c.relkind <> 't' and c.relnamespace not in (select oid from pg_namespace where nspname ~ '^pg_(toast|temp)')`,
    leaveOut: [
      'relname',
      'relfilenode',
      'reltype',
      'relpages',
      'reltuples',
      'relallvisible',
      'relallfrozen',
    ].concat(
      [
        'reltoastrelid',
        'relhasindex',
        'relhasrules',
        'relhastriggers',
        'relhassubclass',
        'relrewrite',
        'relfrozenxid',
      ],
      ['relminmxid', 'relnatts', 'relchecks', 'relkind'],
    ),
    show: {
      relpartbound: 'pg_get_expr(c.relpartbound, c.oid)',
      inherits:
        '(select array_agg(i.inhparent::regclass::text order by i.inhseqno) from pg_inherits i where i.inhrelid = c.oid)',
    },
  },
  pg_constraint: {
    where:
      'c.contype <> $$n$$ or not exists (select from pg_attribute a where a.attrelid = c.conrelid and a.attnum = c.conkey[1] and a.attinhcount > 0)',
    leaveOut: [
      'conname',
      'conkey',
      'confkey',
      'conbin',
      'conexclop',
      'conpfeqop',
      'conppeqop',
      'conffeqop',
    ].concat(['confdelsetcols', 'conparentid', 'conindid', 'coninhcount', 'conislocal']),
    show: { definition: 'pg_get_constraintdef(c.oid)' },
  },
  pg_description: {
    identify: `(select 'comment' as type, o.type || ' ' || o.identity as identity
      from pg_identify_object(c.classoid, c.objoid, c.objsubid) o)`,
    where: 'c.objoid >= 16384',
    leaveOut: ['objoid', 'classoid', 'objsubid'],
  },
  pg_foreign_table: { identify: relationOf('ftrelid') },
  pg_index: {
    identify: relationOf('indexrelid'),
    where: "not exists (select from pg_class t where t.oid = c.indrelid and t.relkind = 't')",
    leaveOut: [
      'indexrelid',
      'indkey',
      'indcollation',
      'indclass',
      'indoption',
      'indexprs',
      'indpred',
      'indcheckxmin',
    ],
    show: { definition: 'pg_get_indexdef(c.indexrelid)' },
  },
  pg_partitioned_table: {
    identify: relationOf('partrelid'),
    leaveOut: ['partrelid', 'partattrs', 'partclass', 'partcollation', 'partexprs'],
    show: { partkey: 'pg_get_partkeydef(c.partrelid)' },
  },
  pg_policy: {
    show: {
      polqual: 'pg_get_expr(c.polqual, c.polrelid)',
      polwithcheck: 'pg_get_expr(c.polwithcheck, c.polrelid)',
      polroles:
        "(select array_agg(case r when 0 then 'public' else r::regrole::text end order by 1) from unnest(c.polroles) r)",
    },
  },
  pg_proc: {
    leaveOut: ['proname'],
    show: {
      proargdefaults: 'pg_get_function_arguments(c.oid)',
      prosqlbody: 'pg_get_function_sqlbody(c.oid)',
    },
  },
  pg_publication_rel: {
    leaveOut: ['prattrs'],
    show: { prqual: 'pg_get_expr(c.prqual, c.prrelid)' },
  },
  pg_range: { identify: "pg_identify_object('pg_type'::regclass, c.rngtypid, 0)" },
  pg_rewrite: {
    leaveOut: ['ev_qual', 'ev_action'],
    show: { definition: 'pg_get_ruledef(c.oid)' },
  },
  pg_seclabel: {
    identify: `(select 'security label' as type, o.type || ' ' || o.identity || ' by ' || c.provider as identity
      from pg_identify_object(c.classoid, c.objoid, c.objsubid) o)`,
    leaveOut: ['objoid', 'classoid', 'objsubid'],
  },
  pg_sequence: { identify: relationOf('seqrelid') },
  pg_statistic_ext: {
    leaveOut: ['stxkeys', 'stxexprs'],
    show: { definition: 'pg_get_statisticsobjdef(c.oid)' },
  },
  pg_subscription: { leaveOut: ['subconninfo', 'subskiplsn'] },
  pg_trigger: {
    where: 'not c.tgisinternal and c.tgparentid = 0',
    leaveOut: ['tgattr', 'tgargs', 'tgqual', 'tgconstrindid'],
    show: { definition: 'pg_get_triggerdef(c.oid)' },
  },
  pg_ts_config: {
    show: {
      dictionaries: `(select array_agg(m.maptokentype || ' ' || m.mapdict::regdictionary order by m.maptokentype, m.mapseqno)
        from pg_ts_config_map m where m.mapcfg = c.oid)`,
    },
  },
  pg_type: {
    // The row type of a table and the array type of a type come and go with it.
    where: `(c.typrelid = 0 or exists (select from pg_class r where r.oid = c.typrelid and r.relkind = 'c'))
      and not exists (select from pg_type e where e.typarray = c.oid)`,
    leaveOut: ['typname', 'typarray', 'typrelid', 'typdefaultbin'],
    show: {
      labels:
        '(select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e where e.enumtypid = c.oid)',
    },
  },
}
