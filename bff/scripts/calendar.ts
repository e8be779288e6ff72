import { readFile } from 'node:fs/promises'
import { readCalendarYear } from '@linli/shared/calendar/read-year'
import { StartupError } from '../src/platform/startup-error'
import { runProgram } from '../src/process-end'
import { argumentsOf } from './arguments'
import { withDeps } from './with-deps'

const USAGE = '用法：npm run calendar -- 文件.json'

/**
 * Loads the holiday notice of a year, `{ "year": 2027, "daysOff": ["2027-01-01"], "workedWeekends": [] }`. A running
 * server takes it up within moments and computes open due times again.
 */
async function main(): Promise<void> {
  const { positionals } = argumentsOf({ allowPositionals: true }, USAGE)
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new StartupError(USAGE)
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException
    throw new StartupError(`读不了 ${file}（${code ?? String(error)}）：请检查路径。\n${USAGE}`, {
      cause: error,
    })
  })
  const { year, faults } = readCalendarYear(text)
  if (year === null) throw new StartupError(`${file} 不能用：\n${faults.join('\n')}`)
  await withDeps(async ({ deps }) => {
    await deps.services.calendars.load(year)
    const { daysOff, workedWeekends } = year
    console.log(`${year.year} 年：放假 ${daysOff.length} 天，周末上班 ${workedWeekends.length} 天，已录入`)
  })
}

runProgram(main)
