/**
 * What the generic reader must be told about a system catalog. Everything else is read as it stands, so a column of a
 * future PostgreSQL is seen before anybody has thought of it.
 */
export interface Reading {
  /** SQL over the row `c` for the object it describes; rows with an OID describe themselves. */
  identify?: string
  /** Which rows are objects of their own, and no clones or internals. */
  where?: string
  /** Columns, between blanks, that change while the object stays the same, or that another attribute says better. */
  leaveOut?: string
  /** Columns that are read otherwise than they stand there, where the server has them. */
  instead?: Record<string, string>
  /** Attributes that no column holds as such. */
  also?: Record<string, string>
}

const relationOf = (column: string) => `pg_identify_object('pg_class'::regclass, c.${column}, 0)`

/** Catalogs whose rows are parts that `readings` shows with their objects, dependencies, statistics, or other databases'. */
export const skippedCatalogs = new Set(
  `pg_attrdef pg_database pg_db_role_setting pg_depend pg_enum pg_inherits pg_init_privs pg_largeobject
  pg_largeobject_metadata pg_parameter_acl pg_replication_origin pg_shdepend pg_shdescription pg_shseclabel pg_statistic
  pg_statistic_ext_data pg_subscription_rel pg_tablespace pg_ts_config_map`.split(/\s+/),
)

