import { applyChanges, count, type FileChange } from '../base/index.ts'
import type { Invocation } from './command.ts'

/** Writes generated files, or with --check says which are stale; whether all is as it should be in the end. */
export async function keepFiles(
  changes: readonly FileChange[],
  isCheck: boolean,
  io: Invocation['io'],
): Promise<boolean> {
  if (!isCheck) {
    await applyChanges(changes)
    const removed = changes.filter(({ state }) => state === 'gone').length
    const written = count(changes.length - removed, 'file')
    io.note(`${written} written${removed === 0 ? '' : `, ${count(removed, 'file')} removed`}`)
    return true
  }
  for (const { file, state } of changes) io.print(`${stateWords[state]}: ${file}`)
  if (changes.length > 0) io.note('Run the same without --check to write what the database says.')
  return changes.length === 0
}

const stateWords: Record<FileChange['state'], string> = {
  missing: 'not there',
  stale: 'not true any more',
  gone: 'about something that is gone',
}
