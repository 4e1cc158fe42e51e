import type { TableSection } from '../findings/index.ts'
import type { Moment } from './hook.ts'
import { nameHook } from './hooks.ts'
import type { History, Hook } from './migration.ts'

const words: Record<Moment, string> = {
  before: 'before a run',
  beforeEach: 'before each migration',
  afterEach: 'after each migration',
  after: 'after a run',
  failed: 'after a run that failed',
}

/** What is run around the migrations of a history; nothing where there is none. */
export function tabulateHooks({ hooks = [] }: Pick<History, 'hooks'>): TableSection | undefined {
  if (hooks.length === 0) return undefined
  return {
    kind: 'table',
    title: 'Hooks',
    columns: [{ title: 'When' }, { title: 'What' }, { title: 'Direction' }, { title: 'How' }],
    rows: hooks.map(hook => [
      { text: words[hook.moment] },
      { text: nameHook(hook) },
      { text: hook.direction ?? 'both', tone: 'muted' },
      { text: describeHow(hook), tone: 'muted' },
    ]),
  }
}

function describeHow(hook: Hook): string {
  if ('command' in hook) return 'a command; no rehearsal runs it'
  if (hook.moment === 'beforeEach' || hook.moment === 'afterEach')
    return 'in the transaction of the migration'
  return hook.script.execution === 'transaction' ? 'in a transaction of its own' : 'statement by statement'
}
