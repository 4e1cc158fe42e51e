/** The part of semver that is used here; the package ships no types. */
declare module 'semver' {
  export function minVersion(range: string): { version: string } | null
  export function satisfies(version: string, range: string): boolean
}
