import { defineAction, plainTables } from '../alter-action.ts'

export const enableRules = defineAction({
  subtypes: ['AT_EnableRule', 'AT_EnableAlwaysRule', 'AT_EnableReplicaRule', 'AT_DisableRule'],
  sources: ['EnableDisableRule() in rewrite/rewriteDefine.c'],
  targets: plainTables,
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ name = '' }, { recorder, table }) {
    if (table.isKnown && !table.rules.some(it => it.name === name)) {
      recorder.fail('42704', `rule "${name}" for relation "${table.name}" does not exist`)
    }
  },
})
