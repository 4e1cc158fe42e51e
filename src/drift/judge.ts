import { type AttributeDifference, type CatalogDifference, describeAttribute } from '../catalog/index.ts'
import type { Group, Severity } from '../findings/index.ts'
import type { AttributedDifference } from './ledger.ts'

/** How a difference came about, as far as it tells. */
export type DriftClass = 'manual edit' | 'missing migration' | 'configuration' | 'privilege'

export interface Judgement {
  class: DriftClass
  severity: Severity
  group: Group
  why: string
  /** No ledger says whether the migration is missing. */
  isGuess?: true
}

/** What a difference between what a database should be (`from`) and what it is (`to`) means. */
export function judgeDifference({ cause, ...difference }: AttributedDifference): Judgement {
  const judgement = judgeContent(difference)
  if (cause?.by === 'pending') {
    const why =
      'It is as the applied migrations left it, and one that is not applied here would change it: deploy that one.'
    return { ...judgement, class: 'missing migration', why }
  }
  if (judgement !== judgements.missing) return judgement
  return cause === undefined ? { ...judgement, isGuess: true } : judgements.removed
}

function judgeContent({ change, kind, attributes }: CatalogDifference): Judgement {
  const shades = new Set(attributes.map(shadeOf))
  if (shades.has('security')) return judgements.security
  if (attributes.some(opensToPublic)) return judgements.public
  if (kindsOfPrivilege.has(kind) || (shades.size > 0 && [...shades].every(it => it === 'privilege'))) {
    return judgements.privilege
  }
  if (kind === 'settings' || (shades.size > 0 && [...shades].every(isSetting)))
    return judgements.configuration
  if (kind === 'policy') return judgements.security
  return change === 'removed' ? judgements.missing : judgements.edit
}

const kindsOfPrivilege = new Set(['role', 'membership', 'role membership', 'default acl', 'parameter ACL'])

function isSetting(shade: string): boolean {
  return shade === 'setting' || shade === 'note' || shade === 'cosmetic'
}

/** An attribute's class; some options of a view decide who sees its rows. */
function shadeOf({ name, from, to }: AttributeDifference): string {
  const isGuard = name === 'reloptions' && /security_/.test(JSON.stringify([from, to]))
  return isGuard ? 'security' : describeAttribute(name).class
}

function opensToPublic({ from, to }: AttributeDifference): boolean {
  const grants = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
  const isOpening = (it: string) => / to PUBLIC\b/.test(it) && !it.startsWith('not ')
  const isClosing = (it: string) => it.startsWith('not ') && / to PUBLIC$/.test(it)
  return (
    grants(to).some(it => isOpening(it) && !grants(from).includes(it)) ||
    grants(from).some(it => isClosing(it) && !grants(to).includes(it))
  )
}

const judgements = {
  security: {
    class: 'manual edit',
    severity: 'error',
    group: 'security',
    why: 'It decides whether rows are guarded: a constraint, a trigger or a policy that is off or another lets through what should not pass.',
  },
  public: {
    class: 'privilege',
    severity: 'error',
    group: 'security',
    why: 'Every login of the server may do this now.',
  },
  privilege: {
    class: 'privilege',
    severity: 'warning',
    group: 'security',
    why: 'Somebody may do more or less than was agreed.',
  },
  configuration: {
    class: 'configuration',
    severity: 'info',
    group: 'performance',
    why: 'The same statements may take another plan or another time here, or the description misleads.',
  },
  missing: {
    class: 'missing migration',
    severity: 'warning',
    group: 'correctness',
    why: 'A program that expects it fails here, and so may the next migration. That a migration is missing is a guess: no ledger was read that says which ones are here.',
  },
  removed: {
    class: 'manual edit',
    severity: 'warning',
    group: 'correctness',
    why: 'The migrations that are here made it, and it is gone: a program that expects it fails, and so may the next migration.',
  },
  edit: {
    class: 'manual edit',
    severity: 'warning',
    group: 'correctness',
    why: 'What was tested is not what runs here, and the next migration may meet what it does not expect.',
  },
} satisfies Record<string, Judgement>
