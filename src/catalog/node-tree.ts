/**
 * Node trees as the catalogs store them (`pg_node_tree`), with names for OIDs and without places in a source text: the
 * same for the same meaning, while the text that the server prints changes with whatever else there is in a database.
 * @see https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/nodes/primnodes.h
 */

/** The fields of expressions and queries that hold OIDs, by the catalog they point into. */
const fields: Record<string, string> = {
  pg_proc: 'funcid aggfnoid winfnoid',
  pg_operator: 'opno opnos sortop eqop',
  pg_opfamily: 'opfamilies',
  pg_class: 'relid resorigtbl',
  pg_type: `consttype vartype paramtype funcresulttype opresulttype aggtype aggargtypes wintype resulttype resulttypeid
    refcontainertype refelemtype refrestype array_typeid element_typeid casetype typeId row_typeid coalescetype
    minmaxtype type coltypes funccoltypes ctecoltypes`,
  pg_collation: `constcollid varcollid paramcollid funccollid inputcollid inputcollids opcollid aggcollid wincollid
    array_collid resultcollid casecollid coalescecollid minmaxcollid refcollid collOid colcollations
    funccolcollations ctecolcollations collation`,
}

const catalogOfField = new Map(
  Object.entries(fields).flatMap(([catalog, names]) =>
    names.split(/\s+/).map(name => [name, catalog] as const),
  ),
)

/** What says where something stood in the source, or follows from another field. */
const noise =
  / :(?:\w*location|stmt_len|\w*list_start|\w*list_end|opfuncid|hashfuncid|negfuncid|checkAsUser) -?\d+/g

const oidField = / :(\w+) (?:(\d+)|\(o((?: \d+)+)\))/g

/** Types whose values are OIDs themselves (`pg_type.dat`), such as the sequence in `nextval('s'::regclass)`. */
const catalogOfType: Record<string, string> = {
  24: 'pg_proc',
  2202: 'pg_proc',
  2203: 'pg_operator',
  2204: 'pg_operator',
  2205: 'pg_class',
  2206: 'pg_type',
  3734: 'pg_ts_config',
  3769: 'pg_ts_dict',
  4089: 'pg_namespace',
  4096: 'pg_authid',
  4191: 'pg_collation',
}

/** A constant of four bytes: its type, what stands between, and the bytes. */
const shortConstant = /:consttype (\d+)((?: :\w+ [^:]*?)* :constvalue) 4 \[((?: -?\d+)+) \]/g

export type NameOid = (catalog: string, oid: string) => string | undefined

/** Calls `name` for every OID; what it does not know stays a number. */
export function normalizeTree(tree: string, name: NameOid): string {
  return tree
    .replace(noise, '')
    .replace(shortConstant, (whole, type: string, between: string, bytes: string) => {
      // An enum's values are the OIDs of its labels.
      const catalog = catalogOfType[type] ?? (Number(type) >= 16384 ? 'pg_enum' : undefined)
      const value = catalog && name(catalog, readOid(bytes))
      return value === undefined ? whole : `:consttype ${type}${between} ${value}`
    })
    .replace(oidField, (whole, field: string, oid?: string, list?: string) => {
      const catalog = catalogOfField.get(field)
      if (catalog === undefined) return whole
      const oids = oid === undefined ? list!.trim().split(' ') : [oid]
      return ` :${field} ${oids.map(it => (it === '0' ? it : (name(catalog, it) ?? it))).join(' ')}`
    })
}

/** The first four bytes of a datum, in the byte order of the server, which is the order of this machine's kind. */
function readOid(bytes: string): string {
  const numbers = bytes.trim().split(' ').slice(0, 4).map(Number)
  return String(Buffer.from(numbers).readUInt32LE())
}
