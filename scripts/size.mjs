/**
 * Size budgets of both clients, checked on what was built. WeChat refuses a package above 2 MB; our own limits
 * lie below, so that a phone in a stairwell still starts quickly. Exit code 1 when one is exceeded.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../miniapp/dist')
const KB = 1024

const MAIN_PACKAGE_KB = 1024
const SUBPACKAGE_KB = 600
/** Scripts and styles that the first page of the web needs, compressed. */
const H5_ENTRY_GZIP_KB = 240
/** Any script that is loaded later, compressed; the largest is the editor, which only staff load. */
const H5_LAZY_GZIP_KB = 200

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    return entry.isDirectory() ? files(file) : [file]
  })
}

const sizeOf = (list) => list.reduce((sum, file) => sum + statSync(file).size, 0)
const gzipOf = (list) =>
  list.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0)

function weapp() {
  const folder = path.join(dist, 'weapp')
  const app = JSON.parse(readFileSync(path.join(folder, 'app.json'), 'utf8'))
  const all = files(folder).filter((file) => !file.endsWith('.LICENSE.txt'))
  const parts = (app.subPackages ?? []).map(({ root }) => {
    const inside = all.filter((file) => file.startsWith(path.join(folder, root) + path.sep))
    return { name: `weapp ${root}`, bytes: sizeOf(inside), limit: SUBPACKAGE_KB, inside }
  })
  const taken = new Set(parts.flatMap(({ inside }) => inside))
  const main = all.filter((file) => !taken.has(file))
  return [{ name: 'weapp main package', bytes: sizeOf(main), limit: MAIN_PACKAGE_KB }, ...parts]
}

function h5() {
  const folder = path.join(dist, 'h5')
  const html = readFileSync(path.join(folder, 'index.html'), 'utf8')
  const entry = [...html.matchAll(/(?:src|href)="\/((?:js|css)\/[^"]+)"/g)].map(([, name]) =>
    path.join(folder, name),
  )
  const lazy = files(folder)
    .filter((file) => file.endsWith('.js') && !entry.includes(file))
    .map((file) => gzipOf([file]))
  return [
    { name: 'h5 first page, gzip', bytes: gzipOf(entry), limit: H5_ENTRY_GZIP_KB },
    { name: 'h5 largest later script, gzip', bytes: Math.max(0, ...lazy), limit: H5_LAZY_GZIP_KB },
  ]
}

if (!existsSync(path.join(dist, 'weapp/app.json')) || !existsSync(path.join(dist, 'h5/index.html'))) {
  console.error('Nothing to measure: run npm run build first')
  process.exit(1)
}
let exceeded = false
for (const { name, bytes, limit } of [...weapp(), ...h5()]) {
  const over = bytes > limit * KB
  exceeded ||= over
  console.log(
    `${over ? 'OVER' : ' ok '}  ${name.padEnd(36)} ${(bytes / KB).toFixed(0).padStart(5)} KB of ${limit} KB`,
  )
}
process.exitCode = exceeded ? 1 : 0
