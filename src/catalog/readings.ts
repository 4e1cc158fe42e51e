import { firstUserOid, type Part, type Reading } from './reading.ts'

const commented: Part = { catalog: 'c.classoid', oid: 'c.objoid', column: 'c.objsubid' }
const shared: Part = { catalog: 'c.classoid', oid: 'c.objoid' }
const relation = (oid: string, column?: string): Part => ({
  catalog: "'pg_class'::regclass",
  oid: `c.${oid}`,
  column: column && `c.${column}`,
})
const partOf = (catalog: string, oid: string): Part => ({
  catalog: `'${catalog}'::regclass`,
  oid: `c.${oid}`,
})

/** Comments and labels on what is PostgreSQL's own came with it, but for the schema that everybody uses. */
/** Of two long names both are cut (`makeObjectName` in indexcmds.c), until 27 and 26 characters are left. */
const usualNotNullName = `left(c.relname, greatest(27, 53 - length(attname))) || '_'
        || left(attname, greatest(26, 53 - length(c.relname))) || '_not_null'`
const isOurs = `c.objoid >= ${firstUserOid} or c.objoid = 'public'::regnamespace`
const inThisDatabase = '(0, (select oid from pg_database where datname = current_database()))'

/** Whether somebody changed the privileges that something built in came with; nearly all of it has and had none. */
const hasNewPrivileges = (
  acl: string,
  oid = 'c.oid',
  catalog = 'c.tableoid',
  column = '0',
) => `(${acl} is not null
  or (${catalog}, ${oid}, ${column}) in (select classoid, objoid, objsubid from pg_init_privs)) and ${acl} is distinct from
  (select i.initprivs from pg_init_privs i where i.objoid = ${oid} and i.classoid = ${catalog} and i.objsubid = ${column})`

/** Whether something built in has another owner than the bootstrap superuser, or other privileges than it came with. */
const isTakenOver = (owner: string, acl: string) => `${owner} <> 10 or ${hasNewPrivileges(acl)}`

/** Operator classes, 0 for those that a type has by default and that are not kept for another reason. */
const withoutDefaultClasses = (classes: string, isKept = 'false') =>
  `(select array_agg(case when o.opcdefault and not (${isKept}) then 0 else o.oid end order by n)
  from unnest(${classes}::oid[]) with ordinality u(id, n) join pg_opclass o on o.oid = u.id)`

/** PostgreSQL 15.20 and later keep an internal counter among the options of a column. */
const withoutCounter = (options: string) =>
  `array_remove(${options}, (select o from unnest(${options}) o where o like 'pg_attver=%'))`

const sorted = (array: string) =>
  `case when cardinality(${array}) > 0 then (select array_agg(e order by e) from unnest(${array}) e) end`

const relationIdentity = (row: string) =>
  `${row}.relnamespace::regnamespace || '.' || quote_ident(${row}.relname)`
const relationKind = (
  row: string,
) => `case when ${row}.relkind in ('r', 'p') then 'table' when ${row}.relkind in ('i', 'I') then 'index'
  when ${row}.relkind = 'S' then 'sequence' when ${row}.relkind = 'v' then 'view' when ${row}.relkind = 'm' then 'materialized view'
  when ${row}.relkind = 'f' then 'foreign table' end`

