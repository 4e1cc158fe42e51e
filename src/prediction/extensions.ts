import { quoteQualified } from '../sql/index.ts'
import type { Model, Routine, UserType } from './model.ts'

/** What well-known extensions bring that statements of others name. */
interface Extension {
  types?: string[]
  /** Functions of which each call may give something else. */
  volatile?: string[]
  /** Functions that give the same for the same, and of those that depend on the session the same for a statement. */
  immutable?: string[]
  stable?: string[]
}

const extensions: Record<string, Extension> = {
  amcheck: { volatile: ['bt_index_check', 'bt_index_parent_check'] },
  autoinc: {},
  bloom: {},
  btree_gin: {},
  btree_gist: {},
  citext: { types: ['citext'], immutable: ['citext_eq', 'regexp_matches', 'split_part'] },
  cube: { types: ['cube'], immutable: ['cube'] },
  fuzzystrmatch: { immutable: ['levenshtein', 'soundex', 'metaphone', 'dmetaphone', 'difference'] },
  hstore: { types: ['hstore'], immutable: ['hstore', 'akeys', 'avals', 'hstore_to_json'] },
  intarray: { types: ['query_int'], immutable: ['sort', 'uniq', 'idx', 'icount'] },
  isn: { types: ['ean13', 'isbn', 'isbn13', 'issn', 'upc'] },
  ltree: { types: ['ltree', 'lquery', 'ltxtquery'], immutable: ['nlevel', 'subpath', 'lca', 'text2ltree'] },
  pg_cron: {},
  pg_prewarm: { volatile: ['pg_prewarm'] },
  pg_stat_statements: { volatile: ['pg_stat_statements_reset'] },
  pg_trgm: { immutable: ['similarity', 'word_similarity', 'show_trgm'], stable: ['show_limit'] },
  pgcrypto: {
    volatile: ['gen_random_uuid', 'gen_random_bytes', 'gen_salt', 'pgp_sym_encrypt', 'pgp_pub_encrypt'],
    immutable: ['digest', 'hmac', 'crypt', 'encrypt', 'decrypt', 'pgp_sym_decrypt'],
  },
  pgrowlocks: { volatile: ['pgrowlocks'] },
  pgstattuple: { volatile: ['pgstattuple', 'pgstatindex'] },
  plpgsql: {},
  postgis: {
    types: ['geometry', 'geography', 'box2d', 'box3d', 'raster'],
    immutable: ['st_makepoint', 'st_setsrid', 'st_geomfromtext', 'st_transform', 'st_distance', 'st_dwithin'],
  },
  postgres_fdw: {},
  seg: { types: ['seg'] },
  tablefunc: { volatile: ['normal_rand'], stable: ['crosstab', 'connectby'] },
  tcn: {},
  tsm_system_rows: {},
  unaccent: { stable: ['unaccent'] },
  'uuid-ossp': {
    volatile: ['uuid_generate_v1', 'uuid_generate_v1mc', 'uuid_generate_v4'],
    immutable: ['uuid_generate_v3', 'uuid_generate_v5', 'uuid_nil'],
  },
  vector: { types: ['vector', 'halfvec', 'sparsevec'], immutable: ['cosine_distance', 'l2_distance'] },
}

/** Puts what an extension brings into a schema of the model; false where it is not known what that is. */
export function installExtension(model: Model, name: string, schema: string): boolean {
  const known = extensions[name]
  if (known === undefined) return false
  for (const type of known.types ?? []) {
    model.types.set(quoteQualified(schema, type), {
      ...{ schema, name: type, kind: 'base', isExisting: false, isKnown: true },
      ...{ labels: [], isNullable: true, checks: [] },
    })
  }
  for (const volatility of ['volatile', 'stable', 'immutable'] as const) {
    for (const routine of known[volatility] ?? []) {
      const key = quoteQualified(schema, routine)
      model.routines.set(key, [...(model.routines.get(key) ?? []), makeRoutine(schema, routine, volatility)])
    }
  }
  return true
}

/** One stands for all of its name: which arguments they take is not told. */
function makeRoutine(schema: string, name: string, volatility: Routine['volatility']): Routine {
  return {
    ...{ schema, name, kind: 'function', arguments: [], parameters: [], language: 'internal', volatility },
    ...{ isSecurityDefiner: false, settings: [], isExisting: false, uses: [] },
  }
}

/** The types of a model that an extension brought. */
export function extensionTypes({ types }: Model, name: string): UserType[] {
  const brought = extensions[name]?.types ?? []
  return [...types.values()].filter(type => type.kind === 'base' && brought.includes(type.name))
}
