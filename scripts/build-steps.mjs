/** What is built, from what, and how: used by build, start and test. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const at = (...parts) => path.join(root, ...parts)

/** Native code and the driver's optional parts stay outside the bundle. */
const external = [
  'sharp',
  'lmdb',
  'mongodb-client-encryption',
  'kerberos',
  'snappy',
  '@mongodb-js/zstd',
  '@mongodb-js/saslprep',
  'gcp-metadata',
  'socks',
  'aws4',
  '@aws-sdk/credential-providers',
]

async function bundle(entries) {
  const { build } = await import('esbuild')
  await build({
    entryPoints: entries,
    outdir: at('bff/dist'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: true,
    external,
    logLevel: 'warning',
    legalComments: 'none',
  })
}

function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      // A builder's own standard input would swallow what the person types, or wait for it.
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      code === 0
        ? resolve()
        : reject(new Error(`${path.basename(args[0] ?? command)} ended with ${code ?? signal}`)),
    )
  })
}

const taro = async (type) => {
  await run('npm', ['run', `build:${type}`, '--workspace', 'miniapp', '--silent'], { NODE_ENV: 'production' })
}

const COMPRESSED = new Set(['.js', '.css', '.html', '.svg', '.json'])
const SMALLEST_BYTES = 1024

/** Leaves a `.br` and a `.gz` beside every text file, so that the server never compresses the same bytes twice. */
async function compressFolder(folder) {
  const brotli = promisify(brotliCompress)
  const zip = promisify(gzip)
  for (const file of await filesUnder(folder)) {
    const bytes = await readFile(file)
    if (!COMPRESSED.has(path.extname(file)) || bytes.length < SMALLEST_BYTES) continue
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    }
    await writeFile(`${file}.br`, await brotli(bytes, { params }))
    await writeFile(`${file}.gz`, await zip(bytes, { level: 9 }))
  }
}

const miniapp = [
  'shared/src',
  'miniapp/src',
  'miniapp/config',
  'miniapp/types',
  'miniapp/babel.config.js',
  'miniapp/package.json',
  'package-lock.json',
]

export const steps = {
  'embedded-mongo': {
    says: '内置数据库',
    inputs: ['embedded-mongo/src', 'package-lock.json'],
    output: at('bff/dist/embedded-mongo.js'),
    stamp: at('bff/dist/embedded-mongo.stamp'),
    build: () => bundle({ 'embedded-mongo': at('embedded-mongo/src/cli.ts') }),
  },
  bff: {
    says: '服务端',
    inputs: ['shared/src', 'bff/src', 'bff/scripts', 'embedded-mongo/src', 'package-lock.json'],
    output: at('bff/dist/main.js'),
    stamp: at('bff/dist/bff.stamp'),
    // The operator's commands too: a production image has no compiler.
    build: () =>
      bundle({
        main: at('bff/src/main.ts'),
        worker: at('bff/src/worker.ts'),
        command: at('bff/scripts/command.ts'),
        // Loaded by the server into a thread of its own.
        'sheet-worker': at('bff/src/platform/sheets/sheet-worker.ts'),
      }),
  },
  h5: {
    says: '网页',
    isClient: true,
    inputs: miniapp,
    output: at('miniapp/dist/h5/index.html'),
    stamp: at('miniapp/dist/h5.stamp'),
    async build() {
      await taro('h5')
      await compressFolder(at('miniapp/dist/h5'))
    },
  },
  weapp: {
    says: '微信小程序',
    isClient: true,
    inputs: miniapp,
    output: at('miniapp/dist/weapp/app.json'),
    stamp: at('miniapp/dist/weapp.stamp'),
    build: () => taro('weapp'),
  },
}

async function filesUnder(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

/** Fingerprint of everything a step is made from, by content: a checkout changes every date and no byte. */
async function fingerprint(inputs) {
  const hash = createHash('sha256')
  for (const input of inputs) {
    const place = at(input)
    if (!existsSync(place)) continue
    const isFile = path.extname(place) !== ''
    for (const file of isFile ? [place] : await filesUnder(place)) {
      if (/\.test\.tsx?$/.test(file)) continue
      hash
        .update(path.relative(root, file))
        .update('\0')
        .update(await readFile(file))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

/** Whether a step's output is missing or made from other sources. */
export async function isStale({ inputs, output, stamp }) {
  if (!existsSync(output) || !existsSync(stamp)) return true
  return (await readFile(stamp, 'utf8')) !== (await fingerprint(inputs))
}

/** Builds one step and says so. */
export async function buildStep(name) {
  const step = steps[name]
  const startedAt = performance.now()
  process.stdout.write(`正在构建${step.says}${step.isClient ? '（第一次要一两分钟）' : ''}…\n`)
  await rm(step.stamp, { force: true })
  const made = await fingerprint(step.inputs)
  await step.build()
  if (!existsSync(step.output))
    throw new Error(`${name} was built, but ${path.relative(root, step.output)} is missing`)
  await mkdir(path.dirname(step.stamp), { recursive: true })
  await writeFile(step.stamp, made)
  process.stdout.write(`${step.says}完成，用时 ${((performance.now() - startedAt) / 1000).toFixed(1)} 秒\n`)
}

/** Builds the named steps in order, and then the two clients side by side: each of them keeps one core busy. */
export async function buildAll(names) {
  for (const name of names.filter((one) => !steps[one].isClient)) await buildStep(name)
  const clients = await Promise.allSettled(names.filter((one) => steps[one].isClient).map(buildStep))
  const failed = clients.find(({ status }) => status === 'rejected')
  if (failed) throw failed.reason
}

/** Builds those of the named steps that are stale. */
export async function buildStale(names) {
  const stale = []
  for (const name of names) if (await isStale(steps[name])) stale.push(name)
  await buildAll(stale)
}
