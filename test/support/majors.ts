/**
 * The server versions that tests of observed behaviour run on: the oldest and the newest; `PGWRIGHT_TEST_MAJORS=all`
 * or a list such as `14,16` chooses others.
 */
export const testedMajors: number[] = readMajors(
  process.env.PGWRIGHT_TEST_MAJORS ?? process.env.PGWRIGHT_TEST_MAJOR,
)

function readMajors(choice: string | undefined): number[] {
  if (!choice) return [14, 18]
  return choice === 'all' ? [14, 15, 16, 17, 18] : choice.split(',').map(Number)
}
