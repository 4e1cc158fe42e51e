import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A folder in which adding a file is adding a thing; `gen` writes its registry. */
export interface OpenSet {
  /** Folder of the files, from the repository root. */
  folder: string
  /** The registry that is written. */
  registry: string
  /** The name of the list in the registry. */
  constant: string
  /** Whether the files are imported at once, or each by name when asked for. */
  loading: 'eager' | 'lazy'
}

export const openSets: OpenSet[] = [
  { folder: 'src/cli/commands', registry: 'src/cli/commands.gen.ts', constant: 'commands', loading: 'lazy' },
  {
    folder: 'src/findings/reporters',
    registry: 'src/findings/reporters.gen.ts',
    constant: 'reporters',
    loading: 'lazy',
  },
  {
    folder: 'src/history/formats',
    registry: 'src/history/formats.gen.ts',
    constant: 'formats',
    loading: 'eager',
  },
  { folder: 'src/lint/rules', registry: 'src/lint/rules.gen.ts', constant: 'rules', loading: 'eager' },
  { folder: 'src/engine/probes', registry: 'src/engine/probes.gen.ts', constant: 'probes', loading: 'eager' },
]

/** The members of a set by file name without ending, sorted. */
export function listMembers(set: OpenSet): string[] {
  try {
    return readdirSync(set.folder)
      .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map(file => file.slice(0, -3))
      .sort()
  } catch {
    return []
  }
}

/** The object that a member's file exports: `data-loss.ts` exports `dataLoss`. */
export async function loadMember(set: OpenSet, member: string): Promise<Record<string, unknown>> {
  const module = await import(join(process.cwd(), set.folder, `${member}.ts`))
  const name = exportName(member)
  if (module[name] === undefined) throw new Error(`${set.folder}/${member}.ts must export "${name}"`)
  return module[name]
}

export function exportName(member: string): string {
  return member.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
