import { quoteIdentifier } from '../sql/index.ts'

/**
 * The letters of an access control list.
 * @see https://www.postgresql.org/docs/18/ddl-priv.html#PRIVILEGE-ABBREVS-TABLE
 */
const names: Record<string, string> = {
  r: 'SELECT',
  a: 'INSERT',
  w: 'UPDATE',
  d: 'DELETE',
  D: 'TRUNCATE',
  x: 'REFERENCES',
  t: 'TRIGGER',
  m: 'MAINTAIN',
  X: 'EXECUTE',
  U: 'USAGE',
  C: 'CREATE',
  c: 'CONNECT',
  T: 'TEMPORARY',
  s: 'SET',
  A: 'ALTER SYSTEM',
}

/**
 * What was granted and revoked since an object was made, such as `SELECT to reader`, `SELECT to reader with grant option`
 * and `not EXECUTE to PUBLIC`; so that privileges that were never touched equal those that were set to the same. Who
 * granted them makes no difference.
 */
export function describePrivileges(list: readonly string[], initial: readonly string[]): string[] {
  const [now, before] = [explode(list), explode(initial)]
  const granted = [...now].filter(it => !before.has(it))
  const revoked = [...before].filter(it => !now.has(it)).map(it => `not ${it}`)
  return [...granted, ...revoked].sort()
}

/** `"a role"=r*w/owner` as `SELECT to "a role" with grant option` and `UPDATE to "a role"`. */
function explode(list: readonly string[]): Set<string> {
  return new Set(
    list.flatMap(item => {
      const [, grantee = '', letters = ''] = /^((?:"(?:[^"]|"")*"|[^="])*)=([^/]*)\//.exec(item) ?? []
      return [...letters.matchAll(/(.)(\*?)/g)].map(
        ([, letter, option]) =>
          `${names[letter!] ?? letter} to ${quoteGrantee(grantee)}${option === '*' ? ' with grant option' : ''}`,
      )
    }),
  )
}

/** Access control lists quote otherwise than SQL does: an upper-case letter stands there as it is. */
function quoteGrantee(grantee: string): string {
  if (grantee === '') return 'PUBLIC'
  return quoteIdentifier(grantee.startsWith('"') ? grantee.slice(1, -1).replaceAll('""', '"') : grantee)
}
