import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { secretBoard, namedBoard, sampleChoice, sampleQuestion } from '@linli/shared/polls/board.samples'
import { createCounter } from '@linli/shared/polls/count.rules'
import { pollMethods, type PollMethod } from '@linli/shared/polls/polls.kinds'
import { build } from 'esbuild'
import { runStorm } from './polls-storm'

/*
 * `npm run bench:polls`: what a vote costs. `-- tally`, `-- recount` and `-- storm` run one part alone.
 * Aims: a million ballots under 5 s (ranked 15 s) within 500 MB; a board of 20,000 recounted under 3 s without a JIT
 * compiler (as on iOS); 6,000 ballots in the closing minute, p99 under 800 ms, each accepted one counted.
 */

const BALLOTS = 1_000_000
const BOARD = 20_000
const [part] = process.argv.slice(2)
const failures: string[] = []

function check(name: string, value: number, aim: number, unit: string): void {
  const line = `${name}: ${Math.round(value)} ${unit} (aim ${aim})`
  console.log(line)
  if (value > aim) failures.push(line)
}

/** One method over a million ballots, drawn from a long cycle so that rankings differ. */
function tally(method: PollMethod): void {
  const question = sampleQuestion(method)
  const counter = createCounter(question)
  const started = performance.now()
  let highest = 0
  for (let n = 0; n < BALLOTS; n += 1) {
    counter.add(sampleChoice(method, n), 1, 0)
    if (n % 100_000 === 0) highest = Math.max(highest, process.memoryUsage().rss)
  }
  const { ballots } = counter.result()
  if (ballots !== BALLOTS) throw new Error('ballots were lost')
  check(
    `${method}, a million ballots`,
    performance.now() - started,
    method === 'ranked' ? 15_000 : 5_000,
    'ms',
  )
  check(`${method}, resident memory`, highest / 2 ** 20, 500, 'MB')
}

/** Twenty options and as many different rankings as ballots: the worst a run-off can meet. */
function tallyWidely(): void {
  const keys = 'ABCDEFGHIJKLMNOPQRST'
  const question = {
    ...sampleQuestion('ranked'),
    options: [...keys].map((key) => ({ key, text: key })),
    max: keys.length,
  }
  const counter = createCounter(question)
  let counting = 0
  let seed = 1
  for (let n = 0; n < BALLOTS; n += 1) {
    // Drawing the ballots is not part of counting them.
    const order = [...keys]
    for (let i = order.length - 1; i > 0; i -= 1) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      const j = seed % (i + 1)
      ;[order[i], order[j]] = [order[j] ?? '', order[i] ?? '']
    }
    const choice = order.join('')
    const before = performance.now()
    counter.add(choice, 1, 0)
    counting += performance.now() - before
  }
  const before = performance.now()
  counter.result()
  counting += performance.now() - before
  check('ranked, a million different rankings of twenty', counting, 15_000, 'ms')
  check('ranked, resident memory of them', process.memoryUsage().rss / 2 ** 20, 500, 'MB')
}

async function recountWithoutJit(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'linli-bench-polls-'))
  try {
    const program = path.join(folder, 'recount.cjs')
    await build({
      entryPoints: [path.resolve(__dirname, '../../shared/src/polls/recount.ts')],
      bundle: true,
      format: 'cjs',
      // As the mini-program's build makes it.
      target: 'es2019',
      outfile: program,
      logLevel: 'silent',
    })
    for (const [name, board] of [
      ['secret', secretBoard('ranked', BOARD)],
      ['named', namedBoard('single', BOARD)],
    ] as const) {
      const file = path.join(folder, `${name}.json`)
      writeFileSync(file, JSON.stringify(board))
      const code = `
        const { recountSteps } = require(${JSON.stringify(program)})
        const board = JSON.parse(require('node:fs').readFileSync(${JSON.stringify(file)}, 'utf8'))
        const started = performance.now()
        const used = process.cpuUsage()
        const steps = recountSteps(board)
        let longest = 0
        for (;;) {
          const before = performance.now()
          const step = steps.next()
          longest = Math.max(longest, performance.now() - before)
          if (step.done) { const { user, system } = process.cpuUsage(used); console.log(JSON.stringify([performance.now() - started, longest, (user + system) / 1000, step.value.ok])); break }
        }`
      const { stdout } = spawnSync(process.execPath, ['--jitless', '-e', code], { encoding: 'utf8' })
      const [whole, longest, processor, ok] = JSON.parse(stdout) as [number, number, number, boolean]
      if (!ok) throw new Error('the board does not recount')
      check(`${name} board of ${BOARD}, recounted without JIT`, whole, 3_000, 'ms')
      console.log(
        `${name} board, of the processor: ${Math.round(processor)} ms; longest slice: ${Math.round(longest)} ms`,
      )
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function main(): Promise<void> {
  if (part === undefined || part === 'tally') {
    for (const method of pollMethods) tally(method)
    tallyWidely()
  }
  if (part === undefined || part === 'recount') await recountWithoutJit()
  if (part === undefined || part === 'storm') {
    const { p99, accepted, counted, late } = await runStorm()
    check('closing minute, p99 of a ballot', p99, 800, 'ms')
    console.log(`accepted ${accepted}, counted ${counted}, refused as late ${late}`)
    if (accepted !== counted) failures.push(`accepted ${accepted}, counted ${counted}`)
  }
  if (failures.length > 0) {
    console.log(`\nmissed:\n${failures.join('\n')}`)
    process.exitCode = 1
  }
}

void main()
