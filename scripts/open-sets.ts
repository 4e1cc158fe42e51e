import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A folder in which adding a file is adding a thing; `gen` writes its registry beside it. */
export interface OpenSet {
  /** From the repository root. `src/lint/rules` is listed in `src/lint/rules.gen.ts` as `rules`. */
  folder: string
  /** Whether the files are imported at once, or each by name when asked for. */
  loading: 'eager' | 'lazy'
}

/** Lower floors first: what is loaded to describe a command may import the registries before it. */
export const openSets: OpenSet[] = [
  { folder: 'src/findings/reporters', loading: 'lazy' },
  { folder: 'src/engine/probes', loading: 'eager' },
  { folder: 'src/ddl/kinds', loading: 'eager' },
  { folder: 'src/history/formats', loading: 'eager' },
  { folder: 'src/prediction/actions', loading: 'eager' },
  { folder: 'src/prediction/statements', loading: 'eager' },
  { folder: 'src/lint/remedies', loading: 'eager' },
  { folder: 'src/lint/rules', loading: 'eager' },
  { folder: 'src/migrate/settlements', loading: 'eager' },
  { folder: 'src/diagram/formats', loading: 'eager' },
  { folder: 'src/cli/commands', loading: 'lazy' },
]

/** The members of a set by file name without ending, sorted. */
export function listMembers(folder: string): string[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(file => file.slice(0, -3))
    .sort()
}

/** The object that each member's file exports: `data-loss.ts` exports `dataLoss`. */
export function loadMembers<Member>(folder: string): Promise<Member[]> {
  return Promise.all(
    listMembers(folder).map(async member => {
      const file = join(process.cwd(), folder, `${member}.ts`)
      const name = exportName(member)
      const { [name]: value } = await import(file)
      if (value === undefined) throw new Error(`${file} must export "${name}"`)
      return value
    }),
  )
}

export function exportName(member: string): string {
  return member.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
