import { quoteLiteral } from '../../sql/index.ts'
import { BrokenHistoryError } from '../errors.ts'
import { hashWhole } from '../file-hashes.ts'
import { type Folder, joinPath } from '../folder.ts'
import { defineFormat } from '../format.ts'
import type { Migration, Script } from '../migration.ts'
import { fillVariables } from '../psql-variables.ts'
import { readScript } from '../scripts.ts'
import { type Change, type Plan, parsePlan } from '../sqitch-plan.ts'
import { logDeploy, logRevert, sqitchRegistry } from '../sqitch-registry.ts'

export const sqitch = defineFormat({
  name: 'sqitch',
  title: 'Sqitch',
  docs: `\`sqitch.plan\` lists the changes in order; each has \`deploy/<change>.sql\`, perhaps \`revert/\` and \`verify/\`
(sqitchchanges(5), \`App::Sqitch::Plan\`). A reworked change keeps its earlier files as \`<change>@<tag>.sql\`. Files are run
by psql, statement by statement: their own BEGIN and COMMIT count. psql variables take the values of \`sqitch.conf\`
(\`[deploy "variables"]\` and others) and of placeholders; \`registry\` is \`sqitch\`.`,
  detect(folder) {
    const { plan } = readConfig(folder)
    if (!folder.has(plan)) return undefined
    return { certainty: 'certain', because: `${folder.label(plan)} is Sqitch's plan` }
  },
  async read(folder, placeholders) {
    const config = readConfig(folder)
    const own = new Map([['registry', 'sqitch'], ...config.variables])
    const fill = (script: Script) => fillVariables(script, placeholders, { own })
    const { changes } = readPlan(folder)
    const migrations: Migration[] = []
    for (const change of changes) migrations.push(await readChange(folder, config, change, fill))
    return { migrations }
  },
  bookkeeping: sqitchRegistry,
  ledger: {
    tables: ['sqitch.changes'],
    // Early versions kept no hash of the script and put the id in its place.
    select: (table, folder) => `select change as version, committed_at as at, committer_name as by,
  nullif(script_hash, change_id) as hash
from ${table} where project = ${quoteLiteral(readPlan(folder).project)} order by committed_at`,
    // A reworked change is in the ledger once for each time it was deployed, always by its bare name.
    rowOf: ({ version }, rows, { migrations }) => {
      const bare = (name: string) => name.replace(/@[^/]*$/, '')
      const same = migrations.filter(other => bare(other.version) === bare(version))
      const deployed = rows.filter(row => row.version === bare(version))
      return deployed[same.findIndex(other => other.version === version)]
    },
    hashes: (migration, folder) => hashWhole('sha1', folder, migration),
    add: change => logDeploy(change, readPlan(change.folder)),
    remove: change => logRevert(change, readPlan(change.folder)),
  },
})

function readPlan(folder: Folder): Plan {
  const { plan } = readConfig(folder)
  return parsePlan(folder.label(plan), folder.text(plan))
}

interface SqitchConfig {
  plan: string
  deploy: string
  revert: string
  verify: string
  extension: string
  variables: [string, string][]
}

/** `sqitch.conf` in git's format: the engine's section for pg goes before `[core]`. */
function readConfig(folder: Folder): SqitchConfig {
  const text = folder.has('sqitch.conf') ? folder.text('sqitch.conf') : ''
  const values = new Map<string, string>()
  const variables: [string, string][] = []
  let section = ''
  for (const line of text.split('\n')) {
    const [, header] = /^\s*\[([^\]]+)\]/.exec(line) ?? []
    if (header !== undefined) section = header.replaceAll('"', '').replace(/\s+/g, '.')
    const [, key, value] = /^\s*([\w.-]+)\s*=\s*"?(.*?)"?\s*(?:[#;].*)?\r?$/.exec(line) ?? []
    if (key === undefined) continue
    if (section.endsWith('.variables')) variables.push([key, value!])
    else values.set(`${section}.${key}`, value!)
  }
  const get = (key: string) => values.get(`engine.pg.${key}`) ?? values.get(`core.${key}`)
  const top = (get('top_dir') ?? '').replace(/^\.?\/?/, '').replace(/\/$/, '')
  const below = (name: string) =>
    (get(`${name}_dir`) ?? joinPath(top, name)).replace(/^\.\//, '').replace(/\/$/, '')
  return {
    plan: (get('plan_file') ?? joinPath(top, 'sqitch.plan')).replace(/^\.\//, ''),
    deploy: below('deploy'),
    revert: below('revert'),
    verify: below('verify'),
    extension: get('extension') ?? 'sql',
    variables,
  }
}

async function readChange(
  folder: Folder,
  config: SqitchConfig,
  change: Change,
  fill: (script: Script) => Promise<Script>,
): Promise<Migration> {
  const candidates = change.reworkTags.map(tag => `${change.name}@${tag}`)
  const inDeploy = (name: string) => joinPath(config.deploy, `${name}.${config.extension}`)
  const name = candidates.find(candidate => folder.has(inDeploy(candidate))) ?? candidates[0] ?? change.name
  const deploy = inDeploy(name)
  if (!folder.has(deploy)) {
    const plan = `${folder.label(config.plan)}:${change.line}`
    throw new BrokenHistoryError([folder.label(deploy)], `not there, but in the plan at ${plan}`)
  }
  const read = async (dir: string): Promise<Script | undefined> => {
    const path = joinPath(dir, `${name}.${config.extension}`)
    return folder.has(path) ? fill(readScript(folder, path, 'autocommit')) : undefined
  }
  return {
    version: name,
    name: change.name,
    isRepeatable: false,
    up: await fill(readScript(folder, deploy, 'autocommit')),
    down: await read(config.revert),
    verify: await read(config.verify),
  }
}
