/**
 * The house: a room imports only rooms of the floors before its own, and rooms on one floor do not know each other.
 * The checks of imports and the picture in ARCHITECTURE.md follow from this list.
 */
export const floors: string[][] = [
  ['base'],
  ['sql', 'findings'],
  ['engine'],
  ['catalog'],
  ['ddl', 'ledger'],
  ['effects', 'history'],
  ['prediction', 'rehearsal'],
  ['sources', 'lint'],
  ['drift', 'dictionary', 'diagram', 'language-server'],
  ['review'],
  ['migrate'],
  ['cli'],
]

export const rooms: string[] = floors.flat()

/** Packages that are an implementation detail of one place, so that replacing one is a change of one place. */
export const homes: Record<string, string> = {
  pg: 'src/engine/',
  'libpg-query': 'src/sql/',
  'pgsql-deparser': 'src/sql/',
  elkjs: 'src/diagram/elk.ts',
  'vscode-languageserver': 'src/language-server/',
  'vscode-languageserver-textdocument': 'src/language-server/',
  commander: 'src/cli/program.ts',
  picocolors: 'src/cli/terminal.ts',
}

/** The rooms below a room. */
export function roomsBelow(room: string): string[] {
  return floors
    .slice(
      0,
      floors.findIndex(floor => floor.includes(room)),
    )
    .flat()
}
