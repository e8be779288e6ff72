import { execFile } from 'node:child_process'
import path from 'node:path'
import { setImmediate as endOfTurn, setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createAmbient } from './ambient'

/** A promise and what resolves it. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

test('the value is known however deep and however late, and nowhere else', async () => {
  const ambient = createAmbient<string>()
  const seen: (string | undefined)[] = []
  const look = async () => {
    seen.push(ambient.current())
    await endOfTurn()
    seen.push(ambient.current())
    await pause(1)
    await new Promise<void>((resolve) => process.nextTick(resolve))
    seen.push(ambient.current())
  }
  await ambient.run('inside', () => Promise.all([look(), look()]))
  expect(seen).toEqual(Array(6).fill('inside'))
  expect(ambient.current()).toBeUndefined()
})

test('whoever leaves first takes nothing from who is still inside, and who comes later mixes nothing up', async () => {
  const ambient = createAmbient<string>()
  const [early, late] = [gate(), gate()]
  const stay = (until: Promise<void>) => async () => {
    await until
    const before = ambient.current()
    await endOfTurn()
    return [before, ambient.current()]
  }
  const first = ambient.run('first', stay(early.opened))
  const second = ambient.run('second', stay(late.opened))
  early.open()
  expect(await first).toEqual(['first', 'first'])
  const third = ambient.run('third', stay(Promise.resolve()))
  expect(await third).toEqual(['third', 'third'])
  late.open()
  expect(await second).toEqual(['second', 'second'])
  expect(await ambient.run('fourth', stay(Promise.resolve()))).toEqual(['fourth', 'fourth'])
})

test('what goes on after its run sees nothing any more, whoever else is inside', async () => {
  const ambient = createAmbient<string>()
  const over = gate()
  const seen: (string | undefined)[] = []
  let left = Promise.resolve()
  await ambient.run('done', () => {
    left = over.opened.then(() => {
      seen.push(ambient.current())
    })
    return Promise.resolve()
  })
  await ambient.run('other', async () => {
    over.open()
    await left
  })
  expect(seen).toEqual([undefined])
})

test('an error leaves as it came, and is a leaving like any other', async () => {
  const ambient = createAmbient<string>()
  const inner = async () => {
    await expect(ambient.run('lost', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await endOfTurn()
    return ambient.current()
  }
  expect(await ambient.run('kept', inner)).toBe('kept')
  const broken = (): Promise<void> => {
    throw new Error('at once')
  }
  await expect(ambient.run('lost', broken)).rejects.toThrow('at once')
  expect(await ambient.run('again', async () => Promise.resolve(ambient.current()))).toBe('again')
})

test('the engine watches promises only while somebody is inside', async () => {
  // In a process of its own: the test runner watches every promise. A watched continuation has an id of its own.
  const script = `
    const { executionAsyncId } = require('node:async_hooks')
    const { createAmbient } = require('./ambient.ts')
    const isWatched = async () => {
      const ids = new Set()
      for (let turn = 0; turn < 3; turn += 1) { await null; ids.add(executionAsyncId()) }
      return ids.size > 1
    }
    const report = async () => {
      const ambient = createAmbient()
      const seen = [await isWatched(), await ambient.run('inside', isWatched)]
      await new Promise(setImmediate)
      return [...seen, await isWatched(), await ambient.run('again', isWatched)]
    }
    report().then((seen) => console.log(JSON.stringify(seen)))
  `
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', '--eval', script], {
    cwd: path.resolve(__dirname),
  })
  expect(JSON.parse(stdout)).toEqual([false, true, false, true])
})
