import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { contract } from '../src/contract'
import { API_VERSION } from '../src/http/docs-page'
import { openApiOf } from '../src/http/openapi'

const FILE = path.resolve(__dirname, '../openapi.json')

/** Writes bff/openapi.json, or with `--check` fails when the committed file is not what the contract says. */
async function main(): Promise<number> {
  const text = `${JSON.stringify(openApiOf(contract, API_VERSION), null, 2)}\n`
  if (!process.argv.includes('--check')) {
    await writeFile(FILE, text)
    console.log(`wrote ${path.relative(process.cwd(), FILE)}`)
    return 0
  }
  const committed = await readFile(FILE, 'utf8').catch(() => '')
  if (committed === text) return 0
  const [ours, theirs] = [text.split('\n'), committed.split('\n')]
  const line = ours.findIndex((content, index) => content !== theirs[index])
  console.error(
    `bff/openapi.json differs from the contract at line ${line + 1}: run npm run openapi and commit it.`,
  )
  return 1
}

void main().then((code) => {
  process.exitCode = code
})
