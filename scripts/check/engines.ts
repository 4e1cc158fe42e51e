import { readFileSync } from 'node:fs'
import { minVersion, satisfies } from 'semver'

interface LockedPackage {
  dev?: boolean
  engines?: { node?: string }
}

/** Packages of the program that refuse the oldest Node that pgwright admits. */
export function findRefusedNode(): string[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  const oldest = minVersion(packages['']!.engines!.node!)!.version
  return Object.entries(packages).flatMap(([path, { dev, engines }]) =>
    dev || engines?.node === undefined || satisfies(oldest, engines.node)
      ? []
      : [`${path} needs Node ${engines.node}, not ${oldest}`],
  )
}
