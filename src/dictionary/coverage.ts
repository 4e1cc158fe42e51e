import type { Coverage, DescribedTable, Share } from './dictionary.ts'

export function measureCoverage(tables: readonly DescribedTable[]): Coverage {
  const share = (entries: readonly { comment?: string }[]): Share => ({
    commented: entries.filter(({ comment }) => comment !== undefined).length,
    all: entries.length,
  })
  const [ofTables, ofColumns] = [share(tables), share(tables.flatMap(({ columns }) => columns))]
  const all = ofTables.all + ofColumns.all
  const percent = all === 0 ? 100 : Math.floor((100 * (ofTables.commented + ofColumns.commented)) / all)
  return { tables: ofTables, columns: ofColumns, percent }
}

/** The keys of tables and columns without a comment, each table before its columns. */
export function listUncommented(tables: readonly DescribedTable[]): string[] {
  return tables
    .flatMap(table => [table, ...table.columns])
    .filter(({ comment }) => comment === undefined)
    .map(({ key }) => key)
}
