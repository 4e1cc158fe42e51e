import { basename } from 'node:path'
import { exportName, listMembers, loadMembers, type OpenSet } from './open-sets.ts'

interface Head {
  name: string
  summary: string
}

/** The registry of an open set: a list of its members, or of their names with a loader each. */
export async function renderRegistry({ folder, loading }: OpenSet): Promise<{ file: string; text: string }> {
  const lines = loading === 'eager' ? listNow(folder) : await listLater(folder)
  const text = `// Written by \`npm run gen\` from ${basename(folder)}/; do not edit.\n${lines.join('\n')}\n`
  return { file: `${folder}.gen.ts`, text }
}

function listNow(folder: string): string[] {
  const members = listMembers(folder)
  return [
    ...members.map(member => `import { ${exportName(member)} } from '${pathTo(folder, member)}'`),
    '',
    `export const ${basename(folder)} = [`,
    ...members.map(member => `  ${exportName(member)},`),
    ']',
  ]
}

async function listLater(folder: string): Promise<string[]> {
  const heads = await loadMembers<Head>(folder)
  const members = listMembers(folder).map((member, index) => {
    const { name, summary } = heads[index]!
    const load = `async () => (await import('${pathTo(folder, member)}')).${exportName(member)}`
    return `  { name: ${JSON.stringify(name)}, summary: ${JSON.stringify(summary)}, load: ${load} },`
  })
  return [`export const ${basename(folder)} = [`, ...members, ']']
}

function pathTo(folder: string, member: string): string {
  return `./${basename(folder)}/${member}.ts`
}
