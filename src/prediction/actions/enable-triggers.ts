import { allTables, defineAction } from '../alter-action.ts'
import { partitionsOf } from '../foreign-key.ts'

/** Whether triggers fire says the table's own catalog row; clones of row triggers on partitions follow. */
export const enableTriggers = defineAction({
  subtypes: [
    'AT_EnableTrig',
    'AT_EnableAlwaysTrig',
    'AT_EnableReplicaTrig',
    'AT_DisableTrig',
    'AT_EnableTrigAll',
    'AT_DisableTrigAll',
    'AT_EnableTrigUser',
    'AT_DisableTrigUser',
  ],
  sources: ['EnableDisableTrigger() in commands/trigger.c'],
  targets: allTables,
  lock: 'SHARE ROW EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ name, subtype }, { recorder, table, isOnly, mode }) {
    const named = table.triggers.filter(it => name === undefined || it.name === name)
    if (name !== undefined && named.length === 0 && table.isKnown) {
      recorder.fail('42704', `trigger "${name}" for table "${table.name}" does not exist`)
    }
    const isEveryTrigger = /All$/.test(subtype ?? '')
    const hasClones = named.some(it => it.isRow) || (isEveryTrigger && hasForeignKeys(table))
    if (isOnly || table.kind !== 'partitioned table' || !hasClones) return
    for (const partition of partitionsOf(table)) recorder.lock(partition, mode)
  },
})

function hasForeignKeys({ constraints }: { constraints: { kind: string }[] }): boolean {
  return constraints.some(({ kind }) => kind === 'foreign key')
}
