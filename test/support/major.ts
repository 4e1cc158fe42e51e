const { PGWRIGHT_TEST_MAJOR: wanted } = process.env

/** The major version of PostgreSQL that tests start: `startCluster({ major })`. CI sets it; otherwise the newest. */
export const major = wanted ? Number(wanted) : undefined
