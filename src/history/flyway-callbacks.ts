import type { Folder } from './folder.ts'
import type { Direction, Moment } from './hook.ts'
import type { Hook, Script, Unread } from './migration.ts'
import { compareText } from './order.ts'

/** Those of `migrate` and `undo` that have a place in a run, in the order in which Flyway runs them (`Event`). */
const events: Record<string, [moment: Moment, direction: Direction]> = {
  beforeMigrate: ['before', 'up'],
  beforeEachMigrate: ['beforeEach', 'up'],
  afterEachMigrate: ['afterEach', 'up'],
  afterEachMigrateError: ['failed', 'up'],
  afterMigrateApplied: ['after', 'up'],
  afterMigrate: ['after', 'up'],
  afterMigrateError: ['failed', 'up'],
  beforeUndo: ['before', 'down'],
  beforeEachUndo: ['beforeEach', 'down'],
  afterEachUndo: ['afterEach', 'down'],
  afterEachUndoError: ['failed', 'down'],
  afterUndo: ['after', 'down'],
  afterUndoError: ['failed', 'down'],
}

const ofOtherCommands = /^(before|after)(Clean|Info|Baseline|Repair)/

interface Callback {
  path: string
  event: string
  description: string
}

/** `<event>[__<description>].sql`, in the folder and all below (`SqlScriptCallbackFactory`). */
export async function readCallbacks(
  folder: Folder,
  toScript: (path: string) => Promise<Script>,
): Promise<{ hooks: Hook[]; ignored: Unread[]; notAssessed: Unread[] }> {
  const callbacks = folder.walk().flatMap((path): Callback[] => {
    const file = path.slice(path.lastIndexOf('/') + 1)
    const [, event, description = ''] =
      /^((?:before|after|create)[A-Z]\w*?)(?:__(.*))?\.sql$/.exec(file) ?? []
    return event === undefined ? [] : [{ path, event, description }]
  })
  const hooks: Hook[] = []
  for (const [event, [moment, direction]] of Object.entries(events)) {
    const own = callbacks.filter(it => it.event === event)
    for (const { path } of own.sort((a, b) => compareText(a.description, b.description)))
      hooks.push({ moment, direction, script: await toScript(path) })
  }
  const others = callbacks.filter(({ event }) => !(event in events))
  const tell = (isIgnored: boolean, because: string) =>
    others
      .filter(({ event }) => ofOtherCommands.test(event) === isIgnored)
      .map(({ path }) => ({ file: folder.label(path), because }))
  return {
    hooks,
    ignored: tell(true, 'a callback of another command of Flyway'),
    notAssessed: tell(false, 'a callback that pgwright has no place for'),
  }
}
