import { BrokenHistoryError } from '../errors.ts'
import { type Folder, joinPath } from '../folder.ts'
import { defineFormat } from '../format.ts'
import type { Migration, Script } from '../migration.ts'
import { fillVariables } from '../psql-variables.ts'
import { readScript } from '../scripts.ts'
import { type Change, parsePlan } from '../sqitch-plan.ts'

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
  async read(folder, { placeholders = {} }) {
    const config = readConfig(folder)
    const variables = new Map([['registry', 'sqitch'], ...config.variables, ...Object.entries(placeholders)])
    const changes = parsePlan(folder.label(config.plan), folder.text(config.plan))
    const migrations: Migration[] = []
    for (const change of changes) migrations.push(await readChange(folder, config, change, variables))
    return { migrations }
  },
  bookkeeping: `create schema if not exists sqitch;
create table if not exists sqitch.releases (version real primary key, installed_at timestamptz not null default clock_timestamp(), installer_name text not null, installer_email text not null);
create table if not exists sqitch.projects (project text primary key, uri text unique, created_at timestamptz not null default clock_timestamp(), creator_name text not null, creator_email text not null);
create table if not exists sqitch.changes (change_id text primary key, script_hash text, change text not null, project text not null references sqitch.projects on update cascade, note text not null default '', committed_at timestamptz not null default clock_timestamp(), committer_name text not null, committer_email text not null, planned_at timestamptz not null, planner_name text not null, planner_email text not null, unique (project, script_hash));
create table if not exists sqitch.tags (tag_id text primary key, tag text not null, project text not null references sqitch.projects on update cascade, change_id text not null references sqitch.changes on update cascade, note text not null default '', committed_at timestamptz not null default clock_timestamp(), committer_name text not null, committer_email text not null, planned_at timestamptz not null, planner_name text not null, planner_email text not null, unique (project, tag))`,
  ledger: {
    tables: ['sqitch.changes'],
    select: table => `select change as version from ${table} order by committed_at`,
    // A reworked change is in the ledger once for each time it was deployed, always by its bare name.
    isApplied: ({ version }, rows, { migrations }) => {
      const bare = (name: string) => name.replace(/@[^/]*$/, '')
      const same = migrations.filter(other => bare(other.version) === bare(version))
      const deployed = rows.filter(row => row.version === bare(version)).length
      return same.findIndex(other => other.version === version) < deployed
    },
  },
})

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
  variables: ReadonlyMap<string, string>,
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
    return folder.has(path) ? fillVariables(readScript(folder, path, 'autocommit'), variables) : undefined
  }
  return {
    version: name,
    name: change.name,
    isRepeatable: false,
    up: await fillVariables(readScript(folder, deploy, 'autocommit'), variables),
    down: await read(config.revert),
    verify: await read(config.verify),
  }
}
