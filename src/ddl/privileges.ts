import type { CatalogObject } from '../catalog/index.ts'
import type { Kind } from './kind.ts'
import { containerName, partName } from './names.ts'
import type { Scene } from './scene.ts'
import { list, words } from './values.ts'

/**
 * GRANT and REVOKE for the privileges that an object has beside or instead of those it is made with (`SELECT to reader`,
 * `not EXECUTE to PUBLIC`). What a table loses its columns lose too, so theirs are granted again.
 */
export function changePrivileges(
  to: CatalogObject,
  from: CatalogObject,
  attribute: string,
  kind: Kind,
  scene: Scene,
): string[] {
  const [old, now] = [list(from, attribute).map(read), list(to, attribute).map(read)]
  const has = (privileges: readonly Privilege[], it: Privilege) =>
    privileges.some(other => isEqual(it, other))
  const [lost, won] = [old.filter(it => !has(now, it)), now.filter(it => !has(old, it))]
  const target = (privilege: string) => {
    const object = kind.grantKeyword === undefined ? (kind.name?.(to) ?? to.identity) : to.identity
    if (!to.kind.endsWith(' column'))
      return words(privilege, 'ON', kind.grantKeyword ?? kind.keyword ?? to.kind.toUpperCase(), object)
    return `${privilege} (${partName(to)}) ON TABLE ${containerName(to)}`
  }
  const statements = [
    // An own privilege that is another now is set below.
    ...lost
      .filter(it => !isGrantedIn(won, it))
      .map(it => (it.isGranted ? revoke(it, target) : grant(it, target))),
    ...won.flatMap(it => {
      // A privilege of its own is there otherwise: with the right to grant it.
      if (!it.isGranted) return isGrantedIn(now, it) ? [] : [revoke(it, target)]
      const isOption = lost.some(
        other => other.name === it.name && other.role === it.role && other.hasOption && !it.hasOption,
      )
      return [isOption ? revoke({ ...it, hasOption: true }, target, 'GRANT OPTION FOR ') : grant(it, target)]
    }),
  ]
  const isLoss = statements.some(it => it.startsWith('REVOKE'))
  return isLoss ? [...statements, ...regrantColumns(to, scene)] : statements
}

interface Privilege {
  name: string
  role: string
  hasOption: boolean
  isGranted: boolean
}

function read(text: string): Privilege {
  const [, not, name = '', role = '', option] =
    /^(not )?(.+?) to (.+?)( with grant option)?$/s.exec(text) ?? []
  return { name, role, hasOption: option !== undefined, isGranted: not === undefined }
}

function isEqual(a: Privilege, b: Privilege): boolean {
  return a.name === b.name && a.role === b.role && a.hasOption === b.hasOption && a.isGranted === b.isGranted
}

function isGrantedIn(privileges: readonly Privilege[], { name, role }: Privilege): boolean {
  return privileges.some(it => it.name === name && it.role === role && it.isGranted)
}

type Target = (privilege: string) => string

function grant({ name, role, hasOption }: Privilege, target: Target): string {
  return `GRANT ${target(name)} TO ${role}${hasOption ? ' WITH GRANT OPTION' : ''}`
}

function revoke({ name, role }: Privilege, target: Target, what = ''): string {
  return `REVOKE ${what}${target(name)} FROM ${role}`
}

function regrantColumns(table: CatalogObject, scene: Scene): string[] {
  return scene.partsOf(table).flatMap(column =>
    list(column, 'attacl')
      .map(read)
      .filter(({ isGranted }) => isGranted)
      .map(it => grant(it, name => `${name} (${partName(column)}) ON TABLE ${table.identity}`)),
  )
}
