/**
 * What the generic reader must be told about a system catalog. Everything else is read as it stands, so a column of a
 * future PostgreSQL is seen before anybody has thought of it. All SQL is about a row `c`.
 */
export interface Reading {
  /** What is read instead of the catalog itself, such as one row for all labels of an enum. */
  from?: string
  /** What is read by a login that may not read the catalog. */
  fallback?: string
  /** The object that the rows are a part of, instead of being objects of their own. */
  part?: Part
  /** Rows about what is not read otherwise, such as the row type of a table, say nothing. */
  isAddition?: boolean
  /** The kind and name of objects that PostgreSQL has no name for; `{column}` is what an OID there points to. */
  named?: { kind: string; identity: string }
  /** Which rows are read. */
  where?: string
  /** Which of PostgreSQL's own objects are as much the user's as any other, such as the schema `public`. */
  ours?: string
  /** Which of PostgreSQL's own objects somebody changed: of these only the change is read. */
  changed?: string
  /** Columns that are read otherwise than they stand there, where the server has them. */
  instead?: Record<string, string>
  /** The server's way to print a column that holds a node tree. */
  deparse?: Record<string, string>
  /** Attributes that no column holds as such. */
  also?: Record<string, string>
  /** What a column is called, quoted where needed. */
  columnName?: string
  /** The kind and identity that `pg_identify_object()` gives, where there are too many to ask it; null where it must be asked. */
  label?: { kind: string; identity: string }
  /** The column with the relation that contains the rows: values that are about it are the same for many. */
  relation?: string
  /** Many rows have the same values, which are sent once for all of them. */
  isRepetitive?: boolean
  /** Column numbers whose relation `pg_get_catalog_foreign_keys()` does not tell. */
  numbers?: Record<string, string>
  /** The letter by which `acldefault()` knows such an object. */
  acl?: string
  /** Whom `acldefault()` is to take for its owner, where no column says who that is. */
  owner?: string
  /** The object that it belongs to and goes with: the table of an index. A column need not tell its relation. */
  within?: Part
}

/** An object by SQL for its catalog's OID, its own, and the number of a column where it is one. */
export interface Part {
  catalog: string
  oid: string
  column?: string
}

/** Objects below this OID are PostgreSQL's own (`FirstNormalObjectId` in the server's source). */
export const firstUserOid = 16384
