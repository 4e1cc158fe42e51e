import { userInfo } from 'node:os'
import { findServerAccount } from '../account.ts'
import { defineProbe } from '../doctor-probe.ts'
import { NoAccountError } from '../errors.ts'

export const serverAccount = defineProbe({
  name: 'server-account',
  title: 'Account for servers',
  theme: 'Servers',
  group: 'compatibility',
  why: 'PostgreSQL refuses to run as root, so pgwright run by root needs another account for its servers.',
  async check() {
    try {
      const account = await findServerAccount()
      const source = account === undefined ? 'your own' : 'in place of root'
      return { facts: [{ setting: 'Account', value: account?.name ?? userInfo().username, source }] }
    } catch (error) {
      if (!(error instanceof NoAccountError)) throw error
      return { problems: [{ severity: 'error', message: error.message, remedy: error.hint! }] }
    }
  },
})
