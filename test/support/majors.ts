/**
 * The server versions that tests of observed behaviour run on: the oldest and the newest; `PGWRIGHT_TEST_MAJORS=all`
 * or a list such as `14,16` chooses others.
 */
const choice = process.env.PGWRIGHT_TEST_MAJORS ?? process.env.PGWRIGHT_TEST_MAJOR

export const testedMajors: number[] = readMajors()

/**
 * The part of many cases that a major has to run, where hardly any of them hangs on the major: all of them on majors that
 * were chosen, otherwise each on one.
 */
export function shareOf<It>(major: number, cases: readonly It[]): It[] {
  const turn = testedMajors.indexOf(major)
  return choice ? [...cases] : cases.filter((_, index) => index % testedMajors.length === turn)
}

function readMajors(): number[] {
  if (!choice) return [14, 18]
  return choice === 'all' ? [14, 15, 16, 17, 18] : choice.split(',').map(Number)
}
