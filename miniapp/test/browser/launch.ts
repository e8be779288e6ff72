import { existsSync } from 'node:fs'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium, type Browser } from 'playwright-core'
import { installChineseFont } from './chinese-font'

/** One unpacked browser per machine and version, shared by every test process. */
const folder = path.join(process.env.LINLI_KEPT_DIR ?? os.tmpdir(), 'linli-chromium-147.0.0')
/** Unpacking takes about 3 s; a lock this old was left behind by a killed process. */
const LOCK_MS = 120_000

/** Runs `work` in one process at a time; the others wait for its mark. */
async function once(mark: string, work: () => Promise<void>): Promise<void> {
  const lock = `${mark}.lock`
  while (!existsSync(mark)) {
    try {
      await mkdir(lock)
    } catch {
      const age = Date.now() - (await stat(lock).then((entry) => entry.mtimeMs, Date.now))
      if (age > LOCK_MS) await rm(lock, { recursive: true, force: true })
      await wait(200)
      continue
    }
    try {
      await work()
      await writeFile(mark, '')
    } finally {
      await rm(lock, { recursive: true, force: true })
    }
  }
}

/** The bundled Chromium with its own libraries, for machines without libnss3; x64 Linux only. */
async function bundledChromium(): Promise<{
  executablePath: string
  env: Readonly<Record<string, string | undefined>>
}> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The bundled Chromium runs on x64 Linux only: set CHROMIUM_PATH to a local Chrome.')
  }
  const before = { ...process.env }
  // Read when the package is imported: the first makes it unpack its own NSS, the second says where.
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x'
  process.env.TMPDIR = folder
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    await once(path.join(folder, 'browser-ready'), async () => {
      await packed.executablePath()
    })
    const executablePath = await packed.executablePath()
    return { executablePath, env: { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH } }
  } finally {
    for (const key of ['AWS_LAMBDA_JS_RUNTIME', 'TMPDIR', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
      if (before[key] === undefined) delete process.env[key]
      else process.env[key] = before[key]
    }
  }
}

/**
 * Starts Chromium with a Chinese font. `CHROMIUM_PATH` uses another Chrome. The arguments are our own: the
 * package's switch off web security, which would hide exactly the faults the tests look for.
 */
export async function launchBrowser(): Promise<Browser> {
  await mkdir(folder, { recursive: true })
  await once(path.join(folder, 'font-ready'), async () => {
    await installChineseFont(folder)
  })
  const own = process.env.CHROMIUM_PATH
  const { executablePath, env } = own ? { executablePath: own, env: {} } : await bundledChromium()
  const clean = Object.fromEntries(
    Object.entries({ ...process.env, ...env }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    ),
  )
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
    env: { ...clean, FONTCONFIG_FILE: path.join(folder, 'fonts.conf') },
  })
}
