/** `npm run build`: everything; `npm run build -- h5 bff`: only what is named; `--stale`: only what is out of date. */
import { buildAll, buildStale, steps } from './build-steps.mjs'

const names = process.argv.slice(2).filter((argument) => argument !== '--stale')
const unknown = names.filter((name) => !(name in steps))
if (unknown.length > 0) {
  process.stderr.write(`不认识 ${unknown.join('、')}；可以构建的有 ${Object.keys(steps).join('、')}。\n`)
  process.exit(1)
}
const wanted = names.length > 0 ? names : Object.keys(steps)
try {
  await (process.argv.includes('--stale') ? buildStale : buildAll)(wanted)
} catch (error) {
  process.stderr.write(`构建没有成功：${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
