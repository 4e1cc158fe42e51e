import { findRelation, isTable, type Model, type Table } from '../prediction/index.ts'
import type { Node, RangeVar } from '../sql/index.ts'

/** The table that a statement names, where it is known. */
export function knownTable(model: Model, name: RangeVar | undefined): Table | undefined {
  const relation = name && findRelation(model, name)
  return relation !== undefined && isTable(relation) ? relation : undefined
}

/** Whether others use a table already: it was there before the change, or nobody can say that it was not. */
export function isInUse(model: Model, name: RangeVar | undefined): boolean {
  const relation = name && findRelation(model, name)
  return relation === undefined ? model.gaps.length > 0 : relation.isExisting
}

/** The strings of a list, such as the columns of a key or the parts of a name. */
export function stringsOf(nodes: readonly Node[] = []): string[] {
  return nodes.flatMap(node => ('String' in node ? [node.String.sval ?? ''] : []))
}

/** The parts of each name that a DROP gives: schema and name, or the name alone. */
export function droppedNames(objects: readonly Node[] = []): string[][] {
  return objects.map(node => ('List' in node ? stringsOf(node.List.items) : stringsOf([node])))
}