export const readings: Record<string, Reading> = {
  pg_aggregate: { identify: "pg_identify_object('pg_proc'::regclass, c.aggfnoid, 0)" },
  pg_attribute: {
    identify: "pg_identify_object('pg_class'::regclass, c.attrelid, c.attnum)",
    where: `c.attnum > 0 and not c.attisdropped
      and exists (select from pg_class r where r.oid = c.attrelid and r.relkind in ('r', 'p', 'v', 'm', 'f', 'c'))`,
    leaveOut: `attrelid attname attnum attlen attbyval attalign attndims attcacheoff atthasmissing attmissingval atttypid
      atttypmod atthasdef attisdropped`,
    instead: {
      // PostgreSQL 15.20 and later keep an internal counter here.
      attoptions:
        "(select array_agg(o order by o) from unnest(c.attoptions) o where o not like 'pg_attver=%')",
    },
    also: {
      type: 'format_type(c.atttypid, c.atttypmod)',
      default: `(select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d
        where d.adrelid = c.attrelid and d.adnum = c.attnum)`,
    },
  },
  pg_auth_members: {
    identify: "(select 'membership' as type, c.member::regrole || ' in ' || c.roleid::regrole as identity)",
    where: 'c.roleid >= 16384 or c.member >= 16384',
    leaveOut: 'roleid member grantor',
  },
  pg_authid: { leaveOut: 'rolpassword' },
  pg_class: {
    where: `c.relkind <> 't' and c.relnamespace not in (select oid from pg_namespace where nspname ~ '^pg_(toast|temp)')`,
    leaveOut: `relname relfilenode reltype relpages reltuples relallvisible relallfrozen reltoastrelid relhasindex relhasrules
      relhastriggers relhassubclass relrewrite relfrozenxid relminmxid relnatts relchecks relkind`,
    instead: { relpartbound: 'pg_get_expr(c.relpartbound, c.oid)' },
    also: {
      toastOptions: '(select t.reloptions from pg_class t where t.oid = c.reltoastrelid)',
      inherits:
        '(select array_agg(i.inhparent::regclass::text order by i.inhseqno) from pg_inherits i where i.inhrelid = c.oid)',
    },
  },
  pg_constraint: {
    // Since PostgreSQL 18 a plain NOT NULL has a row here as well, which says no more than its column.
    where: "c.contype <> 'n' or not c.convalidated or c.connoinherit",
    leaveOut: `conname conkey confkey conbin conexclop conpfeqop conppeqop conffeqop confdelsetcols conparentid conindid
      coninhcount conislocal`,
    also: { definition: 'pg_get_constraintdef(c.oid)' },
  },
  pg_description: {
    identify: `(select 'comment' as type, o.type || ' ' || o.identity as identity
      from pg_identify_object(c.classoid, c.objoid, c.objsubid) o)`,
    where: 'c.objoid >= 16384',
    leaveOut: 'objoid classoid objsubid',
  },
  pg_foreign_table: { identify: relationOf('ftrelid') },
  pg_index: {
    identify: relationOf('indexrelid'),
    where: "not exists (select from pg_class t where t.oid = c.indrelid and t.relkind = 't')",
    leaveOut: 'indexrelid indkey indcollation indclass indoption indexprs indpred indcheckxmin',
    also: { definition: 'pg_get_indexdef(c.indexrelid)' },
  },
  pg_namespace: { where: "c.nspname !~ '^pg_(toast|temp)'" },
  pg_partitioned_table: {
    identify: relationOf('partrelid'),
    leaveOut: 'partrelid partattrs partclass partcollation partexprs',
    also: { partkey: 'pg_get_partkeydef(c.partrelid)' },
  },
  pg_policy: {
    instead: {
      polqual: 'pg_get_expr(c.polqual, c.polrelid)',
      polwithcheck: 'pg_get_expr(c.polwithcheck, c.polrelid)',
      polroles: `(select array_agg(case r when 0 then 'public' else r::regrole::text end order by 1)
        from unnest(c.polroles) r)`,
    },
  },
  pg_proc: {
    leaveOut: 'proname',
    instead: {
      proargdefaults: 'pg_get_function_arguments(c.oid)',
      prosqlbody: 'pg_get_function_sqlbody(c.oid)',
    },
  },
  pg_publication_rel: {
    leaveOut: 'prattrs',
    instead: { prqual: 'pg_get_expr(c.prqual, c.prrelid)' },
    also: {
      columns: `(select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.prrelid and a.attnum = any ((to_jsonb(c)->>'prattrs')::int2vector::int2[]))`,
    },
  },
  pg_range: { identify: "pg_identify_object('pg_type'::regclass, c.rngtypid, 0)" },
  pg_rewrite: {
    leaveOut: 'ev_qual ev_action',
    also: { definition: 'pg_get_ruledef(c.oid)' },
  },
  pg_seclabel: {
    identify: `(select 'security label' as type, o.type || ' ' || o.identity || ' by ' || c.provider as identity
      from pg_identify_object(c.classoid, c.objoid, c.objsubid) o)`,
    leaveOut: 'objoid classoid objsubid',
  },
  pg_sequence: {
    identify: relationOf('seqrelid'),
    also: {
      ownedBy: `(select (pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.seqrelid and d.deptype = 'a')`,
    },
  },
  pg_statistic_ext: {
    leaveOut: 'stxkeys stxexprs',
    also: { definition: 'pg_get_statisticsobjdef(c.oid)' },
  },
  pg_subscription: { leaveOut: 'subconninfo subskiplsn' },
  pg_trigger: {
    where: 'not c.tgisinternal and c.tgparentid = 0',
    leaveOut: 'tgattr tgargs tgqual tgconstrindid',
    also: { definition: 'pg_get_triggerdef(c.oid)' },
  },
  pg_ts_config: {
    also: {
      dictionaries: `(select array_agg(m.maptokentype || ' ' || m.mapdict::regdictionary order by m.maptokentype, m.mapseqno)
        from pg_ts_config_map m where m.mapcfg = c.oid)`,
    },
  },
  pg_type: {
    // The row type of a table and the array type of a type come and go with it.
    where: `(c.typrelid = 0 or exists (select from pg_class r where r.oid = c.typrelid and r.relkind = 'c'))
      and not exists (select from pg_type e where e.typarray = c.oid)`,
    leaveOut: 'typname typarray typrelid typdefaultbin',
    also: {
      labels:
        '(select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e where e.enumtypid = c.oid)',
    },
  },
}