export const readings: Record<string, Reading> = {
  pg_aggregate: { part: partOf('pg_proc', 'aggfnoid') },
  pg_amop: { within: partOf('pg_opfamily', 'amopfamily') },
  pg_amproc: { within: partOf('pg_opfamily', 'amprocfamily') },
  pg_attrdef: {
    isRepetitive: true,
    part: relation('adrelid', 'adnum'),
    // Without the relation's columns, which only a generated column refers to, it is printed much faster.
    deparse: {
      adbin:
        "pg_get_expr(c.adbin, case when position('{VAR ' in c.adbin::text) > 0 then c.adrelid else 0 end)",
    },
  },
  pg_attribute: {
    part: relation('attrelid', 'attnum'),
    within: { catalog: "'pg_type'::regclass", oid: "case c.relkind when 'c' then c.reltype end" },
    from: `(select a.*, r.relkind, r.reltype, r.relispartition, t.typstorage from pg_attribute a
      join pg_class r on r.oid = a.attrelid join pg_type t on t.oid = a.atttypid)`,
    where: `c.attnum > 0 and not c.attisdropped
      and (c.relkind in ('r', 'p', 'v', 'm', 'f', 'c') or c.relkind in ('i', 'I') and c.attstattarget >= 0)`,
    changed: hasNewPrivileges('c.attacl', 'c.attrelid', "'pg_class'::regclass", 'c.attnum'),
    instead: {
      // Before 17 the default had a number of its own.
      attstattarget: 'nullif(c.attstattarget, -1)',
      // Those of an index are read with it.
      attoptions: `case when c.relkind not in ('i', 'I') then ${sorted(withoutCounter('c.attoptions'))} end`,
      attfdwoptions: sorted('c.attfdwoptions'),
      // The type's own.
      attcollation: 'nullif(nullif(c.attcollation, 100), 0)',
      // The type's own.
      attstorage: 'nullif(c.attstorage, c.typstorage)',
      // A partition has all its columns from its parent, whatever it was before it was attached.
      attislocal: 'c.attislocal and not c.relispartition',
    },
    also: {
      type: 'format_type(c.atttypid, c.atttypmod)',
      // The columns of an index have no names that SQL knows.
      position: "case when c.relkind in ('i', 'I') then c.attnum end",
    },
    columnName: 'quote_ident(c.attname)',
    isRepetitive: true,
    acl: "'c'",
  },
  pg_auth_members: {
    named: { kind: 'membership', identity: '{member} in {roleid}' },
    where: `c.roleid >= ${firstUserOid} or c.member >= ${firstUserOid}`,
  },
  pg_authid: {
    fallback: 'pg_roles',
    // No end is an end that never comes.
    instead: { rolvaliduntil: "nullif(c.rolvaliduntil, 'infinity')" },
  },
  pg_class: {
    isRepetitive: true,
    from: `(select r.*, r.tableoid, t.reloptions as toast_reloptions
      from pg_class r left join pg_class t on t.oid = r.reltoastrelid)`,
    label: { kind: relationKind('c'), identity: relationIdentity('c') },
    where: `c.relkind not in ('t', 'c') and c.relpersistence <> 't'
      and c.relnamespace <> all ('{pg_toast, information_schema}'::regnamespace[])`,
    changed: `${isTakenOver('c.relowner', 'c.relacl')} or c.relkind = 'r' and c.reloptions is not null`,
    instead: { reloptions: sorted('c.reloptions') },
    deparse: { relpartbound: 'pg_get_expr(c.relpartbound, c.oid)' },
    also: { toast_options: sorted('c.toast_reloptions') },
    acl: "case c.relkind when 'S' then 's' else 'r' end",
  },
  pg_constraint: {
    isRepetitive: true,
    relation: 'conrelid',
    label: {
      kind: "case when c.relname is not null then 'table constraint' end",
      identity: `quote_ident(c.conname) || ' on ' || ${relationIdentity('c')}`,
    },
    from: `(select n.*, r.relname, r.relnamespace, r.relkind, coalesce(r.relispartition, false) as relispartition, t.disabled_triggers
      from pg_constraint n left join pg_class r on r.oid = n.conrelid left join (
        select tgconstraint, array_agg(text order by text) as disabled_triggers from pg_trigger,
          lateral (select tgfoid::regproc || ' on ' || tgrelid::regclass || ': ' || tgenabled::text as text) as of_constraint
        where tgisinternal and tgenabled <> 'O' group by 1) t on t.tgconstraint = n.oid)`,
    // Since 18 a plain NOT NULL has a row here as well, which says no more than its column unless somebody named it.
    // The clones of a foreign key for each partition come and go with it. Constraint triggers are read as triggers.
    where: `c.contype <> 't' and (c.contype <> 'f' or c.conparentid = 0) and (c.contype <> 'n' or not c.convalidated
      or c.connoinherit or c.conislocal and not c.relispartition and c.conname <> (select ${usualNotNullName}
        from pg_attribute where attrelid = c.conrelid and attnum = c.conkey[1]))`,
    within: {
      catalog: "case c.conrelid when 0 then 'pg_type'::regclass else 'pg_class'::regclass end",
      oid: 'coalesce(nullif(c.conrelid, 0), c.contypid)',
    },
    instead: {
      conislocal: 'c.conislocal and not c.relispartition',
      // Of what needs an index it says only how it was made.
      connoinherit: "c.connoinherit and c.contype in ('c', 'n')",
    },
    deparse: { conbin: 'pg_get_expr(c.conbin, c.conrelid)' },
    also: { disabled_triggers: 'c.disabled_triggers' },
    numbers: { confdelsetcols: 'conrelid' },
  },
  pg_conversion: {
    instead: {
      conforencoding: 'pg_encoding_to_char(c.conforencoding)',
      contoencoding: 'pg_encoding_to_char(c.contoencoding)',
    },
  },
  pg_database: {
    named: { kind: 'database', identity: 'itself' },
    where: 'c.datname = current_database()',
    ours: 'true',
    acl: "'d'",
  },
  pg_db_role_setting: {
    named: { kind: 'settings', identity: '{setrole} in {setdatabase}' },
    where: `c.setdatabase in ${inThisDatabase}`,
    instead: { setconfig: sorted('c.setconfig') },
  },
  pg_default_acl: {
    acl: "case when c.defaclnamespace <> 0 then '-' when c.defaclobjtype = 'S' then 's' else c.defaclobjtype end",
    owner: 'c.defaclrole',
  },
  pg_description: { part: commented, where: isOurs, ours: 'true' },
  pg_enum: {
    part: partOf('pg_type', 'enumtypid'),
    from: '(select enumtypid, array_agg(enumlabel::text order by enumsortorder) as enumlabel from pg_enum group by 1)',
  },
  pg_event_trigger: { instead: { evttags: sorted('c.evttags') } },
  pg_extension: { ours: 'true' },
  pg_foreign_data_wrapper: { instead: { fdwoptions: sorted('c.fdwoptions') }, acl: "'F'" },
  pg_foreign_server: { instead: { srvoptions: sorted('c.srvoptions') }, acl: "'S'" },
  pg_foreign_table: {
    part: relation('ftrelid'),
    instead: { ftoptions: sorted('c.ftoptions') },
  },
  pg_index: {
    isRepetitive: true,
    part: relation('indexrelid'),
    relation: 'indrelid',
    within: relation('indrelid'),
    where: "not exists (select from pg_class t where t.oid = c.indrelid and t.relkind = 't')",
    from: `(select i.*, o.optioned from pg_index i left join (
        select attrelid, array_agg(attnum) as optioned from pg_attribute
        where exists (select from unnest(attoptions) o where o not like 'pg_attver=%') group by 1) o on o.attrelid = i.indexrelid)`,
    // What has parameters must be named.
    instead: { indclass: withoutDefaultClasses('c.indclass', 'coalesce(n = any(c.optioned), false)') },
    deparse: {
      indexprs: 'pg_get_expr(c.indexprs, c.indrelid)',
      indpred: 'pg_get_expr(c.indpred, c.indrelid)',
    },
    also: {
      class_options: `case when c.optioned is not null then
        (select jsonb_agg(coalesce(${withoutCounter('a.attoptions')}, '{}') order by a.attnum) from pg_attribute a
        where a.attrelid = c.indexrelid) end`,
    },
  },
  pg_inherits: {
    part: relation('inhrelid'),
    instead: { inhparent: 'c.inhparent' },
    from: `(select inhrelid, array_agg(inhparent order by inhseqno) as inhparent,
        bool_or((to_jsonb(i)->>'inhdetachpending')::boolean) as inhdetachpending from pg_inherits i group by 1)`,
  },
  pg_language: { changed: isTakenOver('c.lanowner', 'c.lanacl'), acl: "'l'" },
  pg_namespace: {
    where: "c.nspname !~ '^pg_(toast|temp)' and c.nspname <> 'information_schema'",
    ours: "c.nspname = 'public'",
    changed: isTakenOver('c.nspowner', 'c.nspacl'),
    acl: "'n'",
  },
  pg_operator: { where: 'c.oprcode <> 0' },
  pg_parameter_acl: { ours: 'true', acl: "'p'", owner: '10' },
  pg_partitioned_table: {
    part: relation('partrelid'),
    instead: { partclass: withoutDefaultClasses('c.partclass') },
    deparse: { partexprs: 'pg_get_expr(c.partexprs, c.partrelid)' },
  },
  pg_policy: {
    within: relation('polrelid'),
    deparse: {
      polqual: 'pg_get_expr(c.polqual, c.polrelid)',
      polwithcheck: 'pg_get_expr(c.polwithcheck, c.polrelid)',
    },
  },
  pg_proc: {
    changed: isTakenOver('c.proowner', 'c.proacl'),
    deparse: {
      proargdefaults: "pg_get_expr(c.proargdefaults, 'pg_proc'::regclass)",
      prosqlbody: 'pg_get_function_sqlbody(c.oid)',
    },
    also: {
      depends_on_extensions: `(select array_agg(quote_ident(e.extname) order by 1) from pg_depend d join pg_extension e on e.oid = d.refobjid
        where d.classid = 'pg_proc'::regclass and d.objid = c.oid and d.deptype = 'x')`,
    },
    acl: "'f'",
  },
  pg_publication_rel: {
    deparse: { prqual: 'pg_get_expr(c.prqual, c.prrelid)' },
    numbers: { prattrs: 'prrelid' },
  },
  pg_range: {
    part: partOf('pg_type', 'rngtypid'),
    instead: {
      // The subtype's own.
      rngsubopc: '(select o.oid from pg_opclass o where o.oid = c.rngsubopc and not o.opcdefault)',
    },
  },
  pg_rewrite: {
    where: "c.rulename <> '_RETURN'",
    within: relation('ev_class'),
    deparse: { ev_action: 'pg_get_ruledef(c.oid)', ev_qual: 'pg_get_ruledef(c.oid)' },
  },
  pg_seclabel: {
    part: commented,
    from: `(select classoid, objoid, objsubid, array_agg(provider || ': ' || label order by 1) as label from pg_seclabel
      group by classoid, objoid, objsubid)`,
    where: isOurs,
    ours: 'true',
  },
  pg_sequence: { part: relation('seqrelid') },
  pg_shdescription: {
    part: shared,
    where: `c.objoid >= ${firstUserOid}
      and (c.classoid <> 'pg_database'::regclass or c.objoid in ${inThisDatabase})`,
  },
  pg_shseclabel: {
    part: shared,
    from: `(select classoid, objoid, array_agg(provider || ': ' || label order by 1) as label from pg_shseclabel
      group by classoid, objoid)`,
    where: `c.objoid >= ${firstUserOid}
      and (c.classoid <> 'pg_database'::regclass or c.objoid in ${inThisDatabase})`,
  },
  pg_statistic_ext: {
    instead: { stxstattarget: 'nullif(c.stxstattarget, -1)', stxkind: sorted('c.stxkind::text[]') },
    deparse: { stxexprs: 'pg_get_expr(c.stxexprs, c.stxrelid)' },
  },
  pg_subscription: {
    where: `c.subdbid in ${inThisDatabase}`,
    instead: { subpublications: sorted('c.subpublications') },
  },
  pg_tablespace: {
    changed: isTakenOver('c.spcowner', 'c.spcacl'),
    also: { spclocation: "nullif(pg_tablespace_location(c.oid), '')" },
    acl: "'t'",
  },
  pg_trigger: {
    within: relation('tgrelid'),
    // A partition's clone of a trigger says something only when it does not fire as its parent does.
    where: `case when c.tgparentid = 0 then not c.tgisinternal
      else c.tgenabled <> (select p.tgenabled from pg_trigger p where p.oid = c.tgparentid) end`,
    deparse: { tgqual: 'pg_get_triggerdef(c.oid)' },
    also: {
      is_constraint: 'c.tgconstraint <> 0',
      is_clone: 'c.tgparentid <> 0',
      depends_on_extensions: `(select array_agg(quote_ident(e.extname) order by 1) from pg_depend d join pg_extension e on e.oid = d.refobjid
        where d.classid = 'pg_trigger'::regclass and d.objid = c.oid and d.deptype = 'x')`,
    },
  },
  pg_ts_config_map: {
    part: partOf('pg_ts_config', 'mapcfg'),
    // SQL knows the tokens of a parser by name only.
    from: `(select mapcfg, array_agg(quote_ident(t.alias) || ' ' || mapdict::regdictionary order by maptokentype, mapseqno) as dictionaries
      from pg_ts_config_map join pg_ts_config f on f.oid = mapcfg join lateral ts_token_type(f.cfgparser) t on t.tokid = maptokentype
      where mapcfg >= ${firstUserOid} group by 1)`,
    also: { mapdict: 'c.dictionaries' },
  },
  pg_type: {
    // The row type of a table and the array type of a type come and go with it.
    where: `(c.typrelid = 0 or exists (select from pg_class r where r.oid = c.typrelid and r.relkind = 'c'))
      and not exists (select from pg_type e where e.typarray = c.oid)`,
    changed: isTakenOver('c.typowner', 'c.typacl'),
    deparse: { typdefaultbin: 'c.typdefault' },
    instead: { typdefault: 'case when c.typdefaultbin is null then c.typdefault end' },
    also: {
      typbasetype: 'case when c.typbasetype <> 0 then format_type(c.typbasetype, c.typtypmod) end',
    },
    acl: "'T'",
  },
  pg_user_mapping: {
    fallback: '(select umid as oid, umuser, srvid as umserver, umoptions from pg_user_mappings)',
  },
}

/** What stands in no catalog of its own: the definition of a view, the column that a sequence belongs to. */
export const extraReadings: [catalog: string, Reading][] = [
  [
    'pg_depend',
    {
      part: { catalog: 'c.classid', oid: 'c.objid' },
      isAddition: true,
      where: "c.refclassid = 'pg_extension'::regclass and c.deptype = 'e'",
      also: { member_of: '(select quote_ident(extname) from pg_extension e where e.oid = c.refobjid)' },
    },
  ],
  [
    'pg_rewrite',
    {
      part: relation('ev_class'),
      from: `(select ev_class, ev_action as definition from pg_rewrite where rulename = '_RETURN')`,
      deparse: { definition: 'pg_get_viewdef(c.ev_class)' },
    },
  ],
  [
    'pg_depend',
    {
      part: relation('objid'),
      within: relation('refobjid'),
      from: `(select d.objid, d.refobjid, d.refobjsubid as owned_by from pg_depend d join pg_class s on s.oid = d.objid
        where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0
        and d.deptype in ('a', 'i') and s.relkind = 'S')`,
      numbers: { owned_by: 'refobjid' },
    },
  ],
]
