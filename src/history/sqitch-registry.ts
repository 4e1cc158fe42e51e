import { quoteLiteral } from '../sql/index.ts'
import { hashWhole } from './file-hashes.ts'
import type { LedgerChange, SqlCommand } from './format.ts'
import { type Expression, insertRow } from './ledger-commands.ts'
import { identifyChanges, type PlanIds, withoutProject } from './sqitch-ids.ts'
import type { Change, Plan } from './sqitch-plan.ts'

const committed = `committed_at timestamptz not null default clock_timestamp(), committer_name text not null, committer_email text not null`
const planned = `planned_at timestamptz not null, planner_name text not null, planner_email text not null`

/** The registry in version 1.1 (`App::Sqitch::Engine`, `pg.sql`). */
export const sqitchRegistry = `create schema if not exists sqitch;
create table if not exists sqitch.releases (version real primary key, installed_at timestamptz not null default clock_timestamp(), installer_name text not null, installer_email text not null);
create table if not exists sqitch.projects (project text primary key, uri text unique, created_at timestamptz not null default clock_timestamp(), creator_name text not null, creator_email text not null);
create table if not exists sqitch.changes (change_id text primary key, script_hash text, change text not null, project text not null references sqitch.projects on update cascade, note text not null default '', ${committed}, ${planned}, unique (project, script_hash));
create table if not exists sqitch.tags (tag_id text primary key, tag text not null, project text not null references sqitch.projects on update cascade, change_id text not null references sqitch.changes on update cascade, note text not null default '', ${committed}, ${planned}, unique (project, tag));
create table if not exists sqitch.dependencies (change_id text not null references sqitch.changes on update cascade on delete cascade, type text not null, dependency text not null, dependency_id text references sqitch.changes on update cascade constraint dependencies_check check ((type = 'require' and dependency_id is not null) or (type = 'conflict' and dependency_id is null)), primary key (change_id, dependency));
create table if not exists sqitch.events (event text not null constraint events_event_check check (event in ('deploy', 'revert', 'fail', 'merge')), change_id text not null, change text not null, project text not null references sqitch.projects on update cascade, note text not null default '', requires text[] not null default '{}', conflicts text[] not null default '{}', tags text[] not null default '{}', ${committed}, ${planned}, primary key (change_id, committed_at));
insert into sqitch.releases (version, installer_name, installer_email) values (1.1, session_user, session_user) on conflict do nothing`

/** What Sqitch logs of a change that is deployed (`App::Sqitch::Role::DBIEngine`, `log_deploy_change`). */
export function logDeploy(logged: LedgerChange, plan: Plan): SqlCommand[] {
  const { migration, folder, user } = logged
  const change = changeOf(logged, plan)
  const ids = identifyChanges(plan)
  const id = ids.changes.get(change)!
  const own = { change_id: id, project: plan.project }
  const by = { committer_name: user, committer_email: user }
  const [hash] = hashWhole('sha1', folder, migration)
  const needed = change.requires.map(name => [name, 'require', resolve(name, change, plan, ids)] as const)
  const unwanted = change.conflicts.map(name => [name, 'conflict', null] as const)
  return [
    {
      sql: `insert into sqitch.projects (project, uri, creator_name, creator_email)
values ($1, $2, $3, $3) on conflict do nothing`,
      params: [plan.project, plan.uri ?? null, user],
    },
    insertRow(
      { table: 'sqitch.changes' },
      { ...own, script_hash: hash!, change: change.name, ...by, ...describe(change) },
    ),
    ...[...needed, ...unwanted].map(([name, type, dependency_id]) => {
      const dependency = withoutProject(name, plan.project)
      return insertRow({ table: 'sqitch.dependencies' }, { change_id: id, type, dependency, dependency_id })
    }),
    ...change.tags.map(tag =>
      insertRow(
        { table: 'sqitch.tags' },
        { ...own, tag_id: ids.tags.get(tag)!, tag: `@${tag.name}`, ...by, ...describe(tag) },
      ),
    ),
    insertRow({ table: 'sqitch.events' }, { event: 'deploy', ...own, ...by, ...describeEvent(change, plan) }),
  ]
}

/** What it logs of one that is reverted (`log_revert_change`). */
export function logRevert(logged: LedgerChange, plan: Plan): SqlCommand[] {
  const change = changeOf(logged, plan)
  const id = identifyChanges(plan).changes.get(change)!
  const own = { change_id: id, project: plan.project }
  const by = { committer_name: logged.user, committer_email: logged.user }
  return [
    ...['tags', 'dependencies', 'changes'].map(table => ({
      ...{ sql: `delete from sqitch.${table} where change_id = $1`, params: [id] },
    })),
    insertRow({ table: 'sqitch.events' }, { event: 'revert', ...own, ...by, ...describeEvent(change, plan) }),
  ]
}

/** The history has the changes in the order of the plan. */
function changeOf({ history, migration }: LedgerChange, { changes }: Plan): Change {
  return changes[history.migrations.indexOf(migration)]!
}

function describe({ note, plannedAt, planner }: Change['tags'][number]) {
  return { note, planned_at: plannedAt, planner_name: planner.name, planner_email: planner.email }
}

function describeEvent(change: Change, { project }: Plan) {
  return {
    change: change.name,
    requires: change.requires.map(name => withoutProject(name, project)),
    conflicts: change.conflicts.map(name => withoutProject(name, project)),
    tags: change.tags.map(tag => `@${tag.name}`),
    ...describe(change),
  }
}

/** The id of what a change requires: of an earlier change of the plan, or as the registry has it of another project. */
function resolve(name: string, before: Change, plan: Plan, ids: PlanIds): string | Expression {
  const own = withoutProject(name, plan.project)
  if (/^[0-9a-f]{40}$/.test(own)) return own
  const [, project] = /^([^:]+):/.exec(own) ?? []
  const [change = '', tag] = own.slice(project === undefined ? 0 : project.length + 1).split('@')
  if (project !== undefined) {
    const where = `project = ${quoteLiteral(project)} and change = ${quoteLiteral(change)}`
    const sql = `(select change_id from sqitch.changes where ${where} order by committed_at desc limit 1)`
    return { sql }
  }
  const earlier = plan.changes.slice(0, plan.changes.indexOf(before))
  const tagged = earlier.findIndex(({ tags }) => tags.some(it => it.name === tag))
  const candidates = tagged < 0 ? earlier : earlier.slice(0, tagged + 1)
  return ids.changes.get(candidates.findLast(it => change === '' || it.name === change)!)!
}
