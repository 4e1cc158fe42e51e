import { basename, dirname, relative } from 'node:path'
import { exportName, listMembers, loadMember, type OpenSet } from './open-sets.ts'

/** The registry of an open set: a list of its members, or a map from name to loader. */
export async function renderRegistry(set: OpenSet): Promise<string> {
  const head = `// Written by \`npm run gen\` from ${basename(set.folder)}/; do not edit.\n`
  const from = relative(dirname(set.registry), set.folder)
  const members = listMembers(set)
  if (set.loading === 'eager') {
    const imports = members.map(member => `import { ${exportName(member)} } from './${from}/${member}.ts'`)
    const list = members.map(member => `  ${exportName(member)},`)
    return `${head}${imports.join('\n')}\n\nexport const ${set.constant} = [\n${list.join('\n')}\n]\n`
  }
  const entries = await Promise.all(
    members.map(async member => {
      const { name, summary } = await loadMember(set, member)
      const load = `async () => (await import('./${from}/${member}.ts')).${exportName(member)}`
      return `  { name: ${JSON.stringify(name)}, summary: ${JSON.stringify(summary)}, load: ${load} },`
    }),
  )
  return `${head}export const ${set.constant} = [\n${entries.join('\n')}\n]\n`
}
