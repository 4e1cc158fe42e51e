import { UsageError } from '../base/index.ts'
import {
  type Choice,
  type Execution,
  type History,
  type HistorySettings,
  historyOfTexts,
  NoHistoryError,
  pendingInDatabase,
  type Querier,
  readHistory,
  readPlainFiles,
  type Selection,
  selectPending,
} from '../history/index.ts'
import type { Source } from '../sql/index.ts'

/** What is to be judged: SQL files as they are, or what is pending in a history of migrations. */
export interface InputOptions extends HistorySettings {
  /** Names of files, folders (every `*.sql` below) and globs. */
  files?: readonly string[]
  /** SQL that is in no file, under the name that findings shall show. */
  texts?: readonly Source[]
  /** How files and texts are sent to the server; default: `autocommit`, as `psql -f` does. */
  execution?: Execution
  /** Where neither is given: the folder of the migrations, or the root of the project; default: the working directory. */
  dir?: string
  /** The layout of the folder by the name of its tool, instead of finding out. */
  layout?: string
  /** Which migrations are pending; default: what the default branch does not have. Of files, those that changed since a ref. */
  pending?: Choice
  /** Only what is staged for the next commit, as it is staged. */
  isStaged?: boolean
  /** Pending is what the ledger of this database lacks. */
  ledger?: Querier
  /** The name of pgwright's own ledger there, where it has another than usual. */
  ledgerTable?: string
}

export interface Input {
  history: History
  selection: Selection
  /** Plain files are each for themselves; a history is one chain of which the base is known. */
  isHistory: boolean
}

/** @throws {UsageError} for what is not there or not as it should be. */
export async function readInput(options: InputOptions): Promise<Input> {
  if (options.files !== undefined || options.texts !== undefined) return readTexts(options)
  try {
    return await readMigrations(options)
  } catch (error) {
    // A hook knows only that something is staged, of migrations or not.
    if (!(error instanceof NoHistoryError && options.isStaged && options.dir === undefined)) throw error
    return readTexts({ ...options, files: ['.'] })
  }
}

async function readTexts(options: InputOptions): Promise<Input> {
  const { files = [], texts = [], execution = 'autocommit', pending = {}, isStaged } = options
  if (!('since' in pending) && Object.keys(pending).length > 0) {
    throw new UsageError(
      'Files have no order in which some are the last: choose them by name, or by a git ref',
    )
  }
  const since = 'since' in pending ? pending.since : undefined
  const sources = [...(await readPlainFiles(files, { since, isStaged })), ...texts]
  const history = historyOfTexts(sources, execution)
  const selection: Selection = {
    base: [],
    pending: history.migrations,
    edited: [],
    outOfOrder: [],
    how: 'the files given',
  }
  return { history, selection, isHistory: false }
}

async function readMigrations(options: InputOptions): Promise<Input> {
  const { dir = '.', layout, pending, isStaged, ledger, ledgerTable } = options
  const history = await readHistory(dir, { ...options, format: layout })
  if (ledger !== undefined) {
    return { history, selection: await pendingInDatabase(history, ledger, ledgerTable), isHistory: true }
  }
  const choice = isStaged ? { since: 'HEAD' } : pending
  return { history, selection: await selectPending(history, choice), isHistory: true }
}
