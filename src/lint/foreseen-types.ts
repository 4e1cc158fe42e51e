import { narrows } from '../effects/index.ts'
import { builtins, formatType, identityOf, type TypeRef } from '../prediction/index.ts'
import type { TypeChange } from '../rehearsal/index.ts'
import { quoteIdentifier } from '../sql/index.ts'
import { knownTable } from './named-tables.ts'
import type { Scene } from './rule.ts'

/** The columns of known type that a statement gives another one. */
export function foreseeTypeChanges(scene: Scene): TypeChange[] {
  return scene.columns.flatMap(({ how, table: name, name: column, type: to }) => {
    const table = how === 'retyped' ? knownTable(scene.model, name) : undefined
    const { type: from, isAdded } = table?.columns.find(it => it.name === column) ?? {}
    if (!table?.isExisting || isAdded || from === undefined || formatType(from) === formatType(to)) return []
    return [
      {
        column: `${identityOf(table)}.${quoteIdentifier(column)}`,
        from: formatType(from),
        to: formatType(to),
        isNarrowing: narrows(formatType(from), formatType(to), () => isCastFree(from, to)),
      },
    ]
  })
}

function isCastFree(from: TypeRef, to: TypeRef): boolean {
  if (from.isArray !== to.isArray) return false
  return from.name === to.name || builtins.casts[`${from.name}>${to.name}`]?.context === 'implicit'
}
