import { readFileSync } from 'node:fs'
import path from 'node:path'
import { casePage } from './case-page'

const wordsOf = (page: string): string => page.replaceAll(/[ -]+/g, ' ')

test('docs/cases.md draws the machine as it is', () => {
  const file = readFileSync(path.resolve(__dirname, '../../docs/cases.md'), 'utf8')
  // Formatting pads the columns of its table.
  expect(wordsOf(file)).toBe(wordsOf(casePage()))
})
